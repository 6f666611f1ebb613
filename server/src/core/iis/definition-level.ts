// Whether a section stands where its declaration allows it (allowDefinition, allowLocation).
import type { Declared } from './declarations.js';
import type { ConfigurationFile, SectionOccurrence } from './file.js';
import type { SiteIndex } from './sites.js';

export const modulesSection = 'system.webServer/modules';

/** How a section is out of place: at the wrong level, or inside a location. */
export type LevelFault = 'level' | 'location';

/**
 * The fault of a section in a file of a server whose declarations can be relied on, where the file is read at
 * `base`; null where it is in place. IIS ignores `modules` in a plain folder without an error (measured on
 * IIS 10).
 */
export function levelFault(
  declared: Declared,
  { kind }: ConfigurationFile,
  { section, location }: SectionOccurrence,
  base: string,
  sites: SiteIndex,
): LevelFault | null {
  if (!declared.allowLocation && location) return 'location';
  if (kind === 'applicationHost') return null;
  switch (declared.allowDefinition) {
    case 'Everywhere':
      return null;
    case 'MachineToApplication':
      if (sites.applicationAt(base)) return null;
      return section === modulesSection && !sites.directoryAt(base) ? null : 'level';
    case 'AppHostOnly':
    case 'MachineOnly':
    case 'MachineToRootWeb':
      return 'level';
  }
}
