// Remedies as text edits: in the right file, inside the location that decides, several changes combined; or
// the reason why not.
import type { Obstacle } from '../text/obstacle.js';
import { applyEdits, sortEdits } from '../text/edit.js';
import type { FileEdit } from '../text/edit.js';
import type { ConfigurationFile } from '../iis/file.js';
import { fileNameOf, samePath } from '../iis/paths.js';
import type { ElementSchema } from '../iis/schema/schema.js';
import { readValue } from '../iis/schema/values.js';
import { isDirective } from '../iis/merge/directives.js';
import { parseXml } from '../xml/parse.js';
import type { XmlElement } from '../xml/tree.js';
import { attributeOf } from '../xml/tree.js';
import { areApplied } from './carried-out.js';
import type { Wanted } from './draft.js';
import { Draft, FileDraft, elementBelow } from './draft.js';
import type { TitledEdit } from './emit.js';
import { emitEdits, hasEntries, sameValue } from './emit.js';
import type { RemedyContext, SectionPlace } from './place.js';
import { isObstacle, placeKey, sectionPlace, textObstacle } from './place.js';
import type {
  Change,
  CollectionChange,
  EntryChange,
  OverrideChange,
  Remedy,
  SettingChange,
  Target,
  TextChange,
} from './remedy.js';
import { isInEffect } from './state.js';

export type { RemedyContext } from './place.js';

/**
 * The edits that bring all these remedies about together, by file; files that need none are not listed. What
 * is true already gives no edit, and what two remedies both want is written once. All or nothing: one remedy
 * that cannot be brought about refuses them all.
 */
export function editsFor(remedies: readonly Remedy[], context: RemedyContext): readonly FileEdit[] | Obstacle {
  const plan = new Plan(remedies, context);
  for (const remedy of remedies) {
    for (const change of remedy.changes) {
      const obstacle = plan.add(change, remedy.title);
      if (obstacle) return obstacle;
    }
  }
  return plan.finish();
}

class Plan {
  readonly #remedies: readonly Remedy[];
  readonly #context: RemedyContext;
  /** What is wanted of each attribute and collection, whether or not it takes an edit. */
  readonly #wanted = new Map<string, Wanted<string>>();
  readonly #drafts = new Map<ConfigurationFile, FileDraft>();
  /** Edits that remedies state themselves, by uri; a change that comes again is stated once. */
  readonly #texts = new Map<string, Map<string, TitledEdit[]>>();

  constructor(remedies: readonly Remedy[], context: RemedyContext) {
    this.#remedies = remedies;
    this.#context = context;
  }

  add(change: Change, by: string): Obstacle | null {
    switch (change.kind) {
      case 'setting':
        return this.#setting(change, by);
      case 'collection':
        return this.#collection(change, by);
      case 'entry':
        return this.#entry(change, by);
      case 'override':
        return this.#override(change, by);
      case 'text':
        return this.#text(change, by);
      case 'command':
      case 'exchange':
        return null;
    }
  }

