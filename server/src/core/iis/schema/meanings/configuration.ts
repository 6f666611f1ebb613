// Meanings of what frames the sections: <location>, locks, section declarations.
// Sources: iis-docs, the configuration deep dive and the page on locking.
import type { Meanings } from './meanings.js';

/** `location` and `section` stand for the elements of that name; a key without element holds on every element. */
export const configurationMeanings: Meanings = {
  location:
    'Settings of one configuration path, written in a file of a higher level. It belongs to the level of the file it is in.',
  'location@path':
    'The path the settings are for, such as "Default Web Site/owa" in applicationHost.config; in a web.config it is relative to that file. "." or nothing means the level of the file itself.',
  'location@overrideMode': 'Whether lower levels may set the sections inside.',
  'location@overrideMode=Inherit': 'What holds above decides whether lower levels may set the sections.',
  'location@overrideMode=Allow': 'Lower levels may set the sections inside: they are unlocked from this path on.',
  'location@overrideMode=Deny':
    'Lower levels may not set the sections inside: a web.config that mentions one of them is refused with 500.19.',
  'location@allowOverride':
    'The older way to write overrideMode: true is Allow, false is Deny. Both together are illegal.',
  'location@inheritInChildApplications':
    'Whether applications below the path inherit the settings. With false they hold for the path and for what is no application.',

  section: 'Declares a section; a section that nobody declares cannot be read.',
  'section@name': 'The name of the section inside its groups.',
  'section@type': 'The class that reads the section; .NET sections need it.',
  'section@overrideModeDefault': 'Whether lower levels may set the section while no location tag says otherwise.',
  'section@overrideModeDefault=Allow': 'Lower levels may set the section.',
  'section@overrideModeDefault=Deny':
    'The section is locked: a web.config that mentions it is refused with 500.19 unless a location tag unlocks it.',
  'section@allowDefinition': 'The levels whose files may hold the section.',
  'section@allowDefinition=MachineOnly': 'Only machine.config.',
  'section@allowDefinition=MachineToRootWeb': 'The machine level: machine.config and the root web.config.',
  'section@allowDefinition=MachineToApplication': "Every level down to an application's root, no folder below it.",
  'section@allowDefinition=AppHostOnly': 'Only applicationHost.config.',
  'section@allowDefinition=Everywhere': 'Any configuration file.',
  'section@allowLocation': 'Whether the section may stand inside a location tag.',
  sectionGroup: 'Groups sections under one name.',
  'sectionGroup@name': 'The name of the group.',

  '@lockAttributes':
    'Attributes of this element that lower levels may not set, not even to the same value; * means all.',
  '@lockAllAttributesExcept': 'The attributes of this element that lower levels may set; all others are locked.',
  '@lockElements':
    'Elements, or directives of a collection such as add or clear, that lower levels may not use here; * means all.',
  '@lockAllElementsExcept': 'The elements that lower levels may use here; all others are locked.',
  '@lockItem':
    'Whether lower levels are kept from changing or removing this element; a clear below fails while any inherited entry is locked.',
  '@configSource':
    'A file at or below the folder of this one that holds the section; the element itself must then be empty.',
  '@configProtectionProvider': 'The provider that has encrypted the section.',
};
