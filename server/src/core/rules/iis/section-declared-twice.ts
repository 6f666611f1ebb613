// A section is declared a second time: in one file, or again below the file that declares it.
import { truth } from '../../iis/truth.js';
import { defineRule } from '../rule.js';
import { removalEdits, repair } from '../support/repairs.js';
import { iisSources } from '../support/sources/iis.js';
import { fitting } from '../support/words.js';

const messages = {
  host: "There is a duplicate '{section}' section defined, so IIS starts no site. Delete this declaration.",
  twice:
    "There is a duplicate '{section}' section defined, so every request fails with 500.19. Delete this declaration.",
  below:
    "There is a duplicate '{section}' section defined (0x800700B7), so every request fails with 500.19. Delete this one.",
};

export default defineRule({
  id: 'iis/section-declared-twice',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Section declared twice',
    what: 'A `<section>` in `<configSections>` declares a section that the same file, a higher-level file, or IIS itself already declares.',
    why: 'IIS rejects the file: "There is a duplicate section defined". With an applicationHost.config, no site starts; with a web.config, every request to its path and below fails.',
    fix: 'Delete the second declaration. The first one applies.',
    symptom: 'HTTP 500.19, or 503 and a WAS event for applicationHost.config.',
    sources: [iisSources.messages, iisSources.deepDive],
  },
  messages,
  applies: ({ file }) => file.declarations.trusted && file.configuration !== null,
  check({ file, server }, report) {
    const doubled = server?.doubledDeclarations(file) ?? file.declarations.doubled;
    for (const { path, element, first } of doubled) {
      const message = file.kind === 'applicationHost' ? 'host' : first?.uri === file.uri ? 'twice' : 'below';
      report({
        message,
        data: fitting(messages[message], { section: path }, 'section'),
        at: { uri: file.uri, range: element.startTag },
        configurationPath: '',
        evidence: first ? [{ ...first, message: 'The section is declared here.' }] : [],
        remedies: repair(file, 'review', 'Delete the second declaration', removalEdits(file.document, element)),
      });
    }
    return truth(doubled.length > 0);
  },
});
