// A second implementation of how IIS merges configuration, on plain data and apart from the engine: the
// witness for its values and order.
import type { AttributeSchema, ElementSchema, Schema } from '../../server/src/core/iis/schema/schema.js';
import { applications, folders, sitesSection, virtualDirectory } from './random-server.js';
import type { Directive, Place, RandomFile, RandomServer, Write } from './random-server.js';

type Lock = readonly [at: string, covers: (name: string) => boolean];

/**
 * What holds for an element: known values, null for unknown ones, and entries in their order, null for an
 * unknown list.
 */
export class State {
  readonly values = new Map<string, string | null>();
  readonly children = new Map<string, State>();
  readonly keys = new Map<string, string>();
  list: State[] = [];
  listIsKnown = true;
  listIsWritten = false;
  /** What gives the attributes that are not written here, the nearest first. */
  defaults: readonly State[] = [];
  allUnknown = false;
  attributeLocks: Lock[] = [];
  elementLocks: Lock[] = [];
  itemLock: string | null = null;
  constructor(readonly schema: ElementSchema) {}

  child(name: string): State {
    let child = this.children.get(name);
    if (!child) {
      this.children.set(name, (child = new State(this.schema.elements.get(name)!)));
      if (this.allUnknown) child.forgetAll();
    }
    child.defaults = this.defaults.flatMap((one) => one.children.get(name) ?? []);
    return child;
  }
  /** The entries with their defaults, from the elements around them; null where they are unknown. */
  entries(around: readonly State[]): readonly State[] | null {
    const name = this.schema.collection?.defaultElement ?? '';
    const defaults = [...around, this].reverse().flatMap((one) => one.children.get(name) ?? []);
    for (const entry of this.list) entry.defaults = defaults;
    // Defaults are of attributes; what a collection among them gives is not known.
    return this.listIsKnown && !this.defaults.some((one) => one.listIsWritten) ? this.list : null;
  }
  forgetAll(): void {
    this.allUnknown = true;
    this.listIsKnown = false;
    this.listIsWritten = true;
    for (const name of this.values.keys()) this.values.set(name, null);
    for (const child of this.children.values()) child.forgetAll();
  }
  value(attribute: AttributeSchema): string | null {
    const all = [this, ...this.defaults];
    const written = all.map(({ values }) => values.get(attribute.name)).find((one) => one !== undefined);
    if (written !== undefined) return written;
    return all.some(({ allUnknown }) => allUnknown) ? null : canonical(attribute, attribute.defaultValue ?? '');
  }
}

const below = (path: string, base: string): boolean => base === '' || path === base || path.startsWith(`${base}/`);
const levels = (path: string): string[] =>
  path === '' ? [''] : ['', ...path.split('/').map((_, index, all) => all.slice(0, index + 1).join('/'))];

/** The state of a section at a path. */
export function evaluate(server: RandomServer, schema: Schema, section: string, path: string): State {
  const state = new State(schema.section(section)!);
  const steps = levels(path);
  const application = steps.filter((step) => applications.includes(step)).at(-1) ?? '';
  const read = server.files.filter(({ base }) => below(path, base) && isRead(server, schema, base));
  for (const step of steps) {
    const inApplication = steps.filter((one) => below(step, one) && applications.includes(one)).at(-1);
    for (const file of read.filter(({ base }) => below(step, base))) {
      if (section.endsWith('/modules') && file.base === step && folders.includes(step)) continue;
      for (const place of file.places.filter((one) => one.section === section && one.path === step)) {
        // What stops at child applications is gone below the next one.
        if (!place.inherit && step.length < application.length) continue;
        const ignored = section.endsWith('/modules') && inApplication !== undefined && inApplication !== step;
        if (ignored || isRefused(server, read, file, place)) state.forgetAll();
        else apply(state, place.write, file.base, true);
      }
    }
  }
  return state;
}

/** The web.config of a folder is not read where its virtual directory says allowSubDirConfig="false". */
function isRead(server: RandomServer, schema: Schema, base: string): boolean {
  if (!folders.includes(base)) return true;
  const sites = evaluate(server, schema, sitesSection, '');
  const site = sites.entries([])![0]!;
  const owner = base === 'S/f' ? '/' : base.slice(1, -2);
  const application = site.entries([sites])!.find(({ keys }) => keys.get('path') === owner)!;
  const directory = application.entries([sites, site])![0]!;
  return directory.value(directory.schema.attributes.get('allowSubDirConfig')!) !== 'false';
}

/**
 * Refused, or of unknown effect: the declaration does not allow it, or a lock above (or a web.config's below)
 * covers it.
 */
function isRefused(server: RandomServer, files: readonly RandomFile[], { base }: RandomFile, place: Place): boolean {
  const { section, path, inLocation } = place;
  const { mode, definition, allowLocation } = server.declarations.get(section)!;
  if (inLocation && !allowLocation) return true;
  if (base !== '' && definition === 'AppHostOnly') return true;
  const isFolder = folders.includes(base) && !section.endsWith('/modules');
  if (definition === 'MachineToApplication' && (isFolder || base === virtualDirectory)) return true;
  const deciding = (some: readonly RandomFile[]): string | undefined => {
    const sorted = [...some].sort((a, b) => a.base.length - b.base.length);
    const found = levels(path).flatMap((step) =>
      sorted.flatMap((file) => (below(step, file.base) ? file.places : []).filter((one) => one.path === step)),
    );
    return found.filter((one) => one.section === section && one.mode !== 'Inherit').at(-1)?.mode;
  };
  const above = files.filter((file) => file.base !== base && below(base, file.base));
  if (base !== '' && (deciding(above) ?? mode) === 'Deny') return true;
  return (
    deciding(files.filter((file) => file.base !== base && file.base !== path && below(file.base, base))) === 'Deny'
  );
}

