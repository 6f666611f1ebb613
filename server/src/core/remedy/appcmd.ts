// Remedies as a cmd script that calls appcmd (domain/05 §5.9: where appcmd writes; domain/01 §1.1: the
// procedure's own commands).
import type { Obstacle } from '../text/obstacle.js';
import { entrySteps } from './entry-steps.js';
import type { Procedure, Step, StepTarget } from './operations.js';
import { describeStep, writtenSections } from './operations.js';
import { isObstacle } from './place.js';
import { cmdArgument, cmdEcho, commentText, isWritable } from './quote.js';

/** The script, with CRLF line ends; refused for what appcmd cannot be told. */
export function appcmdScript(procedure: Procedure): string | Obstacle {
  const commands: { step: Step; lines: readonly string[] }[] = [];
  for (const step of procedure.steps) {
    const lines = commandsOf(step);
    if (isObstacle(lines)) return lines;
    commands.push({ step, lines });
  }
  const lines = [
    '@echo off',
    ...header(procedure),
    'rem',
    'rem /whatif shows what would change and changes nothing. The script stops at the first error.',
    'setlocal EnableExtensions DisableDelayedExpansion',
    ...(isAscii(procedure) ? [] : ['chcp 65001 >nul']),
    'set "WHATIF="',
    'if /i "%~1"=="/whatif" set "WHATIF=1"',
    String.raw`set "APPCMD=%windir%\system32\inetsrv\appcmd.exe"`,
    'if not exist "%APPCMD%" echo appcmd.exe not found: IIS is not installed on this computer.& exit /b 3',
    'if defined WHATIF echo What would change:',
    'ver >nul',
  ];
  commands.forEach(({ step, lines: own }, index) => {
    lines.push('', `echo ${index + 1}. ${cmdEcho(describeStep(step))}`);
    for (const command of own) lines.push(...command.split('\n'));
  });
  lines.push('', 'echo.', 'echo Effective settings now:');
  for (const target of writtenSections(procedure.steps)) {
    lines.push(`"%APPCMD%" list config${identifier(target)} -section:${target.section}`);
  }
  for (const step of procedure.steps) {
    if (step.kind === 'command' && step.change.verify?.cmd !== undefined)
      lines.push(...step.change.verify.cmd.split('\n'));
  }
  lines.push(
    'if not defined WHATIF echo Restart IIS at a suitable time: iisreset',
    'exit /b 0',
    '',
    ':failed',
    'echo Stopped: the last command failed with %ERRORLEVEL%. The steps above it are done. 1>&2',
    'exit /b 1',
  );
  for (const subroutine of new Set(subroutines(procedure.steps))) lines.push('', ...subroutine.split('\n'));
  lines.push('');
  return lines.join('\r\n');
}

/**
 * The command that lists the effective configuration of a path, for a command prompt; null for a path that
 * cannot be written there safely.
 */
export function appcmdList(configurationPath: string): string | null {
  // A prompt expands variables inside quotation marks, and cannot be told not to.
  if (!isWritable(configurationPath) || /["%]/.test(configurationPath)) return null;
  const path = configurationPath === '' ? '' : ` ${cmdArgument(configurationPath)}`;
  return String.raw`%windir%\system32\inetsrv\appcmd.exe list config${path} /config:*`;
}

function subroutines(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    if (step.kind !== 'command') return [];
    return (step.undo ? step.change.undo : step.change)?.cmdSubroutines ?? [];
  });
}

function header({ titles, notes, steps, rollback }: Procedure): string[] {
  const lines = titles.map((title) => `rem ${rollback ? 'Undoes: ' : ''}${commentText(title)}`);
  lines.push(...notes.map((note) => `rem ${commentText(note)}`), 'rem', 'rem Steps:');
  steps.forEach((step, index) => lines.push(`rem  ${index + 1}. ${commentText(describeStep(step))}`));
  if (steps.length === 0) lines.push('rem  None: no changes needed.');
  return lines;
}

