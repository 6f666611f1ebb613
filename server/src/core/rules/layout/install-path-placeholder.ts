// A placeholder of Exchange's setup was left in a web.config.
import { descendants } from '../../xml/walk.js';
import type { Range } from '../../text/range.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

const placeholder = '%ExchangeInstallDir%';

export default defineRule({
  id: 'layout/install-path-placeholder',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Placeholder of setup left in web.config',
    what: 'A web.config holds `%ExchangeInstallDir%` literally.',
    why: 'Setup puts the folder of Exchange in its place. Where it is left, an update failed or a file was copied from the installation media, and the application does not find its assemblies.',
    fix: 'Put the folder in its place that Exchange is installed in, for example `C:\\Program Files\\Microsoft\\Exchange Server\\V15\\`, and repair the update.',
    symptom: 'Status 500 of the application, with FileNotFoundException in the event log.',
    sources: [sources.healthChecker],
  },
  messages: {
    left: '%ExchangeInstallDir% was left by setup, so that files are not found. Put the folder of Exchange there.',
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
    const evidence = others.map((range) => ({ uri, range, message: 'It stands here too.' }));
    report({ message: 'left', at: { uri, range: first }, evidence });
    return 'yes';
  },
});
