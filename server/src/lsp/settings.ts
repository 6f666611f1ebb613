// The user's settings (`exchangeCba.*`), validated: what is not understood falls back to its default and is
// named.
import type { ProjectSettings } from '../core/face/project.js';
import { ruleSeverities, terminationSettings, type RuleSeverity } from '../core/face/settings.js';

export interface ServerSettings extends ProjectSettings {
  /** A path or uri as the user wrote it; null when there is none. */
  readonly schemaFolder: string | null;
  /** As the schema folder: the file of findings that are known. */
  readonly baseline: string | null;
}

export const defaultSettings: ServerSettings = { termination: 'auto', rules: {}, schemaFolder: null, baseline: null };

export interface ReadSettings {
  readonly settings: ServerSettings;
  /** One sentence for each value that was not understood. */
  readonly problems: readonly string[];
}

function isOneOf<T extends string>(values: readonly T[], value: unknown): value is T {
  return (values as readonly unknown[]).includes(value);
}

/** Reads the value of the section `exchangeCba`. Total: anything gives settings. */
export function readSettings(given: unknown): ReadSettings {
  const problems: string[] = [];
  const section = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  let termination = defaultSettings.termination;
  if (isOneOf(terminationSettings, section.termination)) termination = section.termination;
  else if (section.termination !== undefined && section.termination !== null) {
    problems.push(
      `Setting exchangeCba.termination must be one of ${terminationSettings.join(', ')}; ${JSON.stringify(section.termination)} is ignored.`,
    );
  }
  const rules: Record<string, RuleSeverity> = {};
  if (typeof section.rules === 'object' && section.rules !== null) {
    for (const [rule, severity] of Object.entries(section.rules)) {
      if (isOneOf(ruleSeverities, severity)) rules[rule] = severity;
      else problems.push(`Setting exchangeCba.rules has an invalid severity for ${rule}: ${JSON.stringify(severity)}.`);
    }
  }
  const path = (value: unknown): string | null =>
    typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  const schemaFolder = path(section.schemaFolder);
  return { settings: { termination, rules, schemaFolder, baseline: path(section.baseline) }, problems };
}
