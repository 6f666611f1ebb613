// sslFlags that IIS reads, written otherwise than its own tools write them.
import { readValue } from '../../iis/schema/values.js';
import { truth } from '../../iis/truth.js';
import { writtenAttributes } from '../../iis/violations.js';
import { setAttribute } from '../../xml/edit.js';
import { pathOf, writtenSections } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { repair } from '../support/repairs.js';
import { defineRule } from '../rule.js';
import { clip } from '../support/words.js';

const access = 'system.webServer/security/access';

export default defineRule({
  id: 'iis/ssl-flags-not-canonical',
  severity: 'hint',
  subject: 'file',
  sections: [access],
  docs: {
    title: 'Noncanonical sslFlags value',
    what: 'The flags differ from the schema in order or case, one of them occurs twice, or `None` is combined with other flags.',
    why: 'IIS Manager, appcmd, and Exchange write the flags in schema order. If order or case differ, the same state looks different in comparisons and searches.',
    fix: 'Use each flag once, in schema order.',
    uncertain: 'Whether IIS ignores case in these names is not documented.',
    sources: [iisSources.schema, iisSources.access],
  },
  messages: {
    canonical: "IIS writes the flags '{value}' as '{canonical}'.",
  },
  applies: ({ file }) => file.sections.some(({ section }) => section === access),
  check(subject, report) {
    const { file, schema } = subject;
    const found = writtenSections(subject)
      .filter(({ occurrence }) => occurrence.section === access)
      .flatMap((written) =>
        writtenAttributes(written, schema, ({ name }) => name === 'sslFlags').map((one) => ({ ...one, written })),
      )
      .flatMap((one) => {
        const { value } = one.attribute;
        const reading = readValue(one.schema, value);
        return reading.ok && value.trim() !== '' && differs(value, reading.canonical)
          ? [{ ...one, canonical: reading.canonical }]
          : [];
      });
    for (const { written, element, attribute, canonical } of found) {
      report({
        message: 'canonical',
        data: { value: clip(attribute.value, 60), canonical },
        at: { uri: written.uri, range: attribute.valueRange },
        configurationPath: pathOf(subject, written.occurrence),
        remedies:
          written.uri === file.uri
            ? repair(
                file,
                'safe',
                `Change to '${canonical}'`,
                setAttribute(file.document, element, 'sslFlags', canonical),
              )
            : [],
      });
    }
    return truth(found.length > 0);
  },
});

/** Blanks around the names make no difference. */
function differs(value: string, canonical: string): boolean {
  const names = value.split(',').map((name) => name.trim());
  return names.join(', ') !== canonical;
}
