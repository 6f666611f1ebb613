// An entry of a collection lacks an attribute that the schema requires.
import { truth } from '../../iis/truth.js';
import { pathOf, violations } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { defineRule } from '../rule.js';
import { fitting } from '../support/words.js';

const messages = {
  missing:
    "Missing required attribute '{attribute}' of <{element}> in {section} (0x8007000D): IIS returns 500.19. Add it.",
  server:
    "Missing required attribute '{attribute}' of <{element}> in {section} (0x8007000D): IIS starts no site. Add it.",
};

export default defineRule({
  id: 'iis/missing-required-attribute',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Missing required attribute',
    what: 'An entry of a collection, such as a `binding` or a `site`, has no value for an attribute that the schema requires and that no default element sets.',
    why: 'IIS rejects the section: "Missing required attribute". Requests that need it end with 500.19; in `sites`, the whole server is affected.',
    fix: 'Add the attribute. Only you know its value, so there is no automatic fix.',
    symptom: 'HTTP 500.19 with 0x8007000D.',
    sources: [iisSources.schema, iisSources.messages, iisSources.status50019],
  },
  messages,
  applies: ({ file }) => file.sections.length > 0,
  check(subject, report) {
    const found = violations(subject, 'missing-attribute');
    for (const { written, element, missing, range } of found) {
      const ofServer = written.occurrence.section.startsWith('system.applicationHost/');
      const message = ofServer ? 'server' : 'missing';
      const data = { attribute: missing, element: element.name, section: written.occurrence.section };
      report({
        message,
        data: fitting(messages[message], data, 'section'),
        at: { uri: written.uri, range },
        configurationPath: pathOf(subject, written.occurrence),
      });
    }
    return truth(found.length > 0);
  },
});
