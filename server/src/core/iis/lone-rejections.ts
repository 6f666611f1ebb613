// What IIS would refuse in a file whatever server it is from: entries and sections that are twice in the file
// itself.
import type { ConfigurationFile, SectionOccurrence } from './file.js';
import type { Contribution } from './merge/contribution.js';
import { mergeSection } from './merge.js';
import { levelsOf, pathKey } from './paths.js';
import type { DuplicateEntry, DuplicateSection } from './rejection.js';
import type { Schema } from './schema/schema.js';

/**
 * Doubled entries and sections of a file that is checked without its server. Configuration paths are relative
 * to the file. Sections that a syntax error lies in say nothing.
 */
export function loneRejections(
  file: ConfigurationFile,
  schema: Schema,
): readonly (DuplicateEntry | DuplicateSection)[] {
  const bySection = new Map<string, SectionOccurrence[]>();
  for (const occurrence of file.sections) {
    const list = bySection.get(occurrence.section);
    if (list) list.push(occurrence);
    else bySection.set(occurrence.section, [occurrence]);
  }
  return [...bySection].flatMap(([section, occurrences]) => [
    ...doubledSections(file, section, occurrences),
    ...doubledEntries(file, section, occurrences, schema),
  ]);
}

function relativePath({ location }: SectionOccurrence): string {
  return location?.path ?? '';
}

function byPath(occurrences: readonly SectionOccurrence[]): Map<string, SectionOccurrence[]> {
  const result = new Map<string, SectionOccurrence[]>();
  for (const occurrence of occurrences) {
    const key = pathKey(relativePath(occurrence));
    const list = result.get(key);
    if (list) list.push(occurrence);
    else result.set(key, [occurrence]);
  }
  return result;
}

function doubledSections(
  { uri }: ConfigurationFile,
  section: string,
  occurrences: readonly SectionOccurrence[],
): readonly DuplicateSection[] {
  return [...byPath(occurrences).values()].flatMap(([first, ...others]) =>
    others
      .filter(({ damaged }) => !damaged)
      .map((other): DuplicateSection => ({
        kind: 'duplicate-section',
        element: other.element,
        firstElement: first!.element,
        uri,
        range: other.element.startTag,
        configurationPath: relativePath(other),
        section,
        first: {
          uri,
          range: first!.element.startTag,
          message: 'The section is already set here for the same path.',
        },
      })),
  );
}

function doubledEntries(
  { uri }: ConfigurationFile,
  section: string,
  occurrences: readonly SectionOccurrence[],
  schema: Schema,
): readonly DuplicateEntry[] {
  const sectionSchema = schema.section(section);
  if (!sectionSchema) return [];
  const paths = byPath(occurrences);
  const seen = new Set<number>();
  const result: DuplicateEntry[] = [];
  for (const own of paths.values()) {
    const contributions = levelsOf(relativePath(own[0]!)).flatMap((level) => {
      const here = paths.get(pathKey(level)) ?? [];
      return here.map((occurrence): Contribution => ({
        element: occurrence.element,
        uri,
        level: 1,
        kind: occurrence.location ? 'location' : 'section',
        configurationPath: level,
        locationPath: occurrence.location ? (occurrence.location.pathAttribute?.value ?? '.') : null,
        unreadable: occurrence.damaged || here.length > 1 ? 'it is not read' : null,
      }));
    });
    for (const rejection of mergeSection(section, sectionSchema, contributions).rejections) {
      if (rejection.kind !== 'duplicate-entry' || seen.has(rejection.range.start)) continue;
      seen.add(rejection.range.start);
      result.push(rejection);
    }
  }
  return result;
}
