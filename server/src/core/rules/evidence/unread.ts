// A file was recognized as evidence and cannot be read in its form.
import { defineRule } from '../rule.js';
import { evidenceSources } from '../support/sources/evidence.js';
import { fitting } from '../support/words.js';

const message = 'Not checked: {why}.';

export default defineRule({
  id: 'evidence/unread',
  severity: 'information',
  subject: 'unreadEvidence',
  sections: [],
  docs: {
    title: 'Evidence that is not read',
    what: 'A file is recognized as saved output of the server, such as an event log, a registry hive, or netsh output in another language, but its format is not supported.',
    why: 'The content of the file is not used, so the settings in it stay unknown.',
    fix: 'Save the evidence again in the format that the message names.',
    sources: [evidenceSources.export],
  },
  messages: { unread: message },
  applies: () => true,
  check({ uri, why }, report) {
    report({
      message: 'unread',
      data: fitting(message, { why: why.replace(/\.$/, '') }, 'why'),
      at: { uri, range: { start: 0, end: 0 } },
    });
    return 'yes';
  },
});
