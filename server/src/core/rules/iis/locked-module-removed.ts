// A web.config removes a module that is locked in applicationHost.config.
import type { LockedItem } from '../../iis/rejection.js';
import { truth } from '../../iis/truth.js';
import type { Remedy } from '../../remedy/remedy.js';
import { removeElement } from '../../xml/edit.js';
import { childElements } from '../../xml/tree.js';
import { rejections } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { lockingFile } from '../support/locked-sections.js';
import { repair } from '../support/repairs.js';
import type { FileSubject } from '../rule.js';
import { defineRule } from '../rule.js';
import { clip, fitting } from '../support/words.js';

const messages = {
  removed:
    "Module '{name}' is locked by {by} (lockItem), so every request fails with 500.19 (0x80070021). Delete this element.",
  cleared:
    "<clear />: module '{name}' is locked by {by}, so every request fails with 500.19 (0x80070021). Delete this element.",
};

export default defineRule({
  id: 'iis/locked-module-removed',
  severity: 'error',
  subject: 'file',
  sections: ['system.webServer/modules'],
  docs: {
    title: 'Locked module removed',
    what: 'A web.config removes, clears, or changes entries of `modules` that have `lockItem="true"` in applicationHost.config. A default IIS installation locks its modules; Exchange sets `lockItem="false"` on every entry.',
    why: 'IIS rejects the file with "Lock violation": every request to the path ends with 500.19.',
    fix: 'Delete the element, or set `lockItem="false"` on the entry in applicationHost.config.',
    symptom: 'HTTP 500.19 with 0x80070021.',
    sources: [iisSources.locking, iisSources.messages],
  },
  messages,
  applies: ({ file, server }) =>
    server !== null &&
    file !== server.applicationHost &&
    file.sections.some(({ section }) => section === 'system.webServer/modules'),
  check(subject, report) {
    const found = rejections(subject, 'locked-item').filter(({ section }) => section === 'system.webServer/modules');
    for (const rejection of found) {
      const { uri, range, configurationPath, name, element, lock } = rejection;
      const message = element.attributes.length === 0 ? 'cleared' : 'removed';
      const data = { name: clip(name, 45), by: lockingFile(subject.server!, lock) };
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

function remedies({ file }: FileSubject, { element }: LockedItem): readonly Remedy[] {
  const others = childElements(element.parent!).some((child) => child !== element && child.name !== 'remove');
  // Modules that are added after a removal may be the inherited ones: without it they would be twice.
  return others ? [] : repair(file, 'review', `Delete <${element.name}>`, removeElement(file.document, element));
}
