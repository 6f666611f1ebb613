// What scripts do, one step after the other, and what takes each back: made from changes and from the state
// before them.
import type { Obstacle } from '../text/obstacle.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { EffectiveElement } from '../iis/effective-element.js';
import { samePath } from '../iis/paths.js';
import type { XmlElement } from '../xml/tree.js';
import { attributeOf } from '../xml/tree.js';
import { elementBelow } from './draft.js';
import { hasEntries, sameValue } from './emit.js';
import type { RemedyContext } from './place.js';
import type {
  Change,
  CollectionChange,
  CommandChange,
  ExchangeChange,
  OverrideChange,
  Remedy,
  SettingChange,
} from './remedy.js';
import { notesOf } from './notes.js';
import { isObstacle } from './place.js';
import { isWritable } from './quote.js';
import { effectiveElement, isInEffect } from './state.js';

/** The place in the configuration that a step writes. */
export interface StepTarget {
  /** '' is the server. */
  readonly path: string;
  readonly section: string;
  readonly element: readonly string[];
  /**
   * Where it is written: in a location of applicationHost.config because the section is locked at the path,
   * or in its web.config.
   */
  readonly commit: 'applicationHost' | 'webConfig';
}

export interface EntryState {
  readonly attributes: Readonly<Record<string, string>>;
  /** Of `attributes` those that tell the entry from others. */
  readonly keys: Readonly<Record<string, string>>;
}

export type Step =
  /** null: the attribute is not to be written there. */
  | { readonly kind: 'set'; readonly target: StepTarget; readonly attribute: string; readonly value: string | null }
  | {
      readonly kind: 'entries';
      readonly target: StepTarget;
      readonly directive: string;
      /** What is in effect before the step. */
      readonly from: readonly EntryState[];
      readonly to: readonly EntryState[];
    }
  | { readonly kind: 'override'; readonly target: StepTarget; readonly mode: 'Allow' | 'Deny' }
  | { readonly kind: 'exchange'; readonly change: ExchangeChange; readonly parameters: ExchangeChange['parameters'] }
  | { readonly kind: 'command'; readonly change: CommandChange; readonly undo: boolean }
  /** What no command does: the files have to be edited. */
  | { readonly kind: 'hand'; readonly description: string };

/** The steps of a script for one server, forward or back to the state before. */
export interface Procedure {
  readonly server: ServerConfiguration;
  readonly titles: readonly string[];
  /** What a person has to know before; empty for the way back. */
  readonly notes: readonly string[];
  readonly steps: readonly Step[];
  readonly rollback: boolean;
}

/**
 * The steps that bring remedies about on a server, what is true already left out; with `rollback` those that
 * take them back to the state that the files show now. Refused for a name that no script can hold, and where
 * the state before cannot be known.
 */
export function procedureOf(
  remedies: readonly Remedy[],
  server: ServerConfiguration,
  rollback: boolean,
): Procedure | Obstacle {
  const steps: (readonly [Step, Step])[] = [];
  const seen = new Set<string>();
  for (const { changes } of remedies) {
    for (const change of changes) {
      const key = JSON.stringify(change);
      if (seen.has(key)) continue;
      seen.add(key);
      const name = namesOf(change).find((text) => !isWritable(text));
      if (name !== undefined)
        return { problem: `Scripts cannot contain the name ${JSON.stringify(name)}: edit the files instead.` };
      const pair = stepOf(change, server, remedies);
      if (pair === null) continue;
      if (isObstacle(pair)) return pair;
      steps.push(pair);
    }
  }
  // What asks for certificates comes after what maps them is ready, and mapping last: Exchange's cmdlets may
  // switch it off (domain/01 §1.1 step 5).
  const ordered = steps
    .map((pair, index) => ({ pair, index }))
    .sort((a, b) => weight(a.pair[0]) - weight(b.pair[0]) || a.index - b.index);
  const forward = ordered.map(({ pair }) => pair);
  return {
    server,
    titles: [...new Set(remedies.map(({ title }) => title))],
    notes: rollback ? [] : notesOf(remedies),
    steps: rollback ? forward.map(([, back]) => back).reverse() : forward.map(([step]) => step),
    rollback,
  };
}

function weight(step: Step): number {
  if (step.kind === 'exchange') return 1;
  if (step.kind === 'command') return step.change.first ? 0 : 4;
  if (step.kind === 'set' && step.target.section.endsWith('/clientCertificateMappingAuthentication')) return 3;
  return 2;
}

