// Merges what several places write for one section into one effective element, by the section's schema.
import type { Place, Range, Remark } from '../text/range.js';
import type { XmlAttribute, XmlElement } from '../xml/tree.js';
import { attributeOf } from '../xml/tree.js';
import { meantAttribute, meantElement, misnamedReason } from './names.js';
import type { Effective, Origin } from './effective.js';
import type { Refusal } from './refusal.js';
import type { AttributeSchema, CollectionSchema, ElementSchema } from './schema/schema.js';
import { isEncrypted, readValue } from './schema/values.js';

/** One place that writes a section, in the order of evaluation. */
export interface Contribution {
  readonly element: XmlElement;
  readonly uri: string;
  readonly kind: 'section' | 'location';
  /** The configuration path that it addresses. */
  readonly configurationPath: string;
  readonly locationPath: string | null;
  /** Why all that it could say is unknown; null when it can be read. */
  readonly unreadable: string | null;
}

/** A place that may write a section, in a file that is not at hand. */
export interface MissingContribution {
  readonly element: null;
  readonly unreadable: string;
}

/** An element of the effective configuration: all attributes and elements of its schema. */
export interface EffectiveElement {
  readonly schema: ElementSchema;
  readonly attributes: ReadonlyMap<string, Effective<string>>;
  readonly elements: ReadonlyMap<string, EffectiveElement>;
  /** Null for an element that is no collection. */
  readonly entries: Effective<readonly EffectiveEntry[]> | null;
}

export interface EffectiveEntry {
  /** The key attributes' values, joined by `, `; '' for an entry without a key. */
  readonly key: string;
  readonly element: EffectiveElement;
  readonly origin: Origin;
}

export interface Merged {
  readonly element: EffectiveElement;
  readonly refusals: readonly Refusal[];
}

const schemaDefault: Origin = { kind: 'schema' };

interface AttributeState {
  raw: string;
  value: string | null;
  reason: string;
  trail: Origin[];
  lock: Place | null;
}

interface Lock {
  readonly place: Place;
  covers(name: string): boolean;
}

/** What has been merged so far for one element. */
class Node {
  readonly attributes = new Map<string, AttributeState>();
  readonly elements = new Map<string, Node>();
  entries: Node[] = [];
  /** The entries by their keys: what IIS would take for the same. */
  readonly byKey = new Map<string, Node>();
  /** Entries that what cannot be read may have removed, unless they are locked: nothing doubles them for sure. */
  readonly doubted = new Set<Node>();
  /** Why attributes that nothing wrote since are unknown. */
  blurred: string | null = null;
  collectionReason: string | null = null;
  collectionTrail: Origin[] = [];
  readonly attributeLocks: Lock[] = [];
  readonly elementLocks: Lock[] = [];
  itemLock: Place | null = null;
  /** Attributes that another name stands for, with why they are unknown. */
  readonly misnamed = new Map<string, string>();
  /** Of an entry: where it was added, and what it is found by. */
  origin: Origin = schemaDefault;
  keys: readonly string[] = [];
  readonly schema: ElementSchema;

  constructor(schema: ElementSchema, blurred: string | null) {
    this.schema = schema;
    this.blurred = blurred;
    this.collectionReason = blurred;
  }

  child(schema: ElementSchema): Node {
    let node = this.elements.get(schema.name);
    if (!node) {
      node = new Node(schema, this.blurred);
      this.elements.set(schema.name, node);
    }
    return node;
  }

  /** The entries become unknown until they are cleared: any of them may be gone, so that none can be doubled or locked. */
  forget(reason: string, origin: Origin): void {
    this.collectionReason = reason;
    this.collectionTrail.push(origin);
    this.entries = [];
    this.byKey.clear();
  }

  /** Everything becomes unknown for this reason until a later place says otherwise. */
  blur(reason: string, origin: Origin | null): void {
    this.blurred = reason;
    this.collectionReason = reason;
    if (origin) this.collectionTrail.push(origin);
    for (const entry of this.entries) this.doubted.add(entry);
    for (const state of this.attributes.values()) {
      state.value = null;
      state.reason = reason;
      if (origin) state.trail.push(origin);
    }
    for (const element of this.elements.values()) element.blur(reason, origin);
  }
}

