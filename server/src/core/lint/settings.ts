// The settings of `.exchange-cba.json`: read, validated, and every mistake named with its place.
import { clip } from '../text/clip.js';
import { parseJson, type JsonMember, type JsonValue } from '../text/json.js';
import { didYouMean } from '../text/nearest.js';
import type { Range } from '../text/range.js';
import type { TerminationSetting } from '../exchange/termination.js';
import type { Finding, Severity } from '../rules/finding.js';
import { invalidSetting } from './own-rules.js';

export type RuleSeverity = Severity | 'off';
export type WindowsServer = '2012R2' | '2016' | '2019' | '2022' | '2025';

export const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
export const ruleSeverities: readonly RuleSeverity[] = [...severities, 'off'];
export const terminationSettings: readonly TerminationSetting[] = ['auto', 'exchange', 'device', 'legacy', 'none'];
export const windowsServers: readonly WindowsServer[] = ['2012R2', '2016', '2019', '2022', '2025'];

/** The name of the file that holds the settings of the server in whose folder it lies. */
export const settingsFileName = '.exchange-cba.json';

/** Where the web.config of a configuration path lies. */
export interface MappedDirectory {
  readonly configurationPath: string;
  /** A folder or a file, relative to the folder of the settings file. */
  readonly target: string;
  /** The configuration path and the target, each with its quotes. */
  readonly nameRange: Range;
  readonly range: Range;
}

/** What a file says; a setting that it does not have is absent. */
export interface FileSettings {
  readonly termination?: TerminationSetting;
  readonly rules: Readonly<Record<string, RuleSeverity>>;
  readonly virtualDirectories: readonly MappedDirectory[];
  readonly windowsServer?: WindowsServer;
  /** The computer name of the server: evidence that names it belongs to this server. */
  readonly serverName?: string;
  /** Relative to the folder of the settings file. */
  readonly schemaFolder?: string;
  /** With its quotes. */
  readonly schemaFolderRange?: Range;
}

export interface SettingsProblem {
  readonly message: string;
  readonly range: Range;
}

export interface SettingsResult {
  /** Everything that is valid, whatever else is wrong. */
  readonly settings: FileSettings;
  readonly problems: readonly SettingsProblem[];
}

const names = ['$schema', 'termination', 'rules', 'virtualDirectories', 'windowsServer', 'serverName', 'schemaFolder'];

const computerName = /^[\p{L}\d](?:[\p{L}\d_.-]{0,253}[\p{L}\d])?$/u;

/**
 * Reads the text of a settings file. `knownRules` are the ids that may be named; without them any id is
 * taken.
 */
export function parseSettings(text: string, knownRules?: Iterable<string>): SettingsResult {
  const { value, problems: syntax } = parseJson(text);
  const problems: SettingsProblem[] = [...syntax];
  const rules: Record<string, RuleSeverity> = {};
  const virtualDirectories: MappedDirectory[] = [];
  const settings: { -readonly [K in keyof FileSettings]: FileSettings[K] } = { rules, virtualDirectories };
  const result = { settings, problems };
  if (value === null) return result;
  if (value.kind !== 'object') {
    problems.push({
      message: 'The settings must be an object, for example { "termination": "auto" }.',
      range: value.range,
    });
    return result;
  }
  for (const member of membersOf(value, 'setting', problems)) {
    switch (member.name) {
      case '$schema':
        break;
      case 'termination': {
        const chosen = oneOf(member, terminationSettings, problems);
        if (chosen !== null) settings.termination = chosen;
        break;
      }
      case 'windowsServer': {
        const chosen = oneOf(member, windowsServers, problems);
        if (chosen !== null) settings.windowsServer = chosen;
        break;
      }
      case 'serverName': {
        const name = textOf(member.value);
        if (name === null || !computerName.test(name)) {
          problems.push({ message: "'serverName' must be the name of a computer.", range: member.value.range });
        } else settings.serverName = name;
        break;
      }
      case 'schemaFolder': {
        const folder = textOf(member.value);
        if (folder === null || folder === '') {
          problems.push({ message: "'schemaFolder' must be the path of a folder.", range: member.value.range });
        } else {
          settings.schemaFolder = folder;
          settings.schemaFolderRange = member.value.range;
        }
        break;
      }
      case 'rules':
        readRules(member, knownRules, rules, problems);
        break;
      case 'virtualDirectories':
        readVirtualDirectories(member, virtualDirectories, problems);
        break;
      default: {
        const hint = didYouMean(member.name, names);
        problems.push({
          message: `Unknown setting '${clip(member.name, 60)}'${hint || `; valid settings are ${names.slice(1).join(', ')}.`}`,
          range: member.nameRange,
        });
      }
    }
  }
  return result;
}

