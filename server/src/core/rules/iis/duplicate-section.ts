// One section is twice for the same path in one file.
import type { ConfigurationFile } from '../../iis/file.js';
import { joinConfigurationPath } from '../../iis/paths.js';
import type { DuplicateSection } from '../../iis/rejection.js';
import { truth } from '../../iis/truth.js';
import { alternatives } from '../../remedy/build.js';
import type { Remedy } from '../../remedy/remedy.js';
import { setAttribute } from '../../xml/edit.js';
import { attributeOf, childElements } from '../../xml/tree.js';
import { rejections } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { removalEdits, repair } from '../support/repairs.js';
import { defineRule } from '../rule.js';
import { fitting, placeName } from '../support/words.js';

const messages = {
  twice: "There is a duplicate '{section}' section defined for {path} (0x800700B7): IIS returns 500.19. Keep one.",
};

export default defineRule({
  id: 'iis/duplicate-section',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Duplicate section',
    what: 'A file sets the same section twice for one path: in two `<location>` elements with that path, or directly below `<configuration>` and in a `<location>` without a path or with the path `.`.',
    why: 'IIS rejects such a file, whatever the two sections contain. Several locations with one path are allowed if they contain different sections.',
    fix: 'Merge the two sections. If they contradict each other, only you know which one is intended.',
    symptom: 'HTTP 500.19 with 0x800700B7.',
    sources: [iisSources.deepDive, iisSources.locking, iisSources.status50019],
  },
  messages,
  applies: ({ file }) => file.sections.length > 1,
  check(subject, report) {
    const found = rejections(subject, 'duplicate-section');
    for (const rejection of found) {
      const { section, range, first, configurationPath } = rejection;
      // A lone file has no configuration path, but its locations have names.
      const data = { section, path: placeName(subject.server ? configurationPath : relative(configurationPath)) };
      report({
        message: 'twice',
        data: fitting(messages.twice, data, 'path'),
        at: { uri: subject.file.uri, range },
        configurationPath: subject.server ? configurationPath : '',
        evidence: [first],
        remedies: remedies(subject.file, rejection),
      });
    }
    return truth(found.length > 0);
  },
});

const relative = (path: string): string => joinConfigurationPath('', path) || '.';

function remedies(file: ConfigurationFile, { element, firstElement }: DuplicateSection): readonly Remedy[] {
  const { document } = file;
  const contradicts = element.attributes.some(({ name, value }) => {
    const other = attributeOf(firstElement, name);
    return other !== undefined && other.value !== value;
  });
  if (!contradicts && childElements(element).length === 0) {
    const moved = element.attributes.filter(({ name }) => !attributeOf(firstElement, name));
    if (moved.length === 0) return repair(file, 'safe', 'Delete the second section', removalEdits(document, element));
    // Several attributes would each be put at the same place: one edit holds them all.
    const [edit] = setAttribute(document, firstElement, moved[0]!.name, moved[0]!.value);
    const rest = moved.slice(1).map(({ range }) => ` ${document.text.slice(range.start, range.end)}`);
    const merged = { ...edit!, newText: edit!.newText + rest.join('') };
    return repair(file, 'review', 'Merge the two sections', [merged, ...removalEdits(document, element)]);
  }
  return alternatives(
    ...repair(file, 'review', 'Keep the first section', removalEdits(document, element)),
    ...repair(file, 'review', 'Keep the second section', [
      { range: firstElement.range, newText: document.text.slice(element.range.start, element.range.end) },
      ...removalEdits(document, element),
    ]),
  );
}