/** Entries that were read from elements before; one cache serves the merges of one server and schema. */
export type EntryCache = Map<XmlElement, Node>;

/** Merges a section's contributions, outermost first. */
export function mergeSection(
  section: string,
  schema: ElementSchema,
  contributions: readonly (Contribution | MissingContribution)[],
  entries: EntryCache = new Map<XmlElement, Node>(),
): Merged {
  const merger = new Merger(section, entries);
  const root = new Node(schema, null);
  for (const contribution of contributions) merger.apply(root, contribution);
  return { element: new MergedElement(root), refusals: merger.refusals };
}

class Merger {
  readonly refusals: Refusal[] = [];
  readonly #section: string;
  readonly #entries: EntryCache;

  constructor(section: string, entries: EntryCache) {
    this.#section = section;
    this.#entries = entries;
  }

  apply(root: Node, contribution: Contribution | MissingContribution): void {
    if (contribution.element === null) {
      root.blur(contribution.unreadable, null);
      return;
    }
    if (contribution.unreadable !== null) {
      root.blur(contribution.unreadable, originOf(contribution, contribution.element.startTag));
      return;
    }
    if (this.#lockedItem(root, contribution.element, contribution)) return;
    this.#element(root, contribution.element, contribution);
  }

  #element(node: Node, element: XmlElement, from: Contribution): void {
    const seen = new Set<string>();
    const others: XmlAttribute[] = [];
    for (const attribute of element.attributes) {
      const schema = node.schema.attributes.get(attribute.name);
      if (!schema) others.push(attribute);
      // A second attribute of the name is a syntax error.
      if (!schema || seen.has(attribute.name)) continue;
      seen.add(attribute.name);
      this.#attribute(node, schema, element, attribute.value, attribute.valueRange, from);
    }
    // What is not in the schema is for another rule; what it most likely stands for is not known.
    for (const attribute of others) this.#misnamedAttribute(node, element, attribute, from);
    const placing = { index: 0 };
    for (const child of element.children) {
      if (child.kind !== 'element') continue;
      const schema = node.schema.elements.get(child.name);
      const lock = node.elementLocks.find(
        (candidate) => candidate.place.uri !== from.uri && candidate.covers(child.name),
      );
      if (lock) {
        this.#refuseLocked('locked-element', child.name, child, child.nameRange, lock.place, from);
        if (schema) node.child(schema).blur(lockedReason(child.name), originOf(from, child.startTag));
        else node.collectionReason = lockedReason(child.name);
      } else if (schema) {
        const inner = node.child(schema);
        if (!this.#lockedItem(inner, child, from)) this.#element(inner, child, from);
      } else if (!this.#isDirective(node, child)) {
        this.#misnamedElement(node, child, from);
      } else {
        this.#directive(node, node.schema.collection!, child, from, placing);
      }
    }
    this.#locks(node, element, from);
  }

  #attribute(
    node: Node,
    schema: AttributeSchema,
    element: XmlElement,
    raw: string,
    range: Range,
    from: Contribution,
  ): void {
    const before = node.attributes.get(schema.name);
    const state: AttributeState = before ?? { raw, value: null, reason: '', trail: [], lock: null };
    node.attributes.set(schema.name, state);
    state.trail.push(originOf(from, range));
    state.raw = raw;
    state.value = null;
    const lock = node.attributeLocks.find(
      (candidate) => candidate.place.uri !== from.uri && candidate.covers(schema.name),
    );
    if (lock) {
      this.#refuseLocked('locked-attribute', schema.name, element, range, lock.place, from);
      state.reason = lockedReason(schema.name);
      return;
    }
    if (isEncrypted(raw)) {
      state.reason = `the value of ${schema.name} is encrypted`;
      return;
    }
    const read = readValue(schema, raw);
    if (read.ok) {
      state.value = read.canonical;
    } else {
      state.reason = `IIS refuses the value of ${schema.name}`;
      this.refusals.push({
        kind: 'invalid-value',
        attribute: schema.name,
        value: raw,
        problem: read.problem,
        ...this.#at(from, range),
      });
    }
  }