function isAscii(procedure: Procedure): boolean {
  return /^[\u0000-\u007f]*$/.test(JSON.stringify(procedure.steps) + procedure.titles.join(''));
}

/** The guarded commands of a step, in order. */
function commandsOf(step: Step): readonly string[] | Obstacle {
  switch (step.kind) {
    case 'set': {
      const { target, attribute, value } = step;
      const obstacle = refuseIdentifier(target);
      if (obstacle) return obstacle;
      const name = `/${[...target.element, attribute].join('.')}`;
      if (value === null)
        return [guarded(`clear config${identifier(target)} -section:${target.section} ${name}${commit(target)}`)];
      const text = value === 'true' ? 'True' : value === 'false' ? 'False' : value;
      return [
        guarded(
          `set config${identifier(target)} -section:${target.section} ${name}:${cmdArgument(text)}${commit(target)}`,
        ),
      ];
    }
    case 'entries':
      return entryCommands(step);
    case 'override': {
      const verb = step.mode === 'Allow' ? 'unlock' : 'lock';
      return (
        refuseIdentifier(step.target) ?? [
          guarded(`${verb} config${identifier(step.target)} -section:${step.target.section} /commit:apphost`),
        ]
      );
    }
    case 'exchange':
      return ['echo    Exchange stores this setting: run this step in the Exchange Management Shell.'];
    case 'command': {
      const commands = step.undo ? step.change.undo?.cmd : step.change.cmd;
      if (commands === undefined) return ['echo    Do this step manually: there is no command for it.'];
      return commands.split('\n').map((line) => `if not defined WHATIF ${line}\n${check}`);
    }
    case 'hand':
      return ['echo    Do this step manually: it changes the text of a file.'];
  }
}

function entryCommands({ target, from, to }: Extract<Step, { kind: 'entries' }>): readonly string[] | Obstacle {
  const obstacle = refuseIdentifier(target);
  if (obstacle) return obstacle;
  const { removed, added } = entrySteps(from, to);
  const prefix = target.element.length === 0 ? '' : `${target.element.join('.')}.`;
  const result: string[] = [];
  const add = (sign: '+' | '-', attributes: Readonly<Record<string, string>>): Obstacle | null => {
    const unquotable = Object.values(attributes).find((value) => value.includes("'"));
    if (unquotable !== undefined)
      return { problem: `appcmd cannot pass '${unquotable}': it contains a quotation mark.` };
    const list = Object.entries(attributes).map(([name, value]) => `${name}='${value}'`);
    const argument = cmdArgument(`${prefix}[${list.join(',')}]`);
    result.push(
      guarded(`set config${identifier(target)} -section:${target.section} /${sign}${argument}${commit(target)}`),
    );
    return null;
  };
  for (const { keys } of removed) {
    if (Object.keys(keys).length === 0) return { problem: 'appcmd cannot remove an entry without a key.' };
    const problem = add('-', keys);
    if (problem) return problem;
  }
  for (const { attributes } of added) {
    const problem = add('+', attributes);
    if (problem) return problem;
  }
  return result;
}

function identifier({ path }: StepTarget): string {
  return path === '' ? '' : ` ${cmdArgument(path)}`;
}

function refuseIdentifier({ path }: StepTarget): Obstacle | null {
  return /^[-/]/.test(path) ? { problem: `appcmd would interpret the name '${path}' as an option.` } : null;
}

function commit({ path, commit: file }: StepTarget): string {
  return file === 'applicationHost' || path === '' ? ' /commit:apphost' : '';
}

function guarded(command: string): string {
  return `if not defined WHATIF "%APPCMD%" ${command}\n${check}`;
}

/** Codes of appcmd can be negative, which `if errorlevel` does not see. */
const check = 'if not "%ERRORLEVEL%"=="0" goto failed';
