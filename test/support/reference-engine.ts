// A second implementation of how IIS merges configuration, on plain data and apart from the engine: the witness for its values and order.
import type { AttributeSchema, ElementSchema, Schema } from '../../server/src/core/iis/schema/schema.js';
import { applications, folders, virtualDirectory } from './random-server.js';
import type { Directive, Place, RandomFile, RandomServer, Write } from './random-server.js';

interface Entry {
  readonly keys: ReadonlyMap<string, string>;
  readonly locked: string | null;
}

interface Lock {
  readonly at: string;
  readonly covers: (name: string) => boolean;
}

/** What holds for an element: known values, null for unknown ones, and entries in their order, null for an unknown list. */
export class State {
  readonly values = new Map<string, string | null>();
  readonly children = new Map<string, State>();
  list: Entry[] = [];
  listIsKnown = true;
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
    return child;
  }
  forgetAll(): void {
    this.allUnknown = true;
    this.listIsKnown = false;
    for (const name of this.values.keys()) this.values.set(name, null);
    for (const child of this.children.values()) child.forgetAll();
  }
  value(attribute: AttributeSchema): string | null {
    const written = this.values.get(attribute.name);
    return written !== undefined
      ? written
      : this.allUnknown
        ? null
        : canonical(attribute, attribute.defaultValue ?? '');
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
  for (const step of steps) {
    const inApplication = steps.filter((one) => below(step, one) && applications.includes(one)).at(-1);
    for (const file of server.files.filter(({ base }) => below(step, base))) {
      if (section.endsWith('/modules') && file.base === step && folders.includes(step)) continue;
      for (const place of file.places.filter((one) => one.section === section && one.path === step)) {
        // What stops at child applications is gone below the next one.
        if (!place.inherit && step.length < application.length) continue;
        const ignored = section.endsWith('/modules') && inApplication !== undefined && inApplication !== step;
        if (ignored || isRefused(server, file, place)) state.forgetAll();
        else apply(state, place.write, file.base, true);
      }
    }
  }
  return state;
}

/** Refused, or of unknown effect: the declaration does not allow it, or a lock above (or a web.config's below) covers it. */
function isRefused(server: RandomServer, file: RandomFile, { section, path }: Place): boolean {
  const { mode, definition } = server.declarations.get(section)!;
  const isFolder = folders.includes(file.base) || file.base === virtualDirectory;
  if (file.base !== '' && definition === 'AppHostOnly') return true;
  if (
    isFolder &&
    definition === 'MachineToApplication' &&
    (file.base === virtualDirectory || !section.endsWith('/modules'))
  )
    return true;
  const deciding = (files: readonly RandomFile[]): string | undefined => {
    for (const step of levels(path).reverse()) {
      for (const other of [...files].sort((a, b) => b.base.length - a.base.length)) {
        const found = other.places.find(
          (one) => one.section === section && one.path === step && one.mode !== 'Inherit',
        );
        if (found && below(step, other.base)) return found.mode;
      }
    }
    return undefined;
  };
  const above = server.files.filter(({ base }) => base !== file.base && below(file.base, base));
  if (file.base !== '' && (deciding(above) ?? mode) === 'Deny') return true;
  const between = server.files.filter(
    ({ base }) => base !== file.base && base !== path && below(base, file.base) && below(path, base),
  );
  return deciding(between) === 'Deny';
}

function apply(state: State, write: Write, base: string, isItem: boolean): void {
  if (isItem && state.itemLock !== null && state.itemLock !== base) {
    state.forgetAll();
    return;
  }
  const isLocked = (locks: readonly Lock[], name: string): boolean =>
    locks.some((lock) => lock.at !== base && lock.covers(name));
  for (const [name, raw] of write.attributes)
    state.values.set(
      name,
      isLocked(state.attributeLocks, name) ? null : canonical(state.schema.attributes.get(name)!, raw),
    );
  for (const [name, inner] of write.elements) {
    if (isLocked(state.elementLocks, name)) state.child(name).forgetAll();
    else apply(state.child(name), inner, base, false);
  }
  direct(state, write.directives, base, (name) => isLocked(state.elementLocks, name));
  for (const [name, value] of write.locks) {
    const covers = (one: string): boolean => (name.includes('Except') ? one !== value : value === '*' || one === value);
    if (name.includes('Attributes')) state.attributeLocks.push({ at: base, covers });
    else if (name.includes('Elements')) state.elementLocks.push({ at: base, covers });
    else if (isItem) state.itemLock = base;
  }
}

function direct(state: State, directives: readonly Directive[], base: string, isLocked: Lock['covers']): void {
  const { collection } = state.schema;
  if (!collection) return;
  const attributes = [...collection.entry.attributes.values()].filter((one) => one.isUniqueKey || one.isCombinedKey);
  const fresh: Entry[] = [];
  // Places of inherited entries: an entry that is removed leaves its place open for one of the same keys.
  let inherited = state.list.map((entry): { was: Entry; now: Entry | null } => ({ was: entry, now: entry }));
  const present = (): Entry[] => [...fresh, ...inherited.flatMap(({ now }) => now ?? [])];
  const same = (a: Entry, b: Entry): boolean => attributes.every(({ name }) => a.keys.get(name) === b.keys.get(name));
  for (const { op, name, attributes: written, lockItem } of directives) {
    if (isLocked(name)) {
      state.listIsKnown = false;
      continue;
    }
    const keys = new Map(
      attributes.map((one) => {
        const value = canonical(one, written.get(one.name) ?? one.defaultValue ?? '');
        return [one.name, one.caseSensitive ? value : value.toLowerCase()];
      }),
    );
    const entry: Entry = { keys, locked: lockItem ? base : null };
    const bound = (one: Entry): boolean => one.locked !== null && one.locked !== base;
    if (op === 'clear') {
      if (present().some(bound)) state.listIsKnown = false;
      else {
        fresh.length = 0;
        inherited = [];
        state.listIsKnown = true;
      }
    } else if (op === 'remove') {
      const named = present().filter((one) =>
        attributes.every((key) => !written.has(key.name) || one.keys.get(key.name) === keys.get(key.name)),
      );
      if (named.length > 1) {
        fresh.length = 0;
        inherited = [];
        state.listIsKnown = false;
      } else if (named.some(bound)) state.listIsKnown = false;
      else if (named.length === 1) {
        const at = fresh.indexOf(named[0]!);
        if (at >= 0) fresh.splice(at, 1);
        else inherited.find(({ now }) => now === named[0])!.now = null;
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
