// A file touches an attribute, element or entry that a file above has locked.
import type { LockedItem } from '../../iis/rejection.js';
import { truth } from '../../iis/truth.js';
import type { Remedy } from '../../remedy/remedy.js';
import { removeAttribute, removeElement } from '../../xml/edit.js';
import { attributeOf, childElements } from '../../xml/tree.js';
import { occurrenceOf, rejections } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { lockingFile } from '../support/locked-sections.js';
import { repair } from '../support/repairs.js';
import type { FileSubject } from '../rule.js';
import { defineRule } from '../rule.js';
import { clip, fitting, nameOfSection } from '../support/words.js';

const messages = {
  attribute:
    "Lock violation (0x80070021): '{name}' of {section} is locked by {by}, so requests fail with 500.19. Delete it here.",
  element:
    'Lock violation (0x80070021): <{name}> of {section} is locked by {by}, so requests fail with 500.19. Delete it here.',
  item: "Lock violation (0x80070021): entry '{name}' of {section} is locked by {by}, so requests fail with 500.19.",
  section: 'Lock violation (0x80070021): <{section}> is locked by {by}, so requests fail with 500.19. Delete it here.',
};

export default defineRule({
  id: 'iis/locked-attribute',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Locked attribute, element, or entry',
    what: 'A file sets an attribute or element that a higher-level file lists in `lockAttributes`, `lockElements`, or one of their `Except` forms, or it changes or removes an entry that has `lockItem="true"`.',
    why: 'IIS rejects the file with "Lock violation", even if the value equals the inherited one: every request to the path ends with 500.19.',
    fix: 'Delete it here, or change the file that sets the lock.',
    symptom: 'HTTP 500.19 with 0x80070021.',
    commands: ['appcmd list config "Default Web Site/owa" -section:system.webServer/httpErrors'],
    sources: [iisSources.locking, iisSources.messages],
  },
  messages,
  applies: ({ file, server }) => server !== null && file !== server.applicationHost,
  check(subject, report) {
    const found = [
      ...rejections(subject, 'locked-attribute'),
      ...rejections(subject, 'locked-element'),
      // Modules that a web.config removes have a rule of their own.
      ...rejections(subject, 'locked-item').filter(({ section }) => section !== 'system.webServer/modules'),
    ];
    for (const rejection of found) {
      const { uri, range, configurationPath, name, section, lock } = rejection;
      const message = messageFor(subject, rejection);
      const data = { name: clip(name, 40), section: nameOfSection(section), by: lockingFile(subject.server!, lock) };
      report({
        message,
        data: fitting(messages[message], data, 'by'),
        at: { uri, range },
        configurationPath,
        evidence: [lock],
        remedies: uri === subject.file.uri ? remedies(subject, rejection) : [],
      });
    }
    return truth(found.length > 0);
  },
});

function messageFor({ file }: FileSubject, { kind, element }: LockedItem): keyof typeof messages {
  if (kind !== 'locked-item') return kind === 'locked-attribute' ? 'attribute' : 'element';
  return occurrenceOf(file, element) ? 'section' : 'item';
}

function remedies({ file }: FileSubject, { kind, name, element }: LockedItem): readonly Remedy[] {
  const { document } = file;
  if (kind === 'locked-attribute') {
    return attributeOf(element, name)
      ? repair(file, 'safe', `Delete ${name}`, removeAttribute(document, element, name))
      : [];
  }
  // Entries that follow a <clear /> may be the inherited ones: without it they would be twice.
  const isClear = element.attributes.length === 0 && childElements(element.parent ?? element).length > 1;
  return isClear && kind === 'locked-item'
    ? []
    : repair(file, 'review', `Delete <${element.name}>`, removeElement(document, element));
}