  finish(): readonly FileEdit[] | Obstacle {
    const byUri = new Map<string, TitledEdit[]>();
    for (const [uri, changes] of this.#texts) byUri.set(uri, [...changes.values()].flat());
    for (const [file, drafts] of this.#drafts) {
      byUri.set(file.uri, [...(byUri.get(file.uri) ?? []), ...emitEdits(file.document, drafts)]);
    }
    const result: FileEdit[] = [];
    for (const [uri, titled] of [...byUri].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
      if (titled.length === 0) continue;
      const { text } = this.#context.files.get(uri)!;
      const edits = sortEdits(titled.map(({ edit }) => edit));
      if (!edits) return overlap(uri, titled);
      if (edits.some(({ range }) => range.end > text.length)) {
        return { problem: `${fileNameOf(uri)} has changed since it was read.` };
      }
      if (parseXml(applyEdits(text, edits)).errors.length > 0) {
        return { problem: `${quoted(titled.flatMap(({ by }) => by))} would make ${fileNameOf(uri)} malformed.` };
      }
      result.push({ uri, edits });
    }
    return result;
  }

  #setting(change: SettingChange, by: string): Obstacle | null {
    const { target, attribute, value } = change;
    const place = sectionPlace(target, this.#context);
    if (isObstacle(place)) return place;
    const schema = schemaOf(place, target);
    const type = schema?.attributes.get(attribute);
    if (!schema || !type) return { problem: `${elementPath(target)} has no attribute ${attribute}.` };
    const reading = value === null ? null : readValue(type, value);
    if (reading && !reading.ok) return rejected(attribute, value ?? '', reading.problem.reason);
    const obstacle = this.#want(place, target, attribute, reading?.ok ? reading.canonical : null, by);
    if (obstacle) return obstacle;
    const standing = standingElement(place, target);
    const written = standing && attributeOf(standing, attribute);
    if (written ? value !== null && sameValue(schema, attribute, written.value, value) : value === null) return null;
    if (!written && value !== null && !change.explicit && this.#isInEffect(place, change)) return null;
    const draft = this.#draft(place, target, by);
    const before = draft.attributes.get(attribute);
    if (before) before.by.push(by);
    else draft.attributes.set(attribute, { value, by: [by] });
    return null;
  }

  #collection(change: CollectionChange, by: string): Obstacle | null {
    const { target, entries } = change;
    const place = sectionPlace(target, this.#context);
    if (isObstacle(place)) return place;
    const schema = schemaOf(place, target)?.collection;
    if (!schema) return { problem: `${elementPath(target)} is not a collection.` };
    if (schema.clearElement === null || schema.addElements.length === 0) {
      return { problem: `${elementPath(target)} cannot be replaced: no element clears it.` };
    }
    const obstacle = this.#want(place, target, null, JSON.stringify(entries), by);
    if (obstacle) return obstacle;
    const wanted = { schema, entries };
    const standing = standingElement(place, target);
    if (standing && hasEntries(standing, wanted)) return null;
    if (!change.explicit && this.#isInEffect(place, change)) return null;
    const draft = this.#draft(place, target, by);
    if (draft.entries) draft.entries.by.push(by);
    else draft.entries = { value: wanted, by: [by] };
    return null;
  }

  #entry({ target, write, erase }: EntryChange, by: string): Obstacle | null {
    const place = sectionPlace(target, this.#context);
    if (isObstacle(place)) return place;
    const collection = schemaOf(place, target)?.collection;
    if (!collection) return { problem: `${elementPath(target)} is not a collection.` };
    for (const [name, value] of Object.entries(write?.attributes ?? {})) {
      const type = collection.entry.attributes.get(name);
      const reading = type && readValue(type, value);
      if (reading && !reading.ok) return rejected(name, value, reading.problem.reason);
    }
    const drafts = this.#draftsOf(place.file);
    for (const child of standingElement(place, target)?.children ?? []) {
      if (child.kind !== 'element') continue;
      const goes = erase === 'all' ? isDirective(collection, child.name) : erase.includes(child.range.start);
      if (goes) (drafts.of(child).erased ??= []).push(by);
    }
    if (write) {
      const added = new Draft(write.name, null);
      for (const [name, value] of Object.entries(write.attributes)) added.attributes.set(name, { value, by: [by] });
      this.#draft(place, target, by).added.push(added);
    }
    return null;
  }

  #override({ target, mode }: OverrideChange, by: string): Obstacle | null {
    const place = sectionPlace(target, this.#context);
    if (isObstacle(place)) return place;
    const obstacle = this.#want(place, target, 'overrideMode', mode, by);
    if (obstacle) return obstacle;
    const { file, server, section, relativePath, existing } = place;
    if (server.override(target.configurationPath, section).mode === mode) return null;
    const drafts = this.#draftsOf(file);
    if (existing) {
      const { location } = file.sections.find(({ element }) => element === existing)!;
      const isAlone = file.sections.every((other) => other.element === existing || other.location !== location);
      if (!location || !isAlone) {
        const where = target.configurationPath === '' ? 'the server' : `'${target.configurationPath}'`;
        return {
          problem: `${section} shares a location with other sections for ${where}: move it to its own location first.`,
        };
      }
      const draft = drafts.of(location.element);
      if (attributeOf(location.element, 'allowOverride'))
        draft.attributes.set('allowOverride', { value: null, by: [by] });
      draft.attributes.set('overrideMode', { value: mode, by: [by] });
      return null;
    }
    const tag = file.locations.find(
      (candidate) => candidate.overrideMode === mode && samePath(candidate.path, relativePath),
    );
    const location = tag ? drafts.of(tag.element) : drafts.newLocation(relativePath, mode, by);
    drafts.below(location, section.split('/')).needed = true;
    return null;
  }

  #text(change: TextChange, by: string): Obstacle | null {
    const obstacle = textObstacle(change.uri, this.#context);
    if (obstacle) return obstacle;
    const { text } = this.#context.files.get(change.uri)!;
    if (change.before !== undefined && change.before !== text) {
      if (areApplied(change.edits, change.before, text)) return null;
      return { problem: `${fileNameOf(change.uri)} has changed since it was read.` };
    }
    let changes = this.#texts.get(change.uri);
    if (!changes) this.#texts.set(change.uri, (changes = new Map<string, TitledEdit[]>()));
    changes.set(
      JSON.stringify(change.edits),
      change.edits.map((edit) => ({ edit, by: [by] })),
    );
    return null;
  }

  /** Notes what is wanted of one place; refuses when another remedy wants something else of it. */
  #want(
    place: SectionPlace,
    target: Target,
    attribute: string | null,
    value: string | null,
    by: string,
  ): Obstacle | null {
    const key = JSON.stringify([placeKey(place), target.element ?? [], attribute]);
    const wanted = JSON.stringify(value);
    const before = this.#wanted.get(key);
    if (!before) this.#wanted.set(key, { value: wanted, by: [by] });
    else if (before.value === wanted) before.by.push(by);
    else {
      const what = attribute === null ? 'entries' : `values of ${attribute}`;
      return {
        problem: `${quoted([...before.by, by])} set different ${what} in ${elementPath(target)} for '${target.configurationPath}'.`,
      };
    }
    return null;
  }

  #isInEffect(place: SectionPlace, change: SettingChange | CollectionChange): boolean {
    return isInEffect(place.server, change, this.#remedies);
  }

  #draftsOf(file: ConfigurationFile): FileDraft {
    let drafts = this.#drafts.get(file);
    if (!drafts) this.#drafts.set(file, (drafts = new FileDraft(file.configuration!)));
    return drafts;
  }

  #draft(place: SectionPlace, target: Target, by: string): Draft {
    const drafts = this.#draftsOf(place.file);
    const names = place.section.split('/');
    const section = place.existing
      ? drafts.of(place.existing)
      : drafts.below(
          place.container ? drafts.of(place.container) : drafts.newLocation(place.relativePath, null, by),
          names,
        );
    return drafts.below(section, target.element ?? []);
  }
}

