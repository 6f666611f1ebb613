// Remedies as a PowerShell script for the WebAdministration module (domain/01 §1.1, domain/02 §2.3: the
// commands).
import { entrySteps } from './entry-steps.js';
import type { EntryState, Procedure, Step, StepTarget } from './operations.js';
import { describeStep, writtenSections } from './operations.js';
import { commentText, powershellString, powershellValue } from './quote.js';

const apphost = 'MACHINE/WEBROOT/APPHOST';

export function powershellScript(procedure: Procedure): string {
  const lines = [
    ...scriptHeader(procedure),
    '#Requires -RunAsAdministrator',
    '#Requires -Modules WebAdministration',
    '[CmdletBinding(SupportsShouldProcess = $true)]',
    'param()',
    '',
    "$ErrorActionPreference = 'Stop'",
    'Import-Module WebAdministration',
  ];
  for (const step of procedure.steps) {
    const body = iisCommands(step) ?? notIis(step);
    lines.push('', ...shouldProcess(step, body));
  }
  lines.push('', ...verification(procedure), ...restartNote);
  return lines.join('\n');
}

/** Comments that say what a script does. */
/** `first`: what the script does before the steps of the procedure. */
export function scriptHeader({ titles, notes, steps, rollback }: Procedure, first: readonly string[] = []): string[] {
  const lines = titles.map((title) => `# ${rollback ? 'Undoes: ' : ''}${commentText(title)}`);
  lines.push(...notes.map((note) => `# ${commentText(note)}`), '#', '# Steps:');
  const all = [...first, ...steps.map(describeStep)];
  all.forEach((step, index) => lines.push(`#  ${index + 1}. ${commentText(step)}`));
  if (all.length === 0) lines.push('#  None: no changes needed.');
  lines.push('#', '# -WhatIf shows what would change and changes nothing. The script stops at the first error.');
  return lines;
}

/** Lines that run a step unless -WhatIf or -Confirm says no. */
export function shouldProcess(step: Step, body: readonly string[]): string[] {
  const [where, what] = splitDescription(describeStep(step));
  return [
    `if ($PSCmdlet.ShouldProcess(${powershellString(where)}, ${powershellString(what)})) {`,
    ...body.flatMap((line) => line.split('\n')).map((line) => (line === '' ? '' : `    ${line}`)),
    '}',
  ];
}

function splitDescription(text: string): [string, string] {
  const at = text.indexOf(': ');
  return at < 0 ? ['This server', text] : [text.slice(0, at), text.slice(at + 2)];
}

/** What a step is in WebAdministration; null for one that it cannot do. */
export function iisCommands(step: Step): readonly string[] | null {
  switch (step.kind) {
    case 'set': {
      const { target, attribute, value } = step;
      const filter = [target.section, ...target.element].join('/');
      if (value === null)
        return [`Clear-WebConfiguration ${where(target)} -Filter ${powershellString(`${filter}/@${attribute}`)}`];
      const text = value.includes(', ') ? value.replaceAll(', ', ',') : value;
      return [
        `Set-WebConfigurationProperty ${where(target)} -Filter ${powershellString(filter)} -Name ${powershellString(attribute)} -Value ${powershellValue(text)}`,
      ];
    }
    case 'entries': {
      const filter = powershellString([step.target.section, ...step.target.element].join('/'));
      const list = `${where(step.target)} -Filter ${filter}`;
      const add = ({ attributes }: EntryState): string =>
        `Add-WebConfigurationProperty ${list} -Name '.' -Value ${hashtable(attributes)}`;
      const { kept, removed, added } = entrySteps(step.from, step.to);
      if (kept === 0 || removed.some(({ keys }) => Object.keys(keys).length === 0))
        return [`Clear-WebConfiguration ${list}`, ...step.to.map(add)];
      return [
        ...removed.map(({ keys }) => `Remove-WebConfigurationProperty ${list} -Name '.' -AtElement ${hashtable(keys)}`),
        ...added.map(add),
      ];
    }
    case 'override':
      return [
        `Set-WebConfiguration ${where(step.target)} -Filter ${powershellString(step.target.section)} -Metadata overrideMode -Value ${step.mode}`,
      ];
    case 'command': {
      const commands = step.undo ? step.change.undo?.powershell : step.change.powershell;
      return commands === undefined ? null : [commands];
    }
    case 'exchange':
    case 'hand':
      return null;
  }
}

function hashtable(attributes: Readonly<Record<string, string>>): string {
  return `@{ ${Object.entries(attributes)
    .map(([name, value]) => `${name} = ${powershellString(value)}`)
    .join('; ')} }`;
}

/** What is left to a person. */
export function notIis(step: Step): readonly string[] {
  const what =
    step.kind === 'exchange'
      ? 'Exchange stores this setting; run this step in the Exchange Management Shell: '
      : 'Do this step manually, there is no command for it: ';
  return [`Write-Warning ${powershellString(what + describeStep(step))}`];
}

function where({ path, commit }: StepTarget): string {
  if (path === '') return `-PSPath '${apphost}'`;
  if (commit === 'applicationHost') return `-PSPath '${apphost}' -Location ${powershellString(path)}`;
  return `-PSPath ${powershellString(`${apphost}/${path}`)}`;
}

/** Lines that show what is in effect after all. */
export function verification({ steps }: Procedure): string[] {
  const lines = ["Write-Output 'Effective settings now:'"];
  for (const { path, section } of writtenSections(steps)) {
    const psPath = powershellString(path === '' ? apphost : `${apphost}/${path}`);
    lines.push(`Get-WebConfiguration -PSPath ${psPath} -Filter ${powershellString(section)} | Format-List -Property *`);
  }
  for (const step of steps) {
    if (step.kind === 'command' && step.change.verify?.powershell !== undefined) {
      lines.push(...step.change.verify.powershell.split('\n'));
    }
  }
  return lines;
}

export const restartNote: readonly string[] = ["Write-Output 'Restart IIS at a suitable time: iisreset'", ''];
