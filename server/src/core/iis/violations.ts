// What a file writes against the schema of its sections: names, values and attributes, each checked where it
// stands, without other files.
import type { Range } from '../text/range.js';
import type { Steps } from '../text/steps.js';
import type { XmlAttribute, XmlElement } from '../xml/tree.js';
import { attributeOf, childElements } from '../xml/tree.js';
import type { ConfigurationFile, SectionOccurrence } from './file.js';
import { FileOutline } from './file-outline.js';
import type { Resolved } from './schema/resolve.js';
import {
  attributesOf,
  allowsUnrecognizedAttributes,
  childNames,
  isAllowedEverywhere,
  spellingOfAllowed,
  keyAttributes,
  requiredOf,
  resolveChild,
} from './schema/resolve.js';
import type { AttributeSchema, CollectionSchema, Schema } from './schema/schema.js';
import { suggestName } from './schema/suggest.js';
import { unwritten } from './names.js';
import type { ValueProblem } from './schema/value-reading.js';
import { readValue } from './schema/values.js';

/**
 * A section's element where it stands: in the file that is checked, or in the one that its configSource
 * names.
 */
export interface WrittenSection {
  readonly occurrence: SectionOccurrence;
  readonly uri: string;
  readonly element: XmlElement;
}

interface ViolationBase {
  readonly written: WrittenSection;
  /** The element that is wrong, or whose attribute is. */
  readonly element: XmlElement;
  /** The names of the elements below the section's down to `element`; empty for the section itself. */
  readonly names: readonly string[];
  /** The narrowest range that has to change. */
  readonly range: Range;
}

export type Violation =
  | (ViolationBase & {
      readonly kind: 'unknown-element';
      /** The name that is most likely meant; null when none is near. */
      readonly suggestion: string | null;
    })
  | (ViolationBase & {
      readonly kind: 'unknown-attribute';
      readonly attribute: XmlAttribute;
      readonly suggestion: string | null;
    })
  /** A name in `lockAttributes` that no attribute has. */
  | (ViolationBase & {
      readonly kind: 'unknown-lock';
      readonly attribute: XmlAttribute;
      readonly name: string;
      readonly suggestion: string | null;
    })
  | (ViolationBase & {
      readonly kind: 'value';
      readonly attribute: XmlAttribute;
      readonly schema: AttributeSchema;
      readonly problem: ValueProblem;
    })
  | (ViolationBase & { readonly kind: 'missing-attribute'; readonly missing: string })
  /** A `remove` without an attribute that tells which entry is meant. */
  | (ViolationBase & { readonly kind: 'remove-without-key'; readonly missing: string })
  /** An attribute of the entry that is not a key, in a `remove`. */
  | (ViolationBase & { readonly kind: 'remove-with-extra'; readonly attribute: XmlAttribute });

/** An attribute that a section writes, with its schema. */
export interface WrittenAttribute {
  readonly element: XmlElement;
  readonly attribute: XmlAttribute;
  readonly schema: AttributeSchema;
}

interface Visit {
  readonly element: XmlElement;
  readonly resolved: Resolved;
  /** What the element is in; null for the section itself. */
  readonly parent: Visit | null;
  /** Of an entry: the element that gives its defaults, such as `applicationDefaults`. */
  readonly defaults: XmlElement | undefined;
}

/** The names of the elements below the section's down to the one that is visited. */
function namesOf(visit: Visit): readonly string[] {
  const names: string[] = [];
  for (let at = visit; at.parent; at = at.parent) names.push(at.element.name);
  return names.reverse();
}

/**
 * Enters everything below a section that its schema knows, in document order; what it does not know is handed to
 * `unknown` and not entered.
 */
