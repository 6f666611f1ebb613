// A schema file of the server cannot be read, wholly or in part.
import { truth } from '../../iis/truth.js';
import { iisSources } from '../support/sources/iis.js';
import { defineRule } from '../rule.js';
import { fitting } from '../support/words.js';

const messages = {
  whole: 'This schema file is not used: {problem}',
  part: 'This part of the schema is not used ({where}): {problem}',
};

export default defineRule({
  id: 'iis/schema-unreadable',
  severity: 'warning',
  subject: 'schemaFile',
  sections: [],
  docs: {
    title: 'Unreadable schema file',
    what: 'A file of the IIS `schema` folder, copied next to applicationHost.config or set in `exchangeCba.schemaFolder`, is not a schema or has invalid parts.',
    why: 'For unreadable parts, the built-in schema of IIS 10 applies. If it has no such sections, the sections of that module are not checked.',
    fix: 'Copy the file again from `%windir%\\System32\\inetsrv\\config\\schema` on the server.',
    sources: [iisSources.schema],
  },
  messages: { whole: `${messages.whole}.`, part: `${messages.part}.` },
  applies: () => true,
  check({ uri, problems }, report) {
    for (const { message, where, range } of problems) {
      const problem = message.replace(/\.$/, '');
      const kind = where === '' ? 'whole' : 'part';
      report({
        message: kind,
        data: fitting(`${messages[kind]}.`, { problem, where }, 'problem'),
        at: { uri, range: range ?? { start: 0, end: 0 } },
        configurationPath: '',
      });
    }
    return truth(problems.length > 0);
  },
});
