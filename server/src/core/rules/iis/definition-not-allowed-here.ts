// A section is in a file or location that its declaration does not allow.
import { truth } from '../../iis/truth.js';
import { pathOf } from '../support/configuration-file.js';
import { levelViolation } from '../support/definition-level.js';
import { iisSources } from '../support/sources/iis.js';
import { removalEdits, repair } from '../support/repairs.js';
import { defineRule } from '../rule.js';
import { nameOfSection } from '../support/words.js';

export default defineRule({
  id: 'iis/definition-not-allowed-here',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Section not allowed at this level',
    what: 'A section with `allowDefinition="AppHostOnly"` is in a web.config, one with `MachineToApplication` in the web.config of a folder or virtual directory that is not an application, or one with `allowLocation="false"` in a `<location>`. A file that is also the root of an application, such as the web.config of the back-end owa, may contain the second kind.',
    why: 'IIS rejects the file: every request to the path ends with 500.19.',
    fix: 'Move the section to applicationHost.config, or to the web.config of the application.',
    symptom: 'HTTP 500.19.',
    sources: [iisSources.deepDive, iisSources.messages],
  },
  messages: {
    level:
      '{section} is declared with allowDefinition="{definition}", so IIS rejects it in this file. Move it to a higher level.',
    location:
      'Section is not allowed in location tag: {section} is declared with allowLocation="false". Move it out of the location.',
  },
  applies: ({ server, file }) =>
    server !== null && server.applicationHost.declarations.trusted && file.sections.length > 0,
  check(subject, report) {
    const { file } = subject;
    const found = file.sections.flatMap((occurrence) => levelViolation(subject, occurrence) ?? []);
    for (const { occurrence, declared, kind } of found) {
      report({
        message: kind,
        data: { section: nameOfSection(occurrence.section), definition: declared.allowDefinition },
        at: { uri: file.uri, range: occurrence.element.startTag },
        configurationPath: pathOf(subject, occurrence),
        evidence: declared.place ? [{ ...declared.place, message: 'The declaration of the section.' }] : [],
        remedies: repair(file, 'review', 'Remove the section', removalEdits(file.document, occurrence.element)),
      });
    }
    return truth(found.length > 0);
  },
});
