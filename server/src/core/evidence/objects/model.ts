// Objects with properties, as PowerShell saves them, in one shape for every notation; values keep their
// places.
import type { Range } from '../../text/range.js';

/** A value as it is written. Exactly what the text says; nothing is compared or converted here. */
export interface ObjectValue {
  /**
   * The scalar as text, or the name of an enumeration value; null for null, lists, and objects without a
   * text.
   */
  readonly text: string | null;
  /** Where the value is written, without quotes and tags. */
  readonly range: Range;
  /** The members of a list; null for what is not a list. */
  readonly items: readonly ObjectValue[] | null;
  /** The properties of a nested object; null for scalars and lists. */
  readonly object: EvidenceObject | null;
  /**
   * True when something of the value was left out (`…`, a depth limit): what is not here may still be there.
   */
  readonly isCut: boolean;
}

export interface ObjectProperty {
  readonly name: string;
  readonly value: ObjectValue;
}

export interface EvidenceObject {
  /** The type names, the most special first; empty where the notation has none. */
  readonly types: readonly string[];
  /** In the order of the text. */
  readonly properties: readonly ObjectProperty[];
  /** From the first to the last character that belongs to the object. */
  readonly range: Range;
}

/** A text with its place. */
export interface PlacedText {
  readonly text: string;
  readonly range: Range;
}

const indexes = new WeakMap<EvidenceObject, ReadonlyMap<string, ObjectValue>>();

/** The first property that has one of these names and a value; names match without case. */
export function valueOf(object: EvidenceObject, ...names: readonly string[]): ObjectValue | null {
  let index = indexes.get(object);
  if (!index) {
    const made = new Map<string, ObjectValue>();
    for (const { name, value } of object.properties) {
      const key = name.toLowerCase();
      if (!made.has(key)) made.set(key, value);
    }
    indexes.set(object, (index = made));
  }
  for (const name of names) {
    const value = index.get(name.toLowerCase());
    if (value !== undefined) return value;
  }
  return null;
}

/** The text of a scalar; null when it is absent, empty, or cut, because what was cut off is unknown. */
export function textOf(object: EvidenceObject, ...names: readonly string[]): PlacedText | null {
  const value = valueOf(object, ...names);
  const text = value?.isCut === false ? value.text?.trim() : undefined;
  return value === null || text === undefined || text === '' ? null : { text, range: value.range };
}

/** A Boolean with its place; null for anything but true and false, which PowerShell does not translate. */
export function booleanOf(
  object: EvidenceObject,
  ...names: readonly string[]
): { readonly value: boolean; readonly range: Range } | null {
  const found = textOf(object, ...names);
  const text = found?.text.toLowerCase();
  return found && (text === 'true' || text === 'false') ? { value: text === 'true', range: found.range } : null;
}

/**
 * The texts of a list, or of a scalar as a list of one. `isCut`: the list goes on, or has objects. Null when
 * the property is absent.
 */
export function textsOf(
  object: EvidenceObject,
  ...names: readonly string[]
): { readonly texts: readonly PlacedText[]; readonly isCut: boolean; readonly range: Range } | null {
  const value = valueOf(object, ...names);
  if (value === null) return null;
  // ConvertTo-Json of Windows PowerShell may write a list as an object with `value` and `Count`.
  const items = value.items ?? (value.object && valueOf(value.object, 'value')?.items) ?? [value];
  const texts = items.flatMap(({ text, range, isCut }) =>
    text === null || text.trim() === '' || isCut ? [] : [{ text: text.trim(), range }],
  );
  return {
    texts,
    isCut: value.isCut || items.some((item) => item.isCut || (item.text === null && item.object !== null)),
    range: value.range,
  };
}

/** Every object that these hold, themselves included, each once however often it is referred to. */
export function* everyObject(objects: readonly EvidenceObject[]): Generator<EvidenceObject> {
  const seen = new Set<EvidenceObject | ObjectValue>();
  const waiting: (EvidenceObject | ObjectValue)[] = [...objects].reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if ('properties' in next) {
      yield next;
      for (let i = next.properties.length - 1; i >= 0; i--) waiting.push(next.properties[i]!.value);
    } else {
      if (next.items) for (let i = next.items.length - 1; i >= 0; i--) waiting.push(next.items[i]!);
      if (next.object) waiting.push(next.object);
    }
  }
}
