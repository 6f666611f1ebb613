// A section of applicationHost.config is to come from another file.
import { truth } from '../../iis/truth.js';
import { attributeOf } from '../../xml/tree.js';
import { pathOf } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { defineRule } from '../rule.js';
import { nameOfSection } from '../support/words.js';

export default defineRule({
  id: 'iis/config-source-in-application-host',
  severity: 'warning',
  subject: 'file',
  sections: [],
  docs: {
    title: 'configSource in applicationHost.config',
    what: 'A section of applicationHost.config has the `configSource` attribute, which moves its content to another file.',
    why: 'The attribute is intended for web.config. Sources disagree about what IIS does with it in applicationHost.config: it may reject the attribute, and then no site starts.',
    fix: 'Replace the attribute with the content of the other file.',
    uncertain:
      'An old overview page shows `configSource` in applicationHost.config; JexusManager, which reproduces IIS behavior, reports "Unrecognized attribute \'configSource\'" there.',
    sources: [iisSources.messages, iisSources.applicationHost],
  },
  messages: {
    source:
      'configSource on {section}: IIS may reject it in applicationHost.config. Enter the content of that file here.',
  },
  applies: ({ file, server }) => file === server?.applicationHost,
  check(subject, report) {
    const { file } = subject;
    const found = file.sections.flatMap((occurrence) => {
      const attribute = attributeOf(occurrence.element, 'configSource');
      return attribute && !occurrence.damaged ? [{ occurrence, attribute }] : [];
    });
    for (const { occurrence, attribute } of found) {
      report({
        message: 'source',
        data: { section: nameOfSection(occurrence.section) },
        at: { uri: file.uri, range: attribute.nameRange },
        configurationPath: pathOf(subject, occurrence),
      });
    }
    return truth(found.length > 0);
  },
});