function rejected(attribute: string, value: string, reason: string): Obstacle {
  return { problem: `IIS rejects '${value}' for ${attribute}: ${reason}.` };
}

function elementPath(target: Target): string {
  return [target.section, ...(target.element ?? [])].join('/');
}

function schemaOf(place: SectionPlace, target: Target): ElementSchema | null {
  let schema: ElementSchema | null = place.server.schema.section(place.section) ?? null;
  for (const name of target.element ?? []) schema = schema?.elements.get(name) ?? null;
  return schema;
}

function standingElement(place: SectionPlace, target: Target): XmlElement | null {
  return (place.existing && elementBelow(place.existing, target.element ?? [])) ?? null;
}

function quoted(names: readonly string[]): string {
  return [...new Set(names)].map((name) => `'${name}'`).join(' and ');
}

function overlap(uri: string, titled: readonly TitledEdit[]): Obstacle {
  const sorted = [...titled].sort(
    (a, b) => a.edit.range.start - b.edit.range.start || a.edit.range.end - b.edit.range.end,
  );
  const at = sorted.findIndex(({ edit }, index) => index > 0 && edit.range.start < sorted[index - 1]!.edit.range.end);
  const names = [...(sorted[at - 1]?.by ?? []), ...(sorted[at]?.by ?? [])];
  return { problem: `${quoted(names)} change the same text of ${fileNameOf(uri)}: apply one, then check again.` };
}