  #misnamedAttribute(node: Node, element: XmlElement, attribute: XmlAttribute, from: Contribution): void {
    const found = meantAttribute(node.schema, element, attribute);
    if (!found) return;
    const reason = misnamedReason(attribute.name, found);
    const before = node.attributes.get(found.name);
    const state: AttributeState = before ?? { raw: attribute.value, value: null, reason, trail: [], lock: null };
    node.attributes.set(found.name, state);
    state.value = null;
    state.reason = reason;
    state.trail.push(originOf(from, attribute.valueRange));
    node.misnamed.set(found.name, reason);
  }

  #isDirective({ schema: { collection } }: Node, { name }: XmlElement): boolean {
    return (
      collection !== null &&
      (collection.addElements.includes(name) || name === collection.removeElement || name === collection.clearElement)
    );
  }

  #misnamedElement(node: Node, element: XmlElement, from: Contribution): void {
    const found = meantElement(node.schema, element);
    if (!found) return;
    const reason = misnamedReason(`<${element.name}>`, found);
    const origin = originOf(from, element.startTag);
    const schema = node.schema.elements.get(found.name);
    if (schema) {
      node.child(schema).blur(reason, origin);
    } else {
      node.forget(reason, origin);
    }
  }

  #directive(
    node: Node,
    collection: CollectionSchema,
    child: XmlElement,
    from: Contribution,
    placing: { index: number },
  ): void {
    let origin: Origin;
    if (child.name === collection.clearElement) {
      origin = originOf(from, child.startTag);
      const locked = node.entries.find((entry) => entry.itemLock !== null && entry.itemLock.uri !== from.uri);
      if (locked) {
        this.#refuseLocked('locked-item', keyText(collection, locked), child, child.nameRange, locked.itemLock!, from);
        node.collectionReason = lockedReason(keyText(collection, locked));
        return;
      }
      node.entries = [];
      node.byKey.clear();
      node.collectionReason = null;
      placing.index = 0;
    } else if (child.name === collection.removeElement) {
      origin = originOf(from, child.startTag);
      const misnamed = this.#misnamedKey(collection, child);
      if (misnamed !== null) {
        node.forget(misnamed, origin);
        return;
      }
      const found = node.byKey.get(removedKey(collection, child));
      if (found?.itemLock && found.itemLock.uri !== from.uri) {
        const key = keyText(collection, found);
        this.#refuseLocked('locked-item', key, child, child.startTag, found.itemLock, from);
        node.collectionReason = lockedReason(key);
        return;
      }
      if (found) {
        const at = node.entries.indexOf(found);
        node.entries.splice(at, 1);
        for (const key of found.keys) node.byKey.delete(key);
        if (at < placing.index) placing.index--;
      }
    } else {
      const entry = this.#entry(collection, child, from);
      origin = entry.origin;
      const misnamed = keyAttributes(collection).find(({ name }) => entry.misnamed.has(name));
      if (misnamed) {
        node.forget(entry.misnamed.get(misnamed.name)!, origin);
        return;
      }
      const { keys } = entry;
      const twin = collection.allowDuplicates ? undefined : keys.map((key) => node.byKey.get(key)).find(Boolean);
      if (twin && node.doubted.has(twin)) {
        for (const key of keys) node.byKey.set(key, entry);
      } else if (twin) {
        this.#refuseDuplicate(collection, child, twin, entry, from);
        node.collectionReason = 'IIS refuses a doubled entry';
      } else {
        for (const key of keys) node.byKey.set(key, entry);
        node.entries.splice(collection.mergeAppend ? node.entries.length : placing.index++, 0, entry);
      }
    }
    node.collectionTrail.push(origin);
  }

  /** Why the key of a `remove` is not known, where another name stands for it. */
  #misnamedKey(collection: CollectionSchema, directive: XmlElement): string | null {
    for (const attribute of directive.attributes) {
      if (collection.entry.attributes.has(attribute.name)) continue;
      const found = meantAttribute(collection.entry, directive, attribute);
      if (found && keyAttributes(collection).some(({ name }) => name === found.name))
        return misnamedReason(attribute.name, found);
    }
    return null;
  }

  /** The entry that an element adds; made once, since the entries of the server level are added again for every path below. */
  #entry(collection: CollectionSchema, element: XmlElement, from: Contribution): Node {
    const known = this.#entries.get(element);
    if (known?.origin.kind !== 'schema' && known?.origin.configurationPath === from.configurationPath) return known;
    const entry = new Node(collection.entry, null);
    entry.origin = originOf(from, element.startTag);
    const refused = this.refusals.length;
    this.#element(entry, element, from);
    entry.keys = indexKeys(collection, entry);
    // What IIS refuses in it is to be found at every path.
    if (this.refusals.length === refused) this.#entries.set(element, entry);
    return entry;
  }

  #locks(node: Node, element: XmlElement, from: Contribution): void {
    for (const { name, value, range } of element.attributes) {
      if (!name.startsWith('lock')) continue;
      const place: Place = { uri: from.uri, range };
      const names = new Set(
        value
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      );
      const listed = (item: string): boolean => names.has('*') || names.has(item);
      const others = (item: string): boolean => !names.has(item);
      if (name === 'lockAttributes') node.attributeLocks.push({ place, covers: listed });
      else if (name === 'lockAllAttributesExcept') node.attributeLocks.push({ place, covers: others });
      else if (name === 'lockElements') node.elementLocks.push({ place, covers: listed });
      else if (name === 'lockAllElementsExcept') node.elementLocks.push({ place, covers: others });
      else if (name === 'lockItem' && value.toLowerCase() === 'true') node.itemLock = place;
    }
  }

  #lockedItem(node: Node, element: XmlElement, from: Contribution): boolean {
    if (!node.itemLock || node.itemLock.uri === from.uri) return false;
    this.#refuseLocked('locked-item', element.name, element, element.nameRange, node.itemLock, from);
    node.blur(lockedReason(element.name), originOf(from, element.startTag));
    return true;
  }

  #refuseLocked(
    kind: 'locked-attribute' | 'locked-element' | 'locked-item',
    name: string,
    element: XmlElement,
    range: Range,
    lock: Place,
    from: Contribution,
  ): void {
    const remark: Remark = { ...lock, message: `${name} is locked here.` };
    this.refusals.push({ kind, name, element, lock: remark, ...this.#at(from, range) });
  }

  #refuseDuplicate(
    collection: CollectionSchema,
    child: XmlElement,
    first: Node,
    entry: Node,
    from: Contribution,
  ): void {
    const { origin } = first;
    const keys = keyAttributes(collection).map((attribute) => ({
      attribute: attribute.name,
      value: keyValue(attribute, entry),
    }));
    const remark: Remark | null =
      origin.kind === 'schema'
        ? null
        : { uri: origin.uri, range: origin.range, message: 'The same entry stands here already.' };
    this.refusals.push({
      kind: 'duplicate-entry',
      directive: child.name,
      keys: keys.filter(({ value }) => value !== ''),
      first: remark,
      inherited:
        origin.kind !== 'schema' &&
        (origin.uri !== from.uri || origin.configurationPath.toLowerCase() !== from.configurationPath.toLowerCase()),
      element: child,
      ...this.#at(from, child.startTag),
    });
  }

  #at(from: Contribution, range: Range): { uri: string; range: Range; configurationPath: string; section: string } {
    return { uri: from.uri, range, configurationPath: from.configurationPath, section: this.#section };
  }
}

