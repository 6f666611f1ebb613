// Compares two section schemas attribute by attribute and says each difference in one line.
import type {
  AttributeSchema,
  CollectionSchema,
  ElementSchema,
} from '../../../../server/src/core/iis/schema/schema.js';

/** Every difference as `place: what (left) / (right)`; a collection's entries are at `place[add]`. */
export function differences(place: string, left: ElementSchema, right: ElementSchema): string[] {
  const { allowUnrecognizedAttributes } = left;
  return [
    ...compare(
      place,
      { allowUnrecognizedAttributes },
      { allowUnrecognizedAttributes: right.allowUnrecognizedAttributes },
    ),
    ...byName(`${place}@`, left.attributes, right.attributes, (at, a, b) => compare(at, facts(a), facts(b))),
    ...byName(`${place}/`, left.elements, right.elements, differences),
    ...collectionDifferences(place, left.collection, right.collection),
  ];
}

function collectionDifferences(place: string, left: CollectionSchema | null, right: CollectionSchema | null): string[] {
  if (!left || !right)
    return left === right ? [] : [`${place}: collection ${left ? 'here' : 'missing'} / ${right ? 'here' : 'missing'}`];
  const { entry: leftEntry, ...leftDirectives } = left;
  const { entry: rightEntry, ...rightDirectives } = right;
  const entries = `${place}[${left.addElements.join(',')}]`;
  return [...compare(entries, leftDirectives, rightDirectives), ...differences(entries, leftEntry, rightEntry)];
}

function byName<T>(
  prefix: string,
  left: ReadonlyMap<string, T>,
  right: ReadonlyMap<string, T>,
  each: (place: string, a: T, b: T) => string[],
): string[] {
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const a = left.get(name);
    const b = right.get(name);
    if (a && b) return each(prefix + name, a, b);
    return [`${prefix}${name}: ${a ? 'here' : 'missing'} / ${b ? 'here' : 'missing'}`];
  });
}

/** An attribute's facts as texts; the order of names counts. */
function facts(attribute: AttributeSchema): Record<string, unknown> {
  const { names, ...rest } = attribute;
  return { ...rest, names: names.map(({ name, value }) => `${name}=${value}`).join(', ') };
}

function compare(place: string, left: object, right: object): string[] {
  const a = new Map<string, unknown>(Object.entries(left));
  const b = new Map<string, unknown>(Object.entries(right));
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((key) => {
    const [mine, theirs] = [JSON.stringify(a.get(key)), JSON.stringify(b.get(key))];
    return mine === theirs ? [] : [`${place}: ${key} ${mine} / ${theirs}`];
  });
}
