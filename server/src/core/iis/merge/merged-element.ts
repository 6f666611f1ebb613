// What was merged, as it is asked for: most sections of a server are never read attribute by attribute.
import type { Effective, Known } from '../effective.js';
import type { EffectiveElement, EffectiveEntry } from '../effective-element.js';
import type { AttributeSchema, ElementSchema } from '../schema/schema.js';
import { defaultValue } from '../schema/values.js';
import { keyText } from './keys.js';
import { ElementState, schemaDefault } from './state.js';
import { Trail } from './trail.js';

/** The owner of states that stand for elements that nothing writes. */
const nothingMerged = {};

const schemaDefaults = new WeakMap<AttributeSchema, Known<string>>();

/** The value of an attribute that nothing writes or locks: one object for all of a server. */
function schemaDefaultOf(schema: AttributeSchema): Known<string> {
  let known = schemaDefaults.get(schema);
  if (!known) {
    const raw = schema.defaultValue ?? '';
    const value = defaultValue(schema) ?? '';
    known = { state: 'known', value, raw, origin: schemaDefault, trail: [], lockedBy: null };
    schemaDefaults.set(schema, known);
  }
  return known;
}

export class MergedElement implements EffectiveElement {
  readonly #state: ElementState;
  /** The elements around it, the section's first: they hold the `…Defaults` elements of its collections. */
  readonly #around: readonly ElementState[];
  /** What gives the attributes that it does not write, nearest first. */
  readonly #defaults: readonly ElementState[];
  #attributes: ReadonlyMap<string, Effective<string>> | null = null;
  #elements: ReadonlyMap<string, EffectiveElement> | null = null;
  #entries: Effective<readonly EffectiveEntry[]> | null = null;

  constructor(state: ElementState, around: readonly ElementState[] = [], defaults: readonly ElementState[] = []) {
    this.#state = state;
    this.#around = around;
    this.#defaults = defaults;
  }

  get schema(): ElementSchema {
    return this.#state.schema;
  }

  get attributes(): ReadonlyMap<string, Effective<string>> {
    return (this.#attributes ??= new Map(
      [...this.schema.attributes.values()].map((schema) => [schema.name, this.#attribute(schema)]),
    ));
  }

  get elements(): ReadonlyMap<string, EffectiveElement> {
    return (this.#elements ??= new Map(
      [...this.schema.elements.values()].map((schema) => {
        const state =
          this.#state.elements.get(schema.name) ?? new ElementState(schema, this.#state.unknownBecause, nothingMerged);
        const defaults = this.#defaults.flatMap((one) => one.elements.get(schema.name) ?? []);
        return [schema.name, new MergedElement(state, [...this.#around, this.#state], defaults)];
      }),
    ));
  }

  get entries(): Effective<readonly EffectiveEntry[]> | null {
    return (this.#entries ??= this.#effectiveEntries());
  }

  get orderIsInferred(): boolean {
    return this.#state.collection.orderIsInferred;
  }

  #attribute(schema: AttributeSchema): Effective<string> {
    const state = this.#state;
    const lock = state.attributeLocks.find((one) => one.covers(schema.name)) ?? state.itemLock;
    const lockedBy = lock?.place ?? null;
    const own = state.attributes.get(schema.name);
    const given = this.#defaults.flatMap(({ attributes }) => attributes.get(schema.name) ?? []);
    const decisive = own ?? given[0];
    if (!decisive) {
      const unknownBecause =
        [state, ...this.#defaults].find((one) => one.unknownBecause !== null)?.unknownBecause ?? null;
      const known = schemaDefaultOf(schema);
      if (unknownBecause === null) return lockedBy === null ? known : { ...known, lockedBy };
      const { origin, trail } = known;
      return { state: 'unknown', value: null, raw: null, reason: unknownBecause, origin, trail, lockedBy };
    }
    const { raw, value, reason } = decisive;
    const outer = own ? given : given.slice(1);
    const trail = [...outer.reverse(), decisive].flatMap((one) => Trail.origins(one.trail));
    const origin = trail.at(-1) ?? schemaDefault;
    return value === null
      ? { state: 'unknown', value, raw, reason, origin, trail, lockedBy }
      : { state: 'known', value, raw, origin, trail, lockedBy };
  }

  #effectiveEntries(): Effective<readonly EffectiveEntry[]> | null {
    const state = this.#state;
    const schema = state.schema.collection;
    if (!schema) return null;
    const { reason, entries } = state.collection;
    const trail = Trail.origins(state.collection.trail);
    const common = {
      raw: '',
      origin: trail.at(-1) ?? schemaDefault,
      trail,
      lockedBy: state.itemLock?.place ?? null,
    };
    const isGiven = this.#defaults.some(({ collection }) => collection.trail !== null || collection.reason !== null);
    const unknown = reason ?? (isGiven ? 'it is unknown whether entries given as defaults apply here' : null);
    if (unknown !== null) return { ...common, state: 'unknown', value: null, reason: unknown };
    const around = [...this.#around, state];
    const defaults = schema.defaultElement === null ? [] : defaultsIn(around, schema.defaultElement);
    const value = entries.map((entry) => ({
      key: keyText(entry),
      element: new MergedElement(entry, around, defaults),
      origin: entry.origin,
    }));
    return { ...common, state: 'known', value };
  }
}

/** The elements of that name around a collection, nearest first. */
function defaultsIn(around: readonly ElementState[], name: string): readonly ElementState[] {
  return [...around].reverse().flatMap((state) => state.elements.get(name) ?? []);
}
