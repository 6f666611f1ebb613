// Meanings of what frames the sections: <location>, locks, section declarations.
// Sources: iis-docs, the configuration deep dive and the page on locking.
import type { Meanings } from './meaning-table.js';

/**
 * `location` and `section` stand for the elements of that name; a key without element holds on every element.
 */
export const configurationMeanings: Meanings = {
  location:
    'Settings for one configuration path, in a file of a higher level. They count as settings of the level of that file.',
  'location@path':
    'The path the settings apply to, such as "Default Web Site/owa" in applicationHost.config; in a web.config it is relative to that file. "." or an empty path means the level of the file itself.',
  'location@overrideMode': 'Whether lower levels may set the sections inside.',
  'location@overrideMode=Inherit': 'The higher-level setting decides whether lower levels may set the sections.',
  'location@overrideMode=Allow': 'Lower levels may set the sections inside: they are unlocked from this path on.',
  'location@overrideMode=Deny':
    'Lower levels may not set the sections inside: IIS rejects a web.config that contains one of them with 500.19.',
  'location@allowOverride':
    'The older form of overrideMode: true is Allow, false is Deny. IIS rejects a location that has both.',
  'location@inheritInChildApplications':
    'Whether applications below the path inherit the settings. With false, they apply to the path and to everything below it that is not an application.',

  section: 'Declares a section. IIS cannot read a section that is not declared.',
  'section@name': 'The name of the section inside its groups.',
  'section@type': 'The class that reads the section; .NET sections need it.',
  'section@overrideModeDefault': 'Whether lower levels may set the section, unless a location changes it.',
  'section@overrideModeDefault=Allow': 'Lower levels may set the section.',
  'section@overrideModeDefault=Deny':
    'The section is locked: IIS rejects a web.config that contains it with 500.19 unless a location unlocks it.',
  'section@allowDefinition': 'The levels whose files may contain the section.',
  'section@allowDefinition=MachineOnly': 'Only machine.config.',
  'section@allowDefinition=MachineToRootWeb': 'The machine level: machine.config and the root web.config.',
  'section@allowDefinition=MachineToApplication':
    'Every level down to the root of an application, but no folder below it.',
  'section@allowDefinition=AppHostOnly': 'Only applicationHost.config.',
  'section@allowDefinition=Everywhere': 'Any configuration file.',
  'section@allowLocation': 'Whether a location may contain the section.',
  sectionGroup: 'Groups sections under one name.',
  'sectionGroup@name': 'The name of the group.',

  '@lockAttributes':
    'The attributes of this element that lower levels may not set, not even to the same value; * means all.',
  '@lockAllAttributesExcept': 'The attributes of this element that lower levels may set; all others are locked.',
  '@lockElements':
    'The elements, or collection directives such as add or clear, that lower levels may not use here; * means all.',
  '@lockAllElementsExcept': 'The elements that lower levels may use here; all others are locked.',
  '@lockItem':
    'Whether this element is locked against changes and removal at lower levels. A clear element at a lower level fails if any inherited entry is locked.',
  '@configSource':
    'A file in or below the folder of this file that contains the section; the element itself must then be empty.',
  '@configProtectionProvider': 'The provider that encrypted the section.',
};