function apply(state: State, write: Write, base: string, isItem: boolean): void {
  if (isItem && state.itemLock !== null && state.itemLock !== base) {
    state.forgetAll();
    return;
  }
  const isLocked = (locks: readonly Lock[], name: string): boolean =>
    locks.some(([at, covers]) => at !== base && covers(name));
  for (const [name, raw] of write.attributes) {
    const value = canonical(state.schema.attributes.get(name)!, raw);
    state.values.set(name, isLocked(state.attributeLocks, name) ? null : value);
  }
  for (const [name, inner] of write.elements) {
    if (isLocked(state.elementLocks, name)) state.child(name).forgetAll();
    else apply(state.child(name), inner, base, false);
  }
  direct(state, write.directives, base, (name) => isLocked(state.elementLocks, name));
  for (const [name, value] of write.locks) {
    const covers = (one: string): boolean => (name.includes('Except') ? one !== value : value === '*' || one === value);
    if (name.includes('Attributes')) state.attributeLocks.push([base, covers]);
    else if (name.includes('Elements')) state.elementLocks.push([base, covers]);
    else if (isItem) state.itemLock = base;
  }
}

function direct(state: State, directives: readonly Directive[], base: string, isLocked: Lock[1]): void {
  const { collection } = state.schema;
  if (!collection || directives.length === 0) return;
  state.listIsWritten = true;
  const attributes = [...collection.entry.attributes.values()].filter((one) => one.isUniqueKey || one.isCombinedKey);
  let fresh: State[] = [];
  // Places of inherited entries: an entry that is removed leaves its place open for one of the same keys.
  let inherited = state.list.map((entry): { was: State; now: State | null } => ({ was: entry, now: entry }));
  const present = (): State[] => [...fresh, ...inherited.flatMap(({ now }) => now ?? [])];
  const same = (a: State, b: State): boolean => attributes.every(({ name }) => a.keys.get(name) === b.keys.get(name));
  for (const { op, name, write } of directives) {
    const written = write.attributes;
    state.listIsKnown &&= !isLocked(name);
    if (isLocked(name)) continue;
    const entry = new State(collection.otherEntries?.get(name) ?? collection.entry);
    for (const one of attributes) {
      const value = canonical(one, written.get(one.name) ?? one.defaultValue ?? '');
      entry.keys.set(one.name, one.caseSensitive ? value : value.toLowerCase());
    }
    if (op === 'add') apply(entry, write, base, true);
    const bound = ({ itemLock }: State): boolean => itemLock !== null && itemLock !== base;
    if (op === 'clear') {
      if (present().some(bound)) state.listIsKnown = false;
      else [fresh, inherited, state.listIsKnown] = [[], [], true];
    } else if (op === 'remove') {
      const named = present().filter((one) =>
        attributes.every((key) => !written.has(key.name) || one.keys.get(key.name) === entry.keys.get(key.name)),
      );
      if (named.length > 1) [fresh, inherited, state.listIsKnown] = [[], [], false];
      else if (named.some(bound)) state.listIsKnown = false;
      else {
        fresh = fresh.filter((one) => one !== named[0]);
        for (const place of inherited) if (place.now === named[0]) place.now = null;
      }
    } else if (!collection.allowDuplicates && present().some((one) => same(one, entry))) state.listIsKnown = false;
    else {
      const open = inherited.find(({ was, now }) => now === null && same(was, entry));
      if (open) open.now = entry;
      else fresh.push(entry);
    }
  }
  state.list = present();
  if (collection.mergeAppend) state.list = [...state.list.slice(fresh.length), ...fresh];
}

/** The keys of an entry in lower case, as they are compared here. */
export const keyOf = ({ keys }: State): string => [...keys.values()].filter(Boolean).join(', ').toLowerCase();

/** Booleans in lower case, flags in the schema's order, times as d.hh:mm:ss. */
export function canonical({ type, names }: AttributeSchema, raw: string): string {
  if (type === 'bool') return raw.toLowerCase();
  if (type === 'flags') {
    const set = raw.split(',').map((flag) => flag.trim());
    const flags = names.filter(({ name, value }) => value !== 0 && set.includes(name)).map(({ name }) => name);
    return flags.join(', ') || (names.find(({ value }) => value === 0)?.name ?? '');
  }
  const time = type === 'timeSpan' ? /^(?:(\d+)\.)?(\d+):(\d+):(\d+)$/.exec(raw) : null;
  if (!time) return raw;
  const hours = Number(time[1] ?? 0) * 24 + Number(time[2]);
  const days = Math.floor(hours / 24);
  return `${days > 0 ? `${days}.` : ''}${String(hours % 24).padStart(2, '0')}:${time[3]!}:${time[4]!}`;
}
