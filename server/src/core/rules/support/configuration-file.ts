// What rules about single configuration files share: the sections that a file writes, what is wrong with
// them, and where that holds.
import type { ConfigurationFile, SectionOccurrence } from '../../iis/file.js';
import { groupedBy } from '../../text/grouped.js';
import { RangeSet } from '../../text/range-set.js';
import { speaksOf } from '../../text/speaks-of.js';
import type { XmlElement } from '../../xml/tree.js';
import { loneRejections } from '../../iis/lone-rejections.js';
import { joinConfigurationPath } from '../../iis/paths.js';
import type { Rejection } from '../../iis/rejection.js';
import type { Violation, WrittenSection } from '../../iis/violations.js';
import { violationsOf } from '../../iis/violations.js';
import { levelViolation } from './definition-level.js';
import type { FileSubject } from '../rule.js';

/** The sections of a file, those that are in a file of their own (configSource) as they are there. */
export function writtenSections({ file, server }: FileSubject): readonly WrittenSection[] {
  const mayBeElsewhere = speaksOf(file.document, 'configSource');
  return file.sections.map((occurrence) => {
    if (!mayBeElsewhere) return { occurrence, uri: file.uri, element: occurrence.element };
    const source = server?.sourceOf(file, occurrence) ?? null;
    return source?.kind === 'read'
      ? { occurrence, uri: source.uri, element: source.element }
      : { occurrence, uri: file.uri, element: occurrence.element };
  });
}

const violationsIn = new WeakMap<FileSubject, ReadonlyMap<Violation['kind'], readonly Violation[]>>();

/** What a file writes against the schema, of one kind. */
export function violations<K extends Violation['kind']>(
  subject: FileSubject,
  kind: K,
): readonly Extract<Violation, { readonly kind: K }>[] {
  let known = violationsIn.get(subject);
  if (!known) {
    const all = writtenSections(subject).flatMap((written) => violationsOf(written, subject.schema));
    violationsIn.set(subject, (known = groupedBy(all, (violation) => violation.kind)));
  }
  return (known.get(kind) ?? []) as readonly Extract<Violation, { readonly kind: K }>[];
}

/** The files that sections of a file name with configSource: what IIS rejects in them is rejected here. */
function sourceUris(subject: FileSubject): readonly string[] {
  if (!speaksOf(subject.file.document, 'configSource')) return [];
  return writtenSections(subject).map(({ uri }) => uri);
}

/**
 * What IIS rejects in this file, and in those that it names with configSource, when it puts all files
 * together, of one kind; of a lone file what it rejects in any case. A section that may not stand where it
 * does is one mistake: what is in it does not count.
 */
export function rejections<K extends Rejection['kind']>(
  subject: FileSubject,
  kind: K,
): readonly Extract<Rejection, { readonly kind: K }>[] {
  const { file, server, schema } = subject;
  const uris = new Set([file.uri, ...(server ? sourceUris(subject) : [])]);
  const all: readonly Rejection[] = server
    ? [...uris].flatMap((uri) => server.rejectionsIn(uri))
    : loneRejections(file, schema);
  const ofKind = all.filter(
    (rejection): rejection is Extract<Rejection, { readonly kind: K }> =>
      rejection.kind === kind && uris.has(rejection.uri),
  );
  if (ofKind.length === 0) return [];
  const misplaced = insideMisplaced(subject);
  return ofKind.filter(({ uri, range: { start } }) => uri !== file.uri || !misplaced.touches({ start, end: start }));
}

const misplacedIn = new WeakMap<FileSubject, RangeSet>();

/** The insides of the sections that may not stand where they do. */
function insideMisplaced(subject: FileSubject): RangeSet {
  let ranges = misplacedIn.get(subject);
  if (!ranges) {
    const misplaced = subject.file.sections.filter((occurrence) => levelViolation(subject, occurrence) !== null);
    // What is rejected inside starts after `<` of the section; the section itself starts there.
    ranges = new RangeSet(misplaced.map(({ element: { range } }) => ({ start: range.start + 1, end: range.end - 1 })));
    misplacedIn.set(subject, ranges);
  }
  return ranges;
}

const occurrences = new WeakMap<ConfigurationFile, ReadonlyMap<XmlElement, SectionOccurrence>>();

/** The section of a file that has this element as its own. */
export function occurrenceOf(file: ConfigurationFile, element: XmlElement): SectionOccurrence | undefined {
  let known = occurrences.get(file);
  if (!known) occurrences.set(file, (known = new Map(file.sections.map((one) => [one.element, one]))));
  return known.get(element);
}

/** The configuration path that a section of a file speaks for; '' where the file's own place is not known. */
export function pathOf({ configurationPaths }: FileSubject, { location }: Pick<SectionOccurrence, 'location'>): string {
  const base = configurationPaths[0];
  return base === undefined ? '' : joinConfigurationPath(base, location?.path ?? '');
}