function namesOf(change: Change): string[] {
  switch (change.kind) {
    case 'setting':
      return [change.target.configurationPath, change.value ?? ''];
    case 'collection':
      return [change.target.configurationPath, ...change.entries.flatMap((entry) => Object.values(entry))];
    case 'override':
    case 'entry':
      return [change.target.configurationPath];
    case 'exchange':
      return [change.configurationPath];
    case 'text':
    case 'command':
      return [];
  }
}

type StepPair = readonly [forward: Step, back: Step];

function stepOf(change: Change, server: ServerConfiguration, remedies: readonly Remedy[]): StepPair | Obstacle | null {
  switch (change.kind) {
    case 'setting':
      return settingStep(change, server, remedies);
    case 'collection':
      return collectionStep(change, server, remedies);
    case 'override':
      return overrideStep(change, server);
    case 'exchange':
      return [
        { kind: 'exchange', change, parameters: change.parameters },
        { kind: 'exchange', change, parameters: change.undo },
      ];
    case 'command':
      return [
        { kind: 'command', change, undo: false },
        { kind: 'command', change, undo: true },
      ];
    case 'entry':
    case 'text': {
      const description =
        change.kind === 'text' ? change.description : `Change the entries of ${change.target.section}`;
      return [
        { kind: 'hand', description },
        { kind: 'hand', description: `Undo manually: ${description}` },
      ];
    }
  }
}

function settingStep(
  change: SettingChange,
  server: ServerConfiguration,
  remedies: readonly Remedy[],
): StepPair | Obstacle | null {
  const target = stepTarget(change, server);
  const standing = standingElement(target, server);
  const step = (value: string | null): Step => ({ kind: 'set', target, attribute: change.attribute, value });
  if (standing === 'unknown') {
    const where = `${change.attribute} of ${target.section} in the web.config of '${target.path}'`;
    return [step(change.value), { kind: 'hand', description: `Restore ${where}: its previous value is unknown` }];
  }
  const effective = effectiveElement(server, change);
  const written = standing && attributeOf(standing, change.attribute);
  if (
    written &&
    effective &&
    change.value !== null &&
    sameValue(effective.schema, change.attribute, written.value, change.value)
  )
    return null;
  if (!written && (change.value === null || isInEffect(server, change, remedies))) return null;
  return [step(change.value), step(written ? written.value : null)];
}

function collectionStep(
  change: CollectionChange,
  server: ServerConfiguration,
  remedies: readonly Remedy[],
): StepPair | Obstacle | null {
  const target = stepTarget(change, server);
  const standing = standingElement(target, server);
  const effective = effectiveElement(server, change);
  const collection = effective?.schema.collection;
  if (!effective || !collection) return { problem: `${change.target.section} is not a collection.` };
  if (
    standing !== 'unknown' &&
    standing !== null &&
    hasEntries(standing, { schema: collection, entries: change.entries })
  )
    return null;
  if (isInEffect(server, change, remedies)) return null;
  if (effective.entries?.state !== 'known') return notKnown(change);
  const keyNames = [...collection.entry.attributes.values()]
    .filter(({ isUniqueKey, isCombinedKey }) => isUniqueKey || isCombinedKey)
    .map(({ name }) => name);
  const state = (attributes: Readonly<Record<string, string>>): EntryState => ({
    attributes,
    keys: Object.fromEntries(Object.entries(attributes).filter(([name]) => keyNames.includes(name))),
  });
  const before = effective.entries.value.map(({ element }) => state(writtenAttributes(element)));
  const after = change.entries.map(state);
  const step = (from: readonly EntryState[], to: readonly EntryState[]): Step => ({
    kind: 'entries',
    target,
    directive: collection.addElements[0]!,
    from,
    to,
  });
  return [step(before, after), step(after, before)];
}

function overrideStep(change: OverrideChange, server: ServerConfiguration): StepPair | null {
  const path = change.target.configurationPath;
  const { mode } = server.override(path, change.target.section);
  if (mode === change.mode || mode === 'Unknown') return null;
  const target: StepTarget = { path, section: change.target.section, element: [], commit: 'applicationHost' };
  return [
    { kind: 'override', target, mode: change.mode },
    { kind: 'override', target, mode },
  ];
}