function lockedReason(name: string): string {
  return `${name} is locked above, so IIS refuses it`;
}

function originOf(from: Contribution, range: Range): Origin {
  const { kind, uri, configurationPath, locationPath } = from;
  return { kind, uri, range, configurationPath, locationPath };
}

const keysOfCollections = new WeakMap<CollectionSchema, readonly AttributeSchema[]>();

function keyAttributes(collection: CollectionSchema): readonly AttributeSchema[] {
  let keys = keysOfCollections.get(collection);
  if (!keys) {
    keys = [...collection.entry.attributes.values()].filter(
      ({ isUniqueKey, isCombinedKey }) => isUniqueKey || isCombinedKey,
    );
    keysOfCollections.set(collection, keys);
  }
  return keys;
}

function keyValue(attribute: AttributeSchema, entry: Node): string {
  const state = entry.attributes.get(attribute.name);
  return state ? (state.value ?? state.raw) : (attribute.defaultValue ?? '');
}

function comparable(attribute: AttributeSchema, value: string): string {
  return attribute.caseSensitive ? value : value.toLowerCase();
}

/** What IIS compares entries by: every unique key that is written on its own, and the combined keys together. */
function indexKeys(collection: CollectionSchema, entry: Node): string[] {
  const keys = keyAttributes(collection);
  const index = keys
    // A unique key that is not written tells nothing: it is required, and its absence is another mistake.
    .filter((key) => key.isUniqueKey && entry.attributes.has(key.name))
    .map((key) => `${key.name}=${comparable(key, keyValue(key, entry))}`);
  const combined = keys.filter((key) => key.isCombinedKey);
  if (combined.length > 0) index.push(combined.map((key) => comparable(key, keyValue(key, entry))).join('\n'));
  return index;
}

