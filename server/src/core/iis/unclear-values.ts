// Attributes of locations and of declarations whose value is none of those that are documented, so that
// nothing is known of what IIS makes of them.
import type { XmlAttribute, XmlElement } from '../xml/tree.js';
import { childElements } from '../xml/tree.js';

const booleans = ['true', 'false'];

/** By the element's name; compared without case, since whether IIS compares it is measured nowhere. */
const documented: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  location: {
    __proto__: null as never,
    overrideMode: ['Inherit', 'Allow', 'Deny'],
    allowOverride: booleans,
    inheritInChildApplications: booleans,
  },
  section: {
    __proto__: null as never,
    overrideModeDefault: ['Allow', 'Deny', 'Inherit'],
    allowDefinition: [
      'Everywhere',
      'MachineToApplication',
      'AppHostOnly',
      'MachineOnly',
      'MachineToRootWeb',
      'MachineToWebRoot',
    ],
    allowLocation: booleans,
  },
};

export interface UnclearValue {
  readonly attribute: XmlAttribute;
  readonly names: readonly string[];
}

/** Of a `<location>` or a `<section>` of `<configSections>`. */
export function unclearValues({ name, attributes }: XmlElement): readonly UnclearValue[] {
  return attributes.flatMap((attribute) => {
    const names = documented[name]?.[attribute.name];
    const value = attribute.value.toLowerCase();
    return !names || names.some((one) => one.toLowerCase() === value) ? [] : [{ attribute, names }];
  });
}

/** Of all declarations of a file. */
export function unclearDeclarations(configuration: XmlElement): readonly UnclearValue[] {
  const found: UnclearValue[] = [];
  // Hostile texts nest deeply: an own stack instead of recursion.
  const waiting = childElements(configuration, 'configSections');
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.name === 'section') found.push(...unclearValues(next));
    for (const child of next.children) if (child.kind === 'element') waiting.push(child);
  }
  return found;
}
