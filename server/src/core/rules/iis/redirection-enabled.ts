// The configuration of the server is read from somewhere else.
import { truth } from '../../iis/truth.js';
import { attributeOf } from '../../xml/tree.js';
import { iisSources } from '../support/sources/iis.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'iis/redirection-enabled',
  severity: 'information',
  subject: 'file',
  sections: ['configurationRedirection'],
  docs: {
    title: 'Configuration redirection enabled',
    what: '`redirection.config` has `enabled="true"`: IIS reads applicationHost.config and administration.config from the path in it.',
    why: 'IIS does not use the applicationHost.config in this folder, so findings about it do not apply to the server. All servers that share the configuration share its settings.',
    fix: 'Check the files at the path in redirection.config.',
    uncertain: 'It is widely known, but not documented, that Exchange does not support shared configuration.',
    sources: [iisSources.applicationHost],
  },
  messages: {
    enabled:
      'Redirection is enabled: IIS reads its configuration from this path, not from the files in this folder. Check those files.',
  },
  applies: ({ file }) => file.sections.some(({ section }) => section === 'configurationRedirection'),
  check({ file }, report) {
    const found = file.sections
      .filter(({ section, damaged }) => section === 'configurationRedirection' && !damaged)
      .flatMap(({ element }) => attributeOf(element, 'enabled') ?? [])
      .filter(({ value }) => value.trim().toLowerCase() === 'true');
    for (const { valueRange } of found) {
      report({ message: 'enabled', at: { uri: file.uri, range: valueRange }, configurationPath: '' });
    }
    return truth(found.length > 0);
  },
});