/** The attributes that some file writes, as they are written. */
export function writtenAttributes(element: EffectiveElement): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, effective] of element.attributes) {
    if (effective.origin.kind !== 'schema' && effective.raw !== null) result[name] = effective.raw;
  }
  return result;
}

/**
 * A locked section can be in applicationHost.config alone; any other takes effect for sure in the web.config
 * at the path.
 */
function stepTarget({ target }: SettingChange | CollectionChange, server: ServerConfiguration): StepTarget {
  const path = target.configurationPath;
  const isOpen = path !== '' && server.override(path, target.section).mode === 'Allow';
  return {
    path,
    section: target.section,
    element: target.element ?? [],
    commit: isOpen ? 'webConfig' : 'applicationHost',
  };
}

/** The element where a step writes, as it is before; null where there is none. */
function standingElement(
  { path, section, element, commit }: StepTarget,
  server: ServerConfiguration,
): XmlElement | null | 'unknown' {
  const file = commit === 'applicationHost' ? server.applicationHost : server.webConfigs.at(path);
  if (file === 'unknown') return 'unknown';
  if (file === 'absent') return null;
  const relative = commit === 'applicationHost' ? path : '';
  const occurrence = file.sections.find(
    (candidate) => candidate.section === section && samePath(candidate.location?.path ?? '', relative),
  );
  if (occurrence?.damaged) return 'unknown';
  return (occurrence && elementBelow(occurrence.element, element)) ?? null;
}

function notKnown({ target }: SettingChange | CollectionChange): Obstacle {
  const path = target.configurationPath === '' ? 'the server' : `'${target.configurationPath}'`;
  return {
    problem: `The current value of ${target.section} for ${path} is unknown, so no script can be created for it.`,
  };
}

/** The sections that the steps write, each once, for the commands that verify. */
export function writtenSections(steps: readonly Step[]): readonly StepTarget[] {
  const seen = new Map<string, StepTarget>();
  for (const step of steps) {
    if (step.kind !== 'set' && step.kind !== 'entries' && step.kind !== 'override') continue;
    const key = `${step.target.section}\n${step.target.path.toLowerCase()}`;
    if (!seen.has(key)) seen.set(key, step.target);
  }
  return [...seen.values()];
}

/** One step in words: `Default Web Site/owa: set enabled of …/basicAuthentication to false`. */
export function describeStep(step: Step): string {
  switch (step.kind) {
    case 'set': {
      const where = `${[step.attribute, ...[...step.target.element].reverse()].join(' of ')} of ${step.target.section}`;
      return step.value === null
        ? `${place(step.target)}: remove ${where}`
        : `${place(step.target)}: set ${where} to ${step.value}`;
    }
    case 'entries': {
      const list = step.to.map(({ keys }) => Object.values(keys).join(' ')).join(', ');
      const what = [step.target.section, ...step.target.element].join('/');
      return `${place(step.target)}: set ${what} to ${list === '' ? 'nothing' : list}`;
    }
    case 'override': {
      const verb = step.mode === 'Allow' ? 'unlock' : 'lock';
      return `${place(step.target)}: ${verb} ${step.target.section}`;
    }
    case 'exchange': {
      const parameters = Object.entries(step.parameters).map(([name, value]) => `${name} ${String(value)}`);
      return `${step.change.configurationPath}: ${step.change.cmdlet} ${parameters.join(', ')}`;
    }
    case 'command':
      return step.undo ? `Undo: ${step.change.description}` : step.change.description;
    case 'hand':
      return step.description;
  }
}

function place({ path }: StepTarget): string {
  return path === '' ? 'Server' : path;
}

/** The server that changes are for, when it is one; the only one provided where they name none. */
export function serverOf(remedies: readonly Remedy[], context: RemedyContext): ServerConfiguration | Obstacle {
  const { servers } = context;
  const named = new Set<(typeof servers)[number] | undefined>();
  for (const { changes } of remedies) {
    for (const change of changes) {
      if (change.kind === 'text') named.add(servers.find(({ files }) => files.has(change.uri)));
      else if (change.kind !== 'command' && change.kind !== 'exchange') {
        named.add(servers.find(({ hostUri }) => hostUri === change.target.server));
      }
    }
  }
  const found = named.size === 0 ? servers : [...named];
  const [server] = found;
  return found.length === 1 && server
    ? server.configuration
    : { problem: 'A script applies to one server whose files are provided.' };
}
