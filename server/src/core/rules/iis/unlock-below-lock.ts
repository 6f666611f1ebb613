// A location of a web.config opens a section that is locked above, or closes one that is opened above for a
// path below.
import type { ServerConfiguration } from '../../iis/configuration.js';
import type { LocationTag, SectionOccurrence } from '../../iis/file.js';
import { isAtOrBelow, joinConfigurationPath, samePath } from '../../iis/paths.js';
import { truth } from '../../iis/truth.js';
import type { Note } from '../../text/range.js';
import { removeAttribute } from '../../xml/edit.js';
import { occurrenceOf, pathOf, rejections } from '../support/configuration-file.js';
import { levelViolation } from '../support/definition-level.js';
import { iisSources } from '../support/sources/iis.js';
import { lockedSectionRemedies } from '../support/locked-sections.js';
import { repair } from '../support/repairs.js';
import type { FileSubject } from '../rule.js';
import { defineRule } from '../rule.js';
import { nameOfSection } from '../support/words.js';

export default defineRule({
  id: 'iis/unlock-below-lock',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Conflicting override mode',
    what: 'A `<location>` in a web.config has `overrideMode="Allow"` for a section that a higher level locks, or `overrideMode="Deny"` for a section that a higher level allows for a path below. `overrideModeDefault` in the same file is not a higher level: a default applicationHost.config unlocks `handlers`, `modules`, and `serverRuntime` for all paths.',
    why: 'A section can be unlocked only at the level where it is locked. IIS rejects the file: every request to the path ends with 500.19.',
    fix: 'Set the section in applicationHost.config and delete the location here.',
    symptom: 'HTTP 500.19 with 0x80070021.',
    sources: [iisSources.deepDive, iisSources.locking],
  },
  messages: {
    unlock:
      'A web.config cannot unlock {section}, which a higher level locks (0x80070021). Set it in applicationHost.config.',
    conflict:
      'This locks {section}, but a higher level allows it for a path below, so IIS rejects the file. Remove overrideMode.',
  },
  applies: ({ file, server }) =>
    server !== null &&
    file !== server.applicationHost &&
    file.locations.some(({ overrideMode }) => overrideMode !== 'Inherit'),
  check(subject, report) {
    const { file, server } = subject;
    const unlocking = rejections(subject, 'locked-section').flatMap((rejection) => {
      const occurrence = occurrenceOf(file, rejection.element)!;
      const { location } = occurrence;
      return location?.overrideMode === 'Allow' && !levelViolation(subject, occurrence)
        ? [{ rejection, location }]
        : [];
    });
    for (const { rejection, location } of unlocking) {
      const { uri, configurationPath, section, lock, range } = rejection;
      report({
        message: 'unlock',
        data: { section: nameOfSection(section) },
        at: { uri, range: placeOf(location) },
        configurationPath,
        evidence: [...(lock ? [lock] : []), { uri, range, message: 'The locked section.' }],
        remedies: lockedSectionRemedies(subject, server!, rejection),
      });
    }
    const locking = file.sections.flatMap((occurrence) => {
      const opened = occurrence.location?.overrideMode === 'Deny' ? openedBelow(subject, server!, occurrence) : null;
      return opened ? [{ location: occurrence.location!, occurrence, opened }] : [];
    });
    for (const { location, occurrence, opened } of locking) {
      report({
        message: 'conflict',
        data: { section: nameOfSection(occurrence.section) },
        at: { uri: file.uri, range: placeOf(location) },
        configurationPath: pathOf(subject, occurrence),
        evidence: [opened],
        remedies: repair(
          file,
          'review',
          'Remove overrideMode',
          removeAttribute(file.document, location.element, location.overrideAttribute!.name),
        ),
      });
    }
    return truth(unlocking.length + locking.length > 0);
  },
});

function placeOf({ overrideAttribute, element }: LocationTag) {
  return overrideAttribute?.valueRange ?? element.startTag;
}

/**
 * The location of applicationHost.config that allows a section below the path at which a web.config locks it.
 */
function openedBelow(
  { configurationPaths }: FileSubject,
  { applicationHost }: ServerConfiguration,
  { section, location }: SectionOccurrence,
): Note | null {
  for (const own of configurationPaths) {
    const path = joinConfigurationPath(own, location?.path ?? '');
    const opened = applicationHost.sections.find(
      (other) =>
        other.section === section &&
        other.location?.overrideMode === 'Allow' &&
        !samePath(other.location.path, path) &&
        isAtOrBelow(other.location.path, path),
    );
    if (opened) {
      const message = 'The section is allowed here for a path below.';
      return { uri: applicationHost.uri, range: placeOf(opened.location!), message };
    }
  }
  return null;
}
