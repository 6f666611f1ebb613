// A configuration file is not well-formed XML: every syntax error is a finding, and nothing is made of what
// it leaves behind.
import { separateErrors } from '../../xml/separate-errors.js';
import { truth } from '../../iis/truth.js';
import { iisSources } from '../support/sources/iis.js';
import { defineRule } from '../rule.js';
import type { ConfigurationFile } from '../../iis/file.js';
import { fits, fitting } from '../support/words.js';

const messages = {
  host: 'Configuration file is not well-formed XML (0x8007000D): {detail}, so IIS starts no site.',
  web: 'Configuration file is not well-formed XML (0x8007000D): {detail}, so every request here fails with 500.19.',
  other: 'Configuration file is not well-formed XML (0x8007000D): {detail}.',
};

export default defineRule({
  id: 'iis/not-well-formed',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Malformed XML',
    what: 'The text violates XML rules: a tag without an end tag, a duplicate attribute, a character that must be escaped, or another encoding than declared. If a text ends early, the error is at the innermost open element.',
    why: 'IIS reads no settings from such a file. With an applicationHost.config, the Windows Process Activation Service starts no site; with a web.config, every request to its folder and below ends with 500.19.',
    fix: 'Correct the text at the marked place. The part with an error is not checked further, so more findings may appear.',
    symptom: 'HTTP 500.19 with 0x8007000D, or 503 and a WAS event for applicationHost.config.',
    sources: [iisSources.status50019, iisSources.messages],
  },
  messages,
  applies: () => true,
  check({ file }, report) {
    const errors = separateErrors(file.document);
    for (const { message: text, range } of errors) {
      const detail = text.replace(/\.$/, '');
      const message = messageFor(file, detail);
      report({
        message,
        data: fitting(messages[message], { detail }, 'detail'),
        at: { uri: file.uri, range },
        configurationPath: '',
      });
    }
    return truth(errors.length > 0);
  },
});

/** What comes of it is said where the whole fits on a line: what is wrong comes first. */
function messageFor({ kind }: ConfigurationFile, detail: string): keyof typeof messages {
  const message = kind === 'applicationHost' ? 'host' : kind === 'webConfig' ? 'web' : 'other';
  return fits(messages[message], { detail }) ? message : 'other';
}