function visitAll(
  element: XmlElement,
  root: Resolved,
  enter: (visit: Visit) => void,
  unknown?: (element: XmlElement, parent: Visit) => void,
): void {
  // Hostile texts nest deeply: an own stack instead of recursion.
  const pending: Visit[] = [{ element, resolved: root, parent: null, defaults: undefined }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    enter(next);
    // What is encrypted as a whole holds <EncryptedData> in place of its own elements.
    if (next.element.children.length === 0 || attributeOf(next.element, 'configProtectionProvider')) continue;
    const first = pending.length;
    const collection = 'schema' in next.resolved ? next.resolved.schema.collection : null;
    const name = collection?.defaultElement ?? null;
    const given = name === null ? undefined : childElements(next.element, name)[0];
    for (const child of next.element.children) {
      if (child.kind !== 'element') continue;
      const resolved = resolveChild(next.resolved, child.name);
      if (!resolved) {
        unknown?.(child, next);
        continue;
      }
      const defaults = resolved.kind === 'entry' ? given : undefined;
      pending.push({ element: child, resolved, parent: next, defaults });
    }
    // The first child is the next one.
    for (let low = first, high = pending.length - 1; low < high; low++, high--)
      [pending[low], pending[high]] = [pending[high]!, pending[low]!];
  }
}

/** The attributes of a section that its schema knows and that are wanted; of a section without a schema none. */
export function writtenAttributes(
  { occurrence, element }: WrittenSection,
  schema: Schema,
  isWanted: (schema: AttributeSchema) => boolean,
): readonly WrittenAttribute[] {
  const section = schema.section(occurrence.section);
  if (!section || occurrence.damaged) return [];
  const result: WrittenAttribute[] = [];
  visitAll(element, { kind: 'section', schema: section }, ({ element: at, resolved }) => {
    const known = attributesOf(resolved);
    for (const attribute of at.attributes) {
      const found = known.get(attribute.name);
      if (found && isWanted(found)) result.push({ element: at, attribute, schema: found });
    }
  });
  return result;
}

const checked = new WeakMap<XmlElement, { readonly schema: Schema; readonly violations: readonly Violation[] }>();

/**
 * What a section writes that IIS refuses by its schema, in document order. Nothing of a section that has no
 * schema, or that a syntax error lies in: what it says cannot be relied on.
 */
export function violationsOf(written: WrittenSection, schema: Schema): readonly Violation[] {
  const known = checked.get(written.element);
  if (known?.schema === schema) return known.violations;
  const violations = findViolations(written, schema);
  checked.set(written.element, { schema, violations });
  return violations;
}

/** Finds those of a whole file in steps; none again in what an earlier version writes alike without any. */
export function* violationSteps(file: ConfigurationFile, schema: Schema): Steps<void> {
  const outline = FileOutline.of(file);
  for (const [index, occurrence] of file.sections.entries()) {
    const { element } = occurrence;
    if (outline.isFine(index, schema)) {
      checked.set(element, { schema, violations: fine });
      continue;
    }
    const violations = violationsOf({ occurrence, uri: file.uri, element }, schema);
    if (violations.length === 0) outline.markFine(index, schema);
    yield;
  }
}

function findViolations(written: WrittenSection, schema: Schema): readonly Violation[] {
  const section = schema.section(written.occurrence.section);
  if (!section || written.occurrence.damaged) return [];
  const result: Violation[] = [];
  const unknown = (element: XmlElement, parent: Visit): void => {
    const suggestion = suggestName(element.name, childNames(parent.resolved));
    const names = [...namesOf(parent), element.name];
    result.push({ kind: 'unknown-element', written, element, names, range: element.nameRange, suggestion });
  };
  const enter = (visit: Visit): void => {
    for (const violation of attributeViolations(written, visit)) result.push(violation);
  };
  visitAll(written.element, { kind: 'section', schema: section }, enter, unknown);
  return result.sort((a, b) => a.range.start - b.range.start);
}

const fine: readonly Violation[] = [];