function readRules(
  { value }: JsonMember,
  knownRules: Iterable<string> | undefined,
  rules: Record<string, RuleSeverity>,
  problems: SettingsProblem[],
): void {
  if (value.kind !== 'object') {
    problems.push({
      message: '\'rules\' must be an object, for example { "iis/locked-section": "off" }.',
      range: value.range,
    });
    return;
  }
  const known = knownRules ? new Set(knownRules) : null;
  for (const member of membersOf(value, 'rule', problems)) {
    if (known && !known.has(member.name)) {
      const hint = didYouMean(member.name, known);
      problems.push({ message: `Unknown rule '${clip(member.name, 60)}'${hint || '.'}`, range: member.nameRange });
      continue;
    }
    const severity = oneOf(member, ruleSeverities, problems);
    // The name may be `__proto__` when any id is taken.
    if (severity !== null) {
      Object.defineProperty(rules, member.name, {
        value: severity,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
}

function readVirtualDirectories(
  { value }: JsonMember,
  directories: MappedDirectory[],
  problems: SettingsProblem[],
): void {
  if (value.kind !== 'object') {
    const message = '\'virtualDirectories\' must be an object, for example { "Default Web Site/owa": "owa" }.';
    problems.push({ message, range: value.range });
    return;
  }
  for (const member of membersOf(value, 'virtual directory', problems)) {
    const target = textOf(member.value);
    if (target === null || target.trim() === '') {
      problems.push({
        message: `'${clip(member.name, 60)}' must be the path of a folder or file.`,
        range: member.value.range,
      });
      continue;
    }
    if (member.name.trim() === '' || /^[/\\]|[/\\]$|\\/.test(member.name)) {
      const message = `'${member.name}' is not a configuration path; enter site and path, for example Default Web Site/owa.`;
      problems.push({ message, range: member.nameRange });
      continue;
    }
    const { nameRange, value: written } = member;
    directories.push({ configurationPath: member.name, target, nameRange, range: written.range });
  }
}

/** The members of an object, a name that is twice only once: the later one, as JSON readers have it. */
function membersOf(
  value: JsonValue & { readonly kind: 'object' },
  what: string,
  problems: SettingsProblem[],
): JsonMember[] {
  const last = new Map<string, JsonMember>();
  for (const member of value.members) {
    const earlier = last.get(member.name);
    if (earlier) {
      const message = `The ${what} '${member.name}' is set twice; the later value applies.`;
      problems.push({ message, range: earlier.nameRange });
    }
    last.delete(member.name);
    last.set(member.name, member);
  }
  return [...last.values()];
}

function oneOf<T extends string>(member: JsonMember, allowed: readonly T[], problems: SettingsProblem[]): T | null {
  const written = textOf(member.value);
  const found = allowed.find((name) => name === written);
  if (found !== undefined) return found;
  const said = written === null ? 'takes' : `cannot be '${clip(written, 60)}'; it must be`;
  const hint = written === null ? '' : didYouMean(written, allowed);
  problems.push({
    message: `'${member.name}' ${said} one of ${allowed.join(', ')}${hint || '.'}`,
    range: member.value.range,
  });
  return null;
}

function textOf(value: JsonValue): string | null {
  return value.kind === 'string' ? value.value : null;
}

/** The problems of a settings file as findings about that file. */
export function settingsFindings(uri: string, problems: readonly SettingsProblem[]): Finding[] {
  return problems.map(({ message, range }) => ({
    rule: invalidSetting.id,
    severity: invalidSetting.severity,
    message,
    uri,
    range,
    configurationPath: '',
    evidence: [],
    remedies: [],
  }));
}

/** `<id>=<severity|off>` of the command line; a sentence when it is not one. */
export function parseRuleOverride(
  text: string,
  knownRules: Iterable<string>,
): { readonly id: string; readonly severity: RuleSeverity } | { readonly problem: string } {
  const known = [...knownRules];
  const equals = text.lastIndexOf('=');
  if (equals < 0)
    return {
      problem: `'${text}' is not a rule setting; use <rule id>=<severity>, for example iis/locked-section=off.`,
    };
  const id = text.slice(0, equals);
  const written = text.slice(equals + 1);
  if (!known.includes(id)) return { problem: `Unknown rule '${id}'${didYouMean(id, known) || '.'}` };
  const severity = ruleSeverities.find((name) => name === written);
  if (severity === undefined) {
    const hint = didYouMean(written, ruleSeverities) || '.';
    return { problem: `'${written}' is not a severity; use one of ${ruleSeverities.join(', ')}${hint}` };
  }
  return { id, severity };
}

/**
 * The findings with the severities that the settings give their rules; those of rules that are off are left
 * out.
 */
export function overrideSeverities(
  findings: readonly Finding[],
  rules: Readonly<Record<string, RuleSeverity>>,
): Finding[] {
  const result: Finding[] = [];
  for (const finding of findings) {
    const severity = Object.hasOwn(rules, finding.rule) ? rules[finding.rule] : undefined;
    if (severity === 'off') continue;
    result.push(severity === undefined || severity === finding.severity ? finding : { ...finding, severity });
  }
  return result;
}
