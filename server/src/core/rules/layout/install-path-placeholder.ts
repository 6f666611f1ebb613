// A placeholder of Exchange's setup was left in a web.config.
import { descendants } from '../../xml/walk.js';
import type { Range } from '../../text/range.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

const placeholder = '%ExchangeInstallDir%';

export default defineRule({
  id: 'layout/install-path-placeholder',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Unresolved %ExchangeInstallDir%',
    what: 'A web.config contains the text `%ExchangeInstallDir%`.',
    why: 'Setup replaces it with the Exchange installation path. If it remains, an update failed or a file was copied from the installation media, and the application does not find its assemblies.',
    fix: 'Replace it with the Exchange installation path, for example `C:\\Program Files\\Microsoft\\Exchange Server\\V15\\`, and repair the update.',
    symptom: 'The application returns status 500, with FileNotFoundException in the event log.',
    sources: [sources.healthChecker],
  },
  messages: {
    left: 'Setup did not replace %ExchangeInstallDir%, so Exchange files are not found. Enter the Exchange installation path.',
  },
  applies: ({ file }) => file.kind === 'webConfig',
  check({ file }, report) {
    const { document, uri } = file;
    if (!document.text.includes(placeholder)) return 'no';
    const found: Range[] = [];
    const search = ({ start, end }: Range): void => {
      for (let at = document.text.indexOf(placeholder, start); at >= 0 && at < end;) {
        found.push({ start: at, end: at + placeholder.length });
        at = document.text.indexOf(placeholder, at + 1);
      }
    };
    for (const node of descendants(document)) {
      if (node.kind === 'element') for (const { valueRange } of node.attributes) search(valueRange);
      else if (node.kind === 'text' || node.kind === 'cdata') search(node.range);
    }
    const [first, ...others] = found;
    if (!first) return 'no';
    const evidence = others.map((range) => ({ uri, range, message: 'It is also here.' }));
    report({ message: 'left', at: { uri, range: first }, evidence });
    return 'yes';
  },
});
