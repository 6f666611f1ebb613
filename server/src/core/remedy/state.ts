// Whether what a change wants is in effect already, so that nothing has to be written for it.
import type { ServerConfiguration } from '../iis/configuration.js';
import type { EffectiveElement } from '../iis/effective-element.js';
import { isAtOrBelow, samePath } from '../iis/paths.js';
import { sameValue } from './emit.js';
import type { Change, CollectionChange, Remedy, SettingChange } from './remedy.js';

/** True when it is in effect, and none of the remedies that are applied together removes what it rests on. */
export function isInEffect(
  server: ServerConfiguration,
  change: SettingChange | CollectionChange,
  remedies: readonly Remedy[],
): boolean {
  const takesAway = (other: Change): boolean => isAbove(other, change) && !holds(server, other);
  return !remedies.some(({ changes }) => changes.some(takesAway)) && holds(server, change);
}

function holds(server: ServerConfiguration, change: SettingChange | CollectionChange): boolean {
  const element = effectiveElement(server, change);
  if (!element) return false;
  if (change.kind === 'collection') return holdsExactly(element, change.entries);
  return change.value !== null && hasValue(element, change.attribute, change.value);
}

/** The effective element that a change speaks of; null where the schema has none. */
export function effectiveElement(
  server: ServerConfiguration,
  { target }: SettingChange | CollectionChange,
): EffectiveElement | null {
  let element = server.section(target.configurationPath, target.section);
  for (const name of target.element ?? []) element = element?.elements.get(name) ?? null;
  return element;
}

function hasValue(element: EffectiveElement, attribute: string, value: string): boolean {
  const effective = element.attributes.get(attribute);
  return effective?.state === 'known' && sameValue(element.schema, attribute, effective.value, value);
}

function holdsExactly(element: EffectiveElement, wanted: readonly Readonly<Record<string, string>>[]): boolean {
  const { entries } = element;
  return (
    entries?.state === 'known' &&
    entries.value.length === wanted.length &&
    entries.value.every((entry, at) => {
      const record = wanted[at]!;
      // What neither writes has its default; what is written and not wanted makes it another entry.
      return [...entry.element.attributes].every(([name, effective]) =>
        Object.hasOwn(record, name) ? hasValue(entry.element, name, record[name]!) : effective.origin.kind === 'schema',
      );
    })
  );
}

/** True when one change writes what the other would inherit. */
function isAbove(other: Change, change: SettingChange | CollectionChange): other is SettingChange | CollectionChange {
  if ((other.kind !== 'setting' && other.kind !== 'collection') || other.kind !== change.kind) return false;
  if (other.kind === 'setting' && change.kind === 'setting' && other.attribute !== change.attribute) return false;
  const { target } = other;
  return (
    target.server === change.target.server &&
    target.section === change.target.section &&
    (target.element ?? []).join('/') === (change.target.element ?? []).join('/') &&
    !samePath(target.configurationPath, change.target.configurationPath) &&
    isAtOrBelow(change.target.configurationPath, target.configurationPath)
  );
}
