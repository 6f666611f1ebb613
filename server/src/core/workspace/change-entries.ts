// A change of the entries of a collection at a path as a person wants it: one more, one less, another order, or
// none set here.
import type { ServerConfiguration } from '../iis/configuration.js';
import type { Effective, Origin } from '../iis/effective.js';
import { keysOf } from '../iis/merge/keys.js';
import type { EffectiveEntry } from '../iis/effective-element.js';
import { samePath } from '../iis/paths.js';
import type { CollectionSchema } from '../iis/schema/schema.js';
import { collection as newCollection, elementAt, newEntry, review, textChange } from '../remedy/build.js';
import { writtenAttributes } from '../remedy/operations.js';
import type { EntryChange, Remedy, TextChange } from '../remedy/remedy.js';
import type { EntryEdit } from '../report/effective-page.js';
import type { Obstacle } from '../text/obstacle.js';
import { isPlaced, targetAt, type Placed } from './change-setting.js';
import { entryText } from './entry-text.js';

/** Entries that consist of attributes alone; others are made of more than can be requested. */
export function isChangeable({ entry, otherEntries, addElements }: CollectionSchema): boolean {
  return addElements.length > 0 && !otherEntries && entry.elements.size === 0 && entry.collection === null;
}

/** Collections in which the first entry that fits wins, or entries act one after the other. */
const ordered = new Set([
  'system.webServer/defaultDocument/files',
  'system.webServer/globalModules/',
  'system.webServer/handlers/',
  'system.webServer/isapiFilters/',
  'system.webServer/modules/',
  'system.webServer/security/authentication/windowsAuthentication/providers',
]);

export const isOrdered = (section: string, name: string, collection: CollectionSchema): boolean =>
  ordered.has(`${section}/${name}`) && isChangeable(collection);

/** Whether an entry can be removed at a path: it is set there, or it has keys by which it is removed. */
export function isRemovable(collection: CollectionSchema, { origin }: EffectiveEntry, path: string): boolean {
  const isHere = isPlaced(origin) && samePath(origin.configurationPath, path);
  return isHere || (collection.removeElement !== null && keysOf(collection.entry).length > 0);
}

const collectionOf = (
  configuration: ServerConfiguration,
  { configurationPath, section, name }: EntryEdit,
): { readonly collection: CollectionSchema; readonly entries: Effective<readonly EffectiveEntry[]> } | null => {
  const element = elementAt(configuration, configurationPath, section, stepsOf(name));
  const collection = element?.schema.collection;
  const entries = element?.entries;
  return collection && entries && isChangeable(collection) ? { collection, entries } : null;
};

const stepsOf = (name: string): readonly string[] => (name === '' ? [] : name.split('/'));

/** The remedy that makes an edit; rejected where it cannot be made. */
export function entryRemedy(configuration: ServerConfiguration, edit: EntryEdit): Remedy | Obstacle {
  const { configurationPath: path, section, name, action } = edit;
  const steps = stepsOf(name);
  const found = collectionOf(configuration, edit);
  if (!found) return { problem: `${section} has no entries that can be changed here.` };
  const { collection, entries } = found;
  if (action === 'resetEntries') {
    const files = new Map(
      entries.trail
        .filter(isPlaced)
        .filter(({ configurationPath }) => samePath(configurationPath, path))
        .map((origin) => [origin.uri, origin]),
    );
    const changes: EntryChange[] = [];
    for (const origin of files.values()) {
      const target = targetAt(configuration, origin, section, steps);
      if ('problem' in target) return target;
      changes.push({ kind: 'entry', target, write: null, erase: 'all' });
    }
    return changes.length === 0 ? { problem: 'This value is not set here.' } : review('Reset entries', ...changes);
  }
  if (entries.state === 'unknown') return { problem: `The entries are unknown: ${entries.reason}.` };
  if (action === 'addEntry') {
    const write = { name: collection.addElements[0]!, attributes: edit.attributes };
    return review('Add entry', newEntry(configuration, path, section, steps, write));
  }
  const entry = entries.value[edit.at];
  if (!entry || entryText(entry) !== edit.entry) return { problem: 'The configuration has changed. Try again.' };
  if (action === 'moveEntry') return moved(configuration, edit, entries.value, collection);
  const { origin } = entry;
  if (isPlaced(origin) && samePath(origin.configurationPath, path)) {
    const target = targetAt(configuration, origin, section, steps);
    if ('problem' in target) return target;
    return review('Remove entry', { kind: 'entry', target, write: null, erase: [origin.range.start] });
  }
  if (!isRemovable(collection, entry, path)) return { problem: 'IIS cannot remove this inherited entry.' };
  const attributes: Record<string, string> = {};
  for (const key of keysOf(collection.entry)) {
    const value = entry.element.attributes.get(key.name);
    attributes[key.name] = value?.raw ?? value?.value ?? '';
  }
  const write = { name: collection.removeElement!, attributes };
  return review('Remove entry', newEntry(configuration, path, section, steps, write));
}

