// A remove directive does not say which entry is meant, or says more than that.
import { truth } from '../../iis/truth.js';
import { pathOf, violations } from '../support/configuration-file.js';
import { removeAttribute, removeElement } from '../../xml/edit.js';
import { iisSources } from '../support/sources/iis.js';
import { repairViolation } from '../support/repairs.js';
import { defineRule } from '../rule.js';
import { clip } from '../support/words.js';

export default defineRule({
  id: 'iis/remove-without-key',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Invalid remove element',
    what: 'A `<remove>` element in a collection has no part of the key of the entry to remove, or has attributes that are not part of the key.',
    why: 'According to the schema, a remove element has the key attributes of its collection and no others. IIS rejects the section: requests that need it end with 500.19.',
    fix: 'Enter the key attribute, such as `name` for modules and handlers or `value` for providers, and nothing else. Any part of a combined key is enough. Otherwise delete the element.',
    symptom: 'HTTP 500.19 with 0x8007000D.',
    sources: [iisSources.schema, iisSources.messages],
  },
  messages: {
    missing: "<{element}> needs the key attribute '{attribute}', or IIS returns 500.19 (0x8007000D). Add it.",
    extra: "Unrecognized attribute '{attribute}' (0x8007000D): <{element}> accepts key attributes only. Delete it.",
  },
  applies: ({ file }) => file.sections.length > 0,
  check(subject, report) {
    const without = violations(subject, 'remove-without-key');
    for (const violation of without) {
      const { written, element, missing, range } = violation;
      report({
        message: 'missing',
        data: { attribute: missing, element: element.name },
        at: { uri: written.uri, range },
        configurationPath: pathOf(subject, written.occurrence),
        remedies: repairViolation(subject, violation, 'review', 'Delete the remove element', (document) =>
          removeElement(document, element),
        ),
      });
    }
    const extra = violations(subject, 'remove-with-extra');
    for (const violation of extra) {
      const { written, element, attribute, range } = violation;
      report({
        message: 'extra',
        data: { attribute: clip(attribute.name, 40), element: element.name },
        at: { uri: written.uri, range },
        configurationPath: pathOf(subject, written.occurrence),
        remedies: repairViolation(subject, violation, 'safe', `Delete ${attribute.name}`, (document) =>
          removeAttribute(document, element, attribute.name),
        ),
      });
    }
    return truth(without.length + extra.length > 0);
  },
});
