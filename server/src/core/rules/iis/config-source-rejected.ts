// A section of a web.config names its content with a configSource that IIS rejects.
import type { ConfigSource, SourceFault } from '../../iis/config-source.js';
import { ConfigSources } from '../../iis/config-source.js';
import type { SectionOccurrence } from '../../iis/file.js';
import { truth } from '../../iis/truth.js';
import { speaksOf } from '../../text/speaks-of.js';
import type { FileSubject } from '../rule.js';
import { defineRule } from '../rule.js';
import { pathOf } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { fitting, nameOfSection } from '../support/words.js';

const messages = {
  content: '{section}: the element has configSource and other content, so requests fail with 500.19. Keep one of them.',
  absolute:
    '{section}: configSource is an absolute path, so requests fail with 500.19. Write a path relative to this file.',
  above:
    '{section}: configSource leads above the folder of this file, so requests fail with 500.19. Move that file here.',
  missing: 'Specified configSource cannot be parsed: {section}: the file does not exist, so requests fail with 500.19.',
  broken:
    'Specified configSource cannot be parsed: {section}: that file is not well-formed XML, so requests fail with 500.19.',
  root: 'Specified configSource cannot be parsed: the root of that file is not {section}, so requests fail with 500.19.',
} satisfies Readonly<Record<SourceFault, string>>;

export default defineRule({
  id: 'iis/config-source-rejected',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Rejected configSource',
    what: 'A section of a web.config has `configSource` and also its own content, or `configSource` is an absolute path, a path above the folder of the web.config, or a file that does not exist, is not well-formed, or has a root element other than the section.',
    why: 'IIS rejects the section. All other checks treat its settings as unknown.',
    fix: 'Enter a file in or below the folder of the web.config that contains only the element of the section, and leave the section itself empty.',
    symptom: 'HTTP 500.19: "Specified configSource cannot be parsed".',
    sources: [iisSources.messages],
  },
  messages,
  applies: ({ file }) => file.kind !== 'applicationHost' && speaksOf(file.document, 'configSource'),
  check(subject, report) {
    const { file } = subject;
    const found = file.sections.flatMap((occurrence) => {
      const source = occurrence.damaged ? null : sourceOf(subject, occurrence);
      return source?.kind === 'refused' ? [{ occurrence, source }] : [];
    });
    for (const { occurrence, source } of found) {
      report({
        message: source.fault,
        data: fitting(messages[source.fault], { section: `<${nameOfSection(occurrence.section)}>` }, 'section'),
        at: { uri: file.uri, range: source.attribute.range },
        configurationPath: pathOf(subject, occurrence),
      });
    }
    return truth(found.length > 0);
  },
});

/** Of a file whose server is unknown, what is wrong whatever other files there are. */
function sourceOf({ file, server }: FileSubject, occurrence: SectionOccurrence): ConfigSource | null {
  return server ? server.sourceOf(file, occurrence) : new ConfigSources([], []).of(file, occurrence.element);
}
