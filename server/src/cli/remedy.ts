// The command `remedy`: switches where client certificates end, as a diff or as a script, and the way back.
import type { Obstacle } from '../core/text/obstacle.js';
import type { FileEdit } from '../core/text/edit.js';
import {
  notesOf,
  remedyDiff,
  scriptFor,
  scriptForms,
  switchTermination,
  type Remedy,
  type SwitchTarget,
} from '../core/face/remedies.js';
import type { CommandSpec } from './command-spec.js';
import { exitCode, type CommandHost, type Output } from './console.js';
import { loadServer, type OneServer } from './one-server.js';
import { configOption, readSettingsArguments } from './settings-arguments.js';
import { withArguments } from './usage.js';

export const remedySpec: CommandSpec = {
  name: 'remedy',
  parameters: '<server>',
  minimum: 1,
  maximum: 1,
  summary: 'Change where client certificates are validated, as a diff or script',
  details: [
    'Prints the change without applying it. The server is a folder with an applicationHost.config, or that file. Without --virtual-directory, default applies to Microsoft-Server-ActiveSync, owa, and ecp; the others apply to Microsoft-Server-ActiveSync, and to owa and ecp if they use client certificates now. Lines that start with # list the users who lose access with the change.',
    'With --rollback, prints the change that restores the state in the files. Run it before you apply the change, or with a copy of the previous files. If the files already contain the change, it restores the Exchange defaults.',
    'Apply a diff with `patch -p1 --binary` in the working folder. Run scripts on the server itself, ems in the Exchange Management Shell; -WhatIf (cmd: /whatif) shows what they would do. Exchange also stores its settings in Active Directory, so prefer ems.',
  ],
  options: [
    {
      name: 'to',
      value: '<where>',
      choices: ['exchange', 'device', 'legacy', 'default'],
      help: 'Where client certificates are validated; default restores the Exchange defaults',
    },
    {
      name: 'virtual-directory',
      value: '<name>',
      repeated: true,
      help: 'Change only this one: owa, ecp, Microsoft-Server-ActiveSync, or a configuration path',
    },
    { name: 'as', value: '<form>', choices: ['diff', ...scriptForms], help: 'Output format (default diff)' },
    { name: 'rollback', help: 'Print the rollback' },
    configOption,
  ],
};

export function runRemedy(args: readonly string[], host: CommandHost, output: Output): Promise<number> {
  return withArguments(
    remedySpec,
    args,
    host,
    output,
    (read) => (read.has('to') ? null : '--to is missing; use exchange, device, legacy, or default.'),
    async (read, out) => {
      const settings = await readSettingsArguments(read, host, out);
      const loaded = settings && (await loadServer(read.parameters[0]!, settings, host, out));
      if (!loaded) return exitCode.unreadable;
      const { configuration, exchange } = loaded.server;
      const refuse = (problem: string, code: number): number => {
        out.warn(`exchange-cba: ${loaded.projectLoader.name(configuration.root)}: ${problem}`);
        return code;
      };
      if (!exchange) return refuse(notExchange, exitCode.unreadable);
      const to = read.value('to') as SwitchTarget;
      const virtualDirectories = read.values('virtual-directory');
      const remedies = switchTermination(exchange, { to, virtualDirectories });
      if ('problem' in remedies) return refuse(remedies.problem, exitCode.usage);
      const form = read.value('as') ?? 'diff';
      const rollback = read.has('rollback');
      const isDone = rollback && to !== 'default' && isNothing(loaded.project.edits(remedies));
      // What was there before is not in files that show the state after: the way back leads to what Exchange
      // is delivered with.
      const back = isDone ? switchTermination(exchange, { to: 'default', virtualDirectories }) : remedies;
      if ('problem' in back) return refuse(back.problem, exitCode.usage);
      if (isDone) {
        const name = loaded.projectLoader.name(configuration.root);
        out.warn(`exchange-cba: ${name} already has the state of --to ${to}; this restores the Exchange defaults.`);
      }
      const effect = loaded.project.effectOfSwitch(back, isDone || to === 'default' ? 'none' : to);
      if (!rollback && effect.problem !== null) return refuse(`not done: ${effect.problem}`, exitCode.unreadable);
      const more = rollback ? [] : effect.findings.map(({ message }) => `After this, check also reports: ${message}`);
      const text = print(withNotes(back, more), form, rollback && !isDone, loaded);
      if (typeof text !== 'string') return refuse(text.problem, exitCode.unreadable);
      const outside = form === 'diff' && !rollback ? commandsIn(remedies) : [];
      if (outside.length > 0) {
        const name = loaded.projectLoader.name(configuration.root);
        out.warn(`exchange-cba: ${name}: a diff does not contain these steps, but the scripts of --as do:`);
        for (const step of outside) out.warn(`  ${step}`);
      } else if (text === '')
        out.warn(`exchange-cba: ${loaded.projectLoader.name(configuration.root)}: no changes needed.`);
      out.write(text);
      return exitCode.clean;
    },
  );
}

/** The procedure speaks of virtual directories that a server without Exchange does not have. */
const notExchange =
  'this is not an Exchange server, and the procedure is for the virtual directories of Exchange. For another application, set sslFlags and certificate mapping at its path; "exchange-cba check" says what is wrong there.';

function withNotes(remedies: readonly Remedy[], more: readonly string[]): readonly Remedy[] {
  const last = remedies.length - 1;
  return remedies.map((remedy, at) =>
    at === last ? { ...remedy, notes: [...(remedy.notes ?? []), ...more] } : remedy,
  );
}

/** What no file contains: Windows features, records of HTTP.SYS. */
function commandsIn(remedies: readonly Remedy[]): readonly string[] {
  return [
    ...new Set(
      remedies.flatMap(({ changes }) =>
        changes.flatMap((change) => (change.kind === 'command' ? [change.description] : [])),
      ),
    ),
  ];
}

function isNothing(edits: readonly FileEdit[] | Obstacle): boolean {
  return !('problem' in edits) && edits.length === 0;
}

function print(
  remedies: readonly Remedy[],
  form: string,
  rollback: boolean,
  { project, projectLoader }: OneServer,
): string | Obstacle {
  const script = scriptForms.find((known) => known === form);
  if (script) return scriptFor(remedies, project.context, script, rollback);
  const edits = project.edits(remedies);
  if ('problem' in edits) return edits;
  return remedyDiff(edits, project.context, (uri) => projectLoader.name(uri), rollback, notesOf(remedies));
}
