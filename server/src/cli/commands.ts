// The commands of the command line, in the order of the help.
import type { CommandSpec } from './command-spec.js';
import { certificateSpec, runCertificate } from './certificate.js';
import { runCheck } from './check.js';
import { checkSpec } from './check-spec.js';
import { compareSpec, runCompare } from './compare.js';
import { completionScript } from './completion.js';
import { exitCode, type Command, type CommandHost, type Output } from './console.js';
import { diagnoseSpec, runDiagnose } from './diagnose.js';
import { effectiveSpec, runEffective } from './effective.js';
import { runLogs } from './logs.js';
import { logsSpec } from './logs-spec.js';
import { explainSpec, runExplain } from './explain.js';
import { initSpec, runInit } from './init.js';
import { lspSpec, runLsp } from './lsp.js';
import { remedySpec, runRemedy } from './remedy.js';
import { rulesSpec, runRules } from './rules.js';
import { runSimulate, simulateSpec } from './simulate.js';
import { withArguments } from './usage.js';

const completionSpec: CommandSpec = {
  name: 'completion',
  parameters: 'bash|zsh|powershell',
  minimum: 1,
  maximum: 1,
  summary: 'Print a script that completes arguments in your shell',
  options: [],
};

export const commands: readonly { readonly spec: CommandSpec; readonly run: Command }[] = [
  { spec: checkSpec, run: runCheck },
  { spec: effectiveSpec, run: runEffective },
  { spec: remedySpec, run: runRemedy },
  { spec: compareSpec, run: runCompare },
  { spec: certificateSpec, run: runCertificate },
  { spec: logsSpec, run: runLogs },
  { spec: simulateSpec, run: runSimulate },
  { spec: explainSpec, run: runExplain },
  { spec: diagnoseSpec, run: runDiagnose },
  { spec: initSpec, run: runInit },
  { spec: rulesSpec, run: runRules },
  { spec: lspSpec, run: runLsp },
  { spec: completionSpec, run: runCompletion },
];

export const commandSpecs: readonly CommandSpec[] = commands.map(({ spec }) => spec);

function runCompletion(args: readonly string[], host: CommandHost, out: Output): Promise<number> {
  const problem = (shell: string): string => `'${shell}' is not a supported shell; use bash, zsh, or powershell.`;
  return withArguments(
    completionSpec,
    args,
    host,
    out,
    ({ parameters: [shell] }) => (completionScript(shell!, commandSpecs) === null ? problem(shell!) : null),
    ({ parameters: [shell] }, own) => {
      own.write(completionScript(shell!, commandSpecs)!);
      return Promise.resolve(exitCode.clean);
    },
  );
}
