// Effective attributes as the types that they stand for. Values are already canonical, so nothing here can
// fail.
import type { Effective } from './effective.js';
import { mapEffective } from './effective.js';
import type { ServerConfiguration } from './configuration.js';
import type { EffectiveElement, EffectiveEntry } from './effective-element.js';

/** The element at a path below a section: `[]` is the section itself. */
function elementOf(
  configuration: ServerConfiguration,
  path: string,
  section: string,
  element: readonly string[],
): EffectiveElement {
  let found = configuration.section(path, section);
  for (const name of element) found = found?.elements.get(name) ?? null;
  if (!found) throw new Error(`The schema has no ${[section, ...element].join('/')}.`);
  return found;
}

/** An attribute's canonical text. Throws only when the schema does not have it, which is our mistake. */
export function readText(
  configuration: ServerConfiguration,
  path: string,
  section: string,
  attribute: string,
  element: readonly string[] = [],
): Effective<string> {
  const found = elementOf(configuration, path, section, element).attributes.get(attribute);
  if (!found) throw new Error(`The schema has no ${[section, ...element].join('/')}/@${attribute}.`);
  return found;
}

export const readBoolean = typed((value) => value === 'true');

export const readUnsigned = typed(Number);

/** The flags that are set; `None` is the empty set. */
export const readFlags = typed(
  (value): ReadonlySet<string> =>
    new Set(
      value
        .split(',')
        .map((flag) => flag.trim())
        .filter((flag) => flag !== '' && flag !== 'None'),
    ),
);

/** Of many paths the effective text is one object: what it stands for is worked out once. */
function typed<T>(read: (value: string) => T): (...args: Parameters<typeof readText>) => Effective<T> {
  const known = new WeakMap<Effective<string>, Effective<T>>();
  return (...args) => {
    const text = readText(...args);
    let value = known.get(text);
    if (!value) known.set(text, (value = mapEffective(text, read)));
    return value;
  };
}

export function readEntries(
  configuration: ServerConfiguration,
  path: string,
  section: string,
  element: readonly string[] = [],
): Effective<readonly EffectiveEntry[]> {
  const { entries } = elementOf(configuration, path, section, element);
  if (!entries) throw new Error(`${[section, ...element].join('/')} is not a collection.`);
  return entries;
}
