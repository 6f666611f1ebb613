// How rules and the switch of termination state remedies: constructors that find out which file a change
// belongs in.
import type { ServerConfiguration } from '../iis/configuration.js';
import type { Effective } from '../iis/effective.js';
import type { EffectiveElement } from '../iis/effective-element.js';
import { samePath } from '../iis/paths.js';
import type { TextEdit } from '../text/edit.js';
import type {
  Change,
  CollectionChange,
  CommandChange,
  EntryChange,
  ExchangeChange,
  OverrideChange,
  Remedy,
  SettingChange,
  Target,
  TextChange,
} from './remedy.js';

export interface TargetOptions {
  /** Elements below the section, outermost first: `['extendedProtection']`. */
  readonly element?: readonly string[];
  /**
   * The file. Without it, where a value takes effect: the web.config that decides at this very path today,
   * else the location of the path in applicationHost.config.
   */
  readonly commit?: 'applicationHost' | 'webConfig';
  /** Write it even where it is in effect. */
  readonly explicit?: boolean;
}

/** An attribute at a path is to have a value; null: it is not to be written there. */
export function setting(
  configuration: ServerConfiguration,
  configurationPath: string,
  section: string,
  attribute: string,
  value: string | null,
  options: TargetOptions = {},
): SettingChange {
  const decides = elementAt(configuration, configurationPath, section, options.element)?.attributes.get(attribute);
  return {
    kind: 'setting',
    target: target(configuration, configurationPath, section, decides, options),
    attribute,
    value,
    ...(options.explicit && { explicit: true }),
  };
}

/**
 * A collection at a path is to hold exactly these entries: `element` is `['providers']`, or `[]` where the
 * section is the collection.
 */
export function collection(
  configuration: ServerConfiguration,
  configurationPath: string,
  section: string,
  element: readonly string[],
  entries: readonly Readonly<Record<string, string>>[],
  options: Omit<TargetOptions, 'element'> = {},
): CollectionChange {
  const decides = elementAt(configuration, configurationPath, section, element)?.entries ?? undefined;
  return {
    kind: 'collection',
    target: target(configuration, configurationPath, section, decides, { ...options, element }),
    entries,
    ...(options.explicit && { explicit: true }),
  };
}

/** An entry is written for a path, after those that stand there. */
export function newEntry(
  configuration: ServerConfiguration,
  configurationPath: string,
  section: string,
  element: readonly string[],
  write: EntryChange['write'],
): EntryChange {
  const decides = elementAt(configuration, configurationPath, section, element)?.entries ?? undefined;
  return {
    kind: 'entry',
    target: target(configuration, configurationPath, section, decides, { element }),
    write,
    erase: [],
  };
}

/**
 * web.config files at and below a path may write the section. Never for a section that decides how clients
 * sign in.
 */
export function unlock(configuration: ServerConfiguration, configurationPath: string, section: string): OverrideChange {
  return {
    kind: 'override',
    target: { configurationPath, section, commit: 'applicationHost', server: configuration.applicationHost.uri },
    mode: 'Allow',
  };
}

/**
 * A repair of the text itself, `before` being all of it; `description` is imperative: `Remove the second
 * section`.
 */
export function textChange(uri: string, description: string, edits: readonly TextEdit[], before?: string): TextChange {
  return { kind: 'text', uri, description, edits, ...(before !== undefined && { before }) };
}

/** Something that no file holds. */
export function commandChange(
  description: string,
  commands: { readonly powershell?: string; readonly cmd?: string },
): CommandChange {
  return { kind: 'command', description, ...commands };
}

/** What only Exchange's cmdlets write; `undo` is what Exchange is delivered with. */
export function exchangeChange(
  configurationPath: string,
  cmdlet: string,
  parameters: ExchangeChange['parameters'],
  undo: ExchangeChange['undo'],
): ExchangeChange {
  return { kind: 'exchange', configurationPath, cmdlet, parameters, undo };
}

/** One file, one attribute or collection, and no sign-in that works today is removed. */
export function safe(title: string, ...changes: readonly Change[]): Remedy {
  return { title, kind: 'safe', changes };
}

export function review(title: string, ...changes: readonly Change[]): Remedy {
  return { title, kind: 'review', changes };
}

/** Marks remedies between which only a person can choose; one alone is not a choice. */
export function alternatives(...remedies: readonly Remedy[]): readonly Remedy[] {
  return remedies.length < 2 ? remedies : remedies.map((remedy) => ({ ...remedy, alternative: true }));
}

/**
 * Marks remedies that are never applied unasked: whether what they remove is needed is known to a person
 * alone.
 */
export function byHand(remedies: readonly Remedy[]): readonly Remedy[] {
  return remedies.map((remedy) => ({ ...remedy, alternative: true }));
}

function target(
  configuration: ServerConfiguration,
  configurationPath: string,
  section: string,
  decides: Effective<unknown> | undefined,
  { element, commit }: TargetOptions,
): Target {
  const server = configuration.applicationHost.uri;
  const base = { configurationPath, section, server, ...(element && element.length > 0 && { element }) };
  if (commit) return { ...base, commit };
  const origin = decides?.origin;
  if (
    !origin ||
    origin.kind === 'schema' ||
    origin.uri === server ||
    !samePath(origin.configurationPath, configurationPath)
  ) {
    return { ...base, commit: 'applicationHost' };
  }
  const own = configuration.webConfigs.at(configurationPath);
  const isOwn = typeof own !== 'string' && own.uri === origin.uri;
  return { ...base, commit: 'webConfig', ...(!isOwn && { file: origin.uri }) };
}

export function elementAt(
  configuration: ServerConfiguration,
  path: string,
  section: string,
  element: readonly string[] = [],
): EffectiveElement | null {
  let found = configuration.section(path, section);
  for (const name of element) found = found?.elements.get(name) ?? null;
  return found;
}
