// Whether a section stands where its declaration allows it (allowDefinition, allowLocation).
import type { Declared } from '../../iis/declarations.js';
import type { SectionOccurrence } from '../../iis/file.js';
import type { FileSubject } from '../rule.js';

export interface LevelViolation {
  readonly occurrence: SectionOccurrence;
  readonly declared: Declared;
  readonly kind: 'level' | 'location';
}

/**
 * How a section is out of place; null when it is not, or when that cannot be told. A file that is read at several paths is in place where
 * any of them is: Exchange's back end reads the web.config of owa at three plain virtual directories too.
 */
export function levelViolation(
  { file, server, configurationPaths }: FileSubject,
  occurrence: SectionOccurrence,
): LevelViolation | null {
  if (!server || !server.applicationHost.declarations.trusted || occurrence.damaged) return null;
  const declared = file.declarations.lookup(occurrence.section);
  if (!declared?.place) return null;
  if (!declared.allowLocation && occurrence.location) return { occurrence, declared, kind: 'location' };
  if (file === server.applicationHost) return null;
  const { allowDefinition } = declared;
  const isApplication = configurationPaths.some((path) => server.siteIndex.applicationAt(path) !== undefined);
  const outOfPlace =
    allowDefinition === 'AppHostOnly' ||
    allowDefinition === 'MachineOnly' ||
    allowDefinition === 'MachineToRootWeb' ||
    (allowDefinition === 'MachineToApplication' && !isApplication);
  return outOfPlace ? { occurrence, declared, kind: 'level' } : null;
}
