// What rules about single configuration files share: the sections that a file writes, what is wrong with them, and where that holds.
import type { SectionOccurrence } from '../../iis/file.js';
import { loneRefusals } from '../../iis/lone-refusals.js';
import { joinConfigurationPath } from '../../iis/paths.js';
import type { Refusal } from '../../iis/refusal.js';
import type { Violation, WrittenSection } from '../../iis/violations.js';
import { violationsOf } from '../../iis/violations.js';
import { levelViolation } from './definition-level.js';
import type { FileSubject } from '../rule.js';

/** The sections of a file, those that stand in a file of their own (configSource) as they stand there. */
export function writtenSections({ file, server }: FileSubject): readonly WrittenSection[] {
  return file.sections.map((occurrence) => {
    const source = server?.sourceOf(file, occurrence) ?? null;
    return source?.kind === 'read'
      ? { occurrence, uri: source.uri, element: source.element }
      : { occurrence, uri: file.uri, element: occurrence.element };
  });
}

/** What a file writes against the schema, of one kind. */
export function violations<K extends Violation['kind']>(
  subject: FileSubject,
  kind: K,
): readonly Extract<Violation, { readonly kind: K }>[] {
  return writtenSections(subject)
    .flatMap((written) => violationsOf(written, subject.schema))
    .filter((violation): violation is Extract<Violation, { readonly kind: K }> => violation.kind === kind);
}

/**
 * What IIS refuses in this file when it puts all files together, of one kind; of a lone file what it refuses in any case. A section that may
 * not stand where it does is one mistake: what is in it does not count.
 */
export function refusals<K extends Refusal['kind']>(
  subject: FileSubject,
  kind: K,
): readonly Extract<Refusal, { readonly kind: K }>[] {
  const { file, server, schema } = subject;
  const all: readonly Refusal[] = server ? server.refusals() : loneRefusals(file, schema);
  return all.filter(
    (refusal): refusal is Extract<Refusal, { readonly kind: K }> =>
      refusal.kind === kind && refusal.uri === file.uri && !isInsideMisplaced(subject, refusal),
  );
}

function isInsideMisplaced(subject: FileSubject, { section, range }: Refusal): boolean {
  return subject.file.sections.some(
    (occurrence) =>
      occurrence.section === section &&
      occurrence.element.range.start < range.start &&
      range.end <= occurrence.element.range.end &&
      levelViolation(subject, occurrence) !== null,
  );
}

/** The configuration path that a section of a file speaks for; '' where the file's own place is not known. */
export function pathOf({ configurationPaths }: FileSubject, { location }: Pick<SectionOccurrence, 'location'>): string {
  const base = configurationPaths[0];
  return base === undefined ? '' : joinConfigurationPath(base, location?.path ?? '');
}