function attributeViolations(written: WrittenSection, visit: Visit): readonly Violation[] {
  const { element, resolved } = visit;
  const known = attributesOf(resolved);
  const isFine = ({ name, value }: XmlAttribute): boolean => {
    if (name === 'lockAttributes') return false;
    if (isAllowedEverywhere(name) || name.includes(':')) return true;
    const schema = known.get(name);
    return schema !== undefined && (isProtected(value) || readValue(schema, value).ok);
  };
  const isMissing = ({ name }: AttributeSchema): boolean => attributeOf(element, name) === undefined;
  const isComplete =
    resolved.kind === 'entry'
      ? !requiredOf(resolved.schema).some(isMissing)
      : resolved.kind !== 'remove' || missingKey(resolved.collection, element) === null;
  // Nearly all elements.
  if (isComplete && element.attributes.every(isFine)) return fine;
  const base = { written, element, names: namesOf(visit) };
  const result: Violation[] = [];
  let free: readonly string[] | null = null;
  for (const attribute of element.attributes) {
    if (attribute.name === 'lockAttributes') {
      for (const violation of unknownLocks(base, attribute, resolved)) result.push(violation);
    }
    // A prefixed name belongs to another vocabulary; nothing is known of what IIS makes of it.
    if (isAllowedEverywhere(attribute.name) || attribute.name.includes(':')) continue;
    const schema = known.get(attribute.name);
    if (schema) {
      const reading = isProtected(attribute.value) ? null : readValue(schema, attribute.value);
      if (reading && !reading.ok) {
        const { problem } = reading;
        const range = attribute.value === '' ? attribute.range : attribute.valueRange;
        result.push({ ...base, kind: 'value', attribute, schema, problem, range });
      }
    } else if (resolved.kind === 'remove' && resolved.collection.entry.attributes.has(attribute.name)) {
      result.push({ ...base, kind: 'remove-with-extra', attribute, range: attribute.range });
    } else if (!allowsUnrecognizedAttributes(resolved)) {
      free ??= unwritten(element, known.keys());
      const suggestion = spellingOfAllowed(attribute.name) ?? suggestName(attribute.name, free);
      result.push({ ...base, kind: 'unknown-attribute', attribute, suggestion, range: attribute.nameRange });
    }
  }
  // A mistyped name is reported as that.
  const mistyped = new Set(result.map((one) => (one.kind === 'unknown-attribute' ? one.suggestion : null)));
  const isMistyped = (name: string): boolean => mistyped.has(name);
  if (resolved.kind === 'remove') {
    const missing = missingKey(resolved.collection, element);
    if (missing !== null && !isMistyped(missing)) {
      // What it has instead of a key is part of the same mistake.
      const own = result.filter(({ kind }) => kind !== 'remove-with-extra');
      return [...own, { ...base, kind: 'remove-without-key', missing, range: element.startTag }];
    }
  } else if (resolved.kind === 'entry') {
    for (const attribute of requiredOf(resolved.schema)) {
      const isKey = attribute.isUniqueKey || attribute.isCombinedKey;
      const defaults = isKey ? undefined : visit.defaults;
      const given = attributeOf(element, attribute.name) ?? (defaults && attributeOf(defaults, attribute.name));
      if (given || isMistyped(attribute.name)) continue;
      result.push({ ...base, kind: 'missing-attribute', missing: attribute.name, range: element.startTag });
    }
  }
  return result;
}

/**
 * The names in `lockAttributes` that neither the element nor an entry of its collection has as an attribute.
 */
function unknownLocks(
  base: Omit<ViolationBase, 'range'>,
  attribute: XmlAttribute,
  resolved: Resolved,
): readonly Violation[] {
  if (!('schema' in resolved) || allowsUnrecognizedAttributes(resolved)) return [];
  const { attributes, collection } = resolved.schema;
  if (collection?.allowUnrecognizedAttributes) return [];
  const known = new Set([...attributes.keys(), ...(collection ? collection.entry.attributes.keys() : [])]);
  const written = attribute.valueRange.end - attribute.valueRange.start === attribute.value.length;
  return [...attribute.value.matchAll(/[^,]+/g)].flatMap((match): Violation[] => {
    const name = match[0].trim();
    if (name === '' || name === '*' || known.has(name)) return [];
    const start = attribute.valueRange.start + match.index + match[0].indexOf(name);
    // Where references are in the value, its names are not where they seem.
    const range = written ? { start, end: start + name.length } : attribute.valueRange;
    return [{ ...base, kind: 'unknown-lock', attribute, name, suggestion: suggestName(name, known), range }];
  });
}

/** Encrypted, or meant to be: such a value is never read. */
export function isProtected(value: string): boolean {
  return value.startsWith('[enc:');
}

/**
 * A key attribute for a `remove` that has none, which no default replaces; null where any part of the key
 * names the entry.
 */
function missingKey(collection: CollectionSchema, element: XmlElement): string | null {
  const keys = keyAttributes(collection);
  if (keys.some(({ name }) => attributeOf(element, name))) return null;
  return keys.find(({ defaultValue }) => defaultValue === null)?.name ?? null;
}
