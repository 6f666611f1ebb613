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
    title: 'Configuration redirected',
    what: '`redirection.config` has `enabled="true"`: IIS reads applicationHost.config and administration.config from the path that it names.',
    why: 'The applicationHost.config beside it is not in use, and what is found in it says nothing of the server. Every server that shares the configuration shares its settings.',
    fix: 'Check the files at the path that redirection.config names.',
    uncertain:
      'That Exchange does not support a shared configuration is common knowledge without a document that says so.',
    sources: [iisSources.applicationHost],
  },
  messages: {
    enabled:
      'IIS reads its configuration from the path that stands here, not from the files beside this one. Check those.',
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