/** Entries that are set here change places; for inherited ones the whole list is written here, as IIS Manager does. */
function moved(
  configuration: ServerConfiguration,
  { configurationPath: path, section, name, at, by }: Extract<EntryEdit, { action: 'moveEntry' }>,
  entries: readonly EffectiveEntry[],
  collection: CollectionSchema,
): Remedy | Obstacle {
  const [entry, other] = [entries[at]!, entries[at + by]];
  if (!other) return { problem: 'The configuration has changed. Try again.' };
  const title = by < 0 ? 'Move entry up' : 'Move entry down';
  const swap = swapped(configuration, path, entry.origin, other.origin);
  if (swap) return review(title, swap);
  if (!isOrdered(section, name, collection) || collection.clearElement === null || collection.addElements.length > 1)
    return { problem: `The entries of ${section} cannot be moved here.` };
  const order = [...entries];
  order.splice(at + by, 0, ...order.splice(at, 1));
  const written = order.map(({ element }) => writtenAttributes(element));
  return review(title, newCollection(configuration, path, section, stepsOf(name), written));
}

/** Null unless both are elements of their own in one file, for the path. */
function swapped(configuration: ServerConfiguration, path: string, one: Origin, other: Origin): TextChange | null {
  const isHere = (origin: Origin): boolean => isPlaced(origin) && samePath(origin.configurationPath, path);
  if (!isHere(one) || !isHere(other) || !isPlaced(one) || !isPlaced(other) || one.uri !== other.uri) return null;
  const files = [configuration.applicationHost, ...configuration.placedFiles.keys()];
  const text = files.find(({ uri }) => uri === one.uri)?.document.text;
  const textOf = ({ range }: Placed): string => text?.slice(range.start, range.end) ?? '';
  const isWhole = (origin: Placed): boolean => /^<[^]*\/>$/.test(textOf(origin));
  if (text === undefined || !isWhole(one) || !isWhole(other)) return null;
  const edits = [
    { range: one.range, newText: textOf(other) },
    { range: other.range, newText: textOf(one) },
  ].sort((a, b) => a.range.start - b.range.start);
  return textChange(one.uri, 'Swap two entries', edits, text);
}

/**
 * The same for scripts, which say what a list is to hold: `after` is the configuration that the edit leads to.
 * Refused for a reset, after which what is above decides.
 */
export function entriesForScript(
  configuration: ServerConfiguration,
  edit: EntryEdit,
  { title }: Remedy,
  after: ServerConfiguration,
): Remedy | Obstacle {
  const { configurationPath, section, name, action } = edit;
  if (action === 'resetEntries') return { problem: 'No command resets a list alone. Edit the files instead.' };
  const entries = collectionOf(after, edit)?.entries;
  if (entries?.state !== 'known') return { problem: `The entries are unknown: ${entries?.reason ?? section}.` };
  const written = entries.value.map(({ element }) => writtenAttributes(element));
  return review(title, newCollection(configuration, configurationPath, section, stepsOf(name), written));
}

/** The entries that an edit is about, as they are now. */
export function editedEntries(configuration: ServerConfiguration, edit: EntryEdit): Effective<unknown> | null {
  return collectionOf(configuration, edit)?.entries ?? null;
}
