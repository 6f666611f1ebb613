// Whether a section stands where its declaration allows it, for rules: a file counts as a whole, wherever it
// is read.
import type { Declared } from '../../iis/declarations.js';
import type { LevelFault } from '../../iis/definition-level.js';
import type { SectionOccurrence } from '../../iis/file.js';
import type { FileSubject } from '../rule.js';

export interface LevelViolation {
  readonly occurrence: SectionOccurrence;
  readonly declared: Declared;
  readonly kind: LevelFault;
}

/**
 * How a section is out of place; null when it is not, or when that cannot be told. A file that is read at
 * several paths is in place where any of them is: Exchange's back end reads the web.config of owa at three
 * plain virtual directories too.
 */
export function levelViolation(
  { file, server, configurationPaths }: FileSubject,
  occurrence: SectionOccurrence,
): LevelViolation | null {
  const declared = file.declarations.lookup(occurrence.section);
  if (!server || !declared) return null;
  const faults = configurationPaths.map((path) => server.levelFault(file, occurrence, path));
  const [kind] = faults;
  return kind && !faults.includes(null) ? { occurrence, declared, kind } : null;
}