/** The index key of the entry that a `remove` directive names. */
function removedKey(collection: CollectionSchema, directive: XmlElement): string {
  const keys = keyAttributes(collection);
  const written = (key: AttributeSchema): string => {
    const raw = attributeOf(directive, key.name)?.value;
    if (raw === undefined) return comparable(key, key.defaultValue ?? '');
    const read = readValue(key, raw);
    return comparable(key, read.ok ? read.canonical : raw);
  };
  const unique = keys.find((key) => key.isUniqueKey);
  return unique ? `${unique.name}=${written(unique)}` : keys.map((key) => written(key)).join('\n');
}

function keyText(collection: CollectionSchema, entry: Node): string {
  return keyAttributes(collection)
    .map((attribute) => keyValue(attribute, entry))
    .filter((value) => value !== '')
    .join(', ');
}

/** What was merged, as it is asked for: most sections of a server are never read attribute by attribute. */
class MergedElement implements EffectiveElement {
  readonly #node: Node;
  #attributes: ReadonlyMap<string, Effective<string>> | null = null;
  #elements: ReadonlyMap<string, EffectiveElement> | null = null;
  #entries: Effective<readonly EffectiveEntry[]> | null = null;

  constructor(node: Node) {
    this.#node = node;
  }

  get schema(): ElementSchema {
    return this.#node.schema;
  }

  get attributes(): ReadonlyMap<string, Effective<string>> {
    return (this.#attributes ??= new Map(
      [...this.schema.attributes.values()].map((schema) => [schema.name, effectiveAttribute(this.#node, schema)]),
    ));
  }

  get elements(): ReadonlyMap<string, EffectiveElement> {
    return (this.#elements ??= new Map(
      [...this.schema.elements.values()].map((schema) => [
        schema.name,
        new MergedElement(this.#node.elements.get(schema.name) ?? new Node(schema, this.#node.blurred)),
      ]),
    ));
  }

  get entries(): Effective<readonly EffectiveEntry[]> | null {
    return (this.#entries ??= effectiveEntries(this.#node));
  }
}

function effectiveAttribute(node: Node, schema: AttributeSchema): Effective<string> {
  const state = node.attributes.get(schema.name);
  const lockedBy = node.attributeLocks.find((lock) => lock.covers(schema.name))?.place ?? node.itemLock;
  if (!state) {
    const value = schema.defaultValue ?? '';
    const common = { origin: schemaDefault, trail: [], lockedBy };
    return node.blurred === null
      ? { state: 'known', value, raw: value, ...common }
      : { state: 'unknown', value: null, raw: null, reason: node.blurred, ...common };
  }
  const common = { raw: state.raw, origin: state.trail[state.trail.length - 1]!, trail: state.trail, lockedBy };
  return state.value === null
    ? { state: 'unknown', value: null, reason: state.reason, ...common }
    : { state: 'known', value: state.value, ...common };
}

function effectiveEntries(node: Node): Effective<readonly EffectiveEntry[]> | null {
  const { collection } = node.schema;
  if (!collection) return null;
  const common = {
    raw: '',
    origin: node.collectionTrail[node.collectionTrail.length - 1] ?? schemaDefault,
    trail: node.collectionTrail,
    lockedBy: node.itemLock,
  };
  if (node.collectionReason !== null)
    return { ...common, state: 'unknown', value: null, reason: node.collectionReason };
  const value = node.entries.map((entry) => ({
    key: keyText(collection, entry),
    element: new MergedElement(entry),
    origin: entry.origin,
  }));
  return { ...common, state: 'known', value };
}
