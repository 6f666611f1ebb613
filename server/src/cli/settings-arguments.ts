// Settings on the command line: `--config`, and `--termination` and `--rule` over it.
import type { ProjectSettings } from '../core/face/project.js';
import {
  parseRuleOverride,
  parseSettings,
  settingsFileName,
  terminationSettings,
  type FileSettings,
  type RuleSeverity,
  type TerminationSetting,
} from '../core/face/settings.js';
import type { ExcludeTest } from '../host/host.js';
import { folderOf } from '../host/uri.js';
import type { Arguments } from './args.js';
import type { OptionSpec } from './command-spec.js';
import type { CommandHost, Output } from './console.js';
import { excludeTest } from './exclude.js';
import { reportProblems, readNamedText, type NamedText } from './named-text.js';
import { ruleIds } from '../core/face/findings.js';

export const configOption: OptionSpec = {
  name: 'config',
  value: '<file>',
  help: `Use these settings instead of the ${settingsFileName} files found`,
};

export const terminationOption: OptionSpec = {
  name: 'termination',
  value: '<where>',
  choices: terminationSettings,
  help: 'Where client certificates are validated; auto (the default) detects it',
};

export const ruleOption: OptionSpec = {
  name: 'rule',
  value: '<id>=<severity|off>',
  repeated: true,
  help: 'Severity of one rule: error, warning, information, hint, or off',
};

/** What `--config` says, and the folder that its paths are relative to. */
export interface Config {
  readonly settings: FileSettings;
  readonly folder: string;
  readonly file: NamedText;
}

export interface SettingsArguments {
  readonly isExcluded: ExcludeTest | undefined;
  readonly project: ProjectSettings;
  readonly config: Config | null;
}

/** A sentence when a `--rule` is not one. */
export function ruleProblem(args: Arguments): string | null {
  for (const rule of args.values('rule')) {
    const read = parseRuleOverride(rule, ruleIds);
    if ('problem' in read) return `--rule: ${read.problem}`;
  }
  return null;
}

/** Null when the file of `--config` cannot be used; standard error says why. */
export async function readSettingsArguments(
  args: Arguments,
  host: CommandHost,
  out: Output,
): Promise<SettingsArguments | null> {
  let config: Config | null = null;
  const path = args.value('config');
  if (path !== undefined) {
    const file = await readNamedText(path, host, out);
    if (!file) return null;
    const { settings, problems } = parseSettings(file.text, ruleIds);
    reportProblems(file, problems, host, out);
    if (problems.length > 0) return null;
    config = { settings, folder: folderOf(file.uri), file };
  }
  const rules: Record<string, RuleSeverity> = { ...config?.settings.rules };
  for (const rule of args.values('rule')) {
    const read = parseRuleOverride(rule, ruleIds);
    if ('id' in read) rules[read.id] = read.severity;
  }
  const termination = args.value('termination') as TerminationSetting | undefined;
  const isExcluded = excludeTest(args, host.workingFolder);
  return { isExcluded, project: { termination: termination ?? config?.settings.termination ?? 'auto', rules }, config };
}
