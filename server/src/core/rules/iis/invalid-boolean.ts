// A switch holds something other than true or false.
import { suggestValue } from '../../iis/schema/suggest.js';
import { truth } from '../../iis/truth.js';
import { pathOf, violations } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { repairValue } from '../support/repairs.js';
import { defineRule } from '../rule.js';
import { clip } from '../support/words.js';

export default defineRule({
  id: 'iis/invalid-boolean',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Invalid Boolean value',
    what: 'An attribute such as `enabled` is set to `1`, `yes`, or another value that is not `true` or `false`.',
    why: 'IIS rejects the section that contains the attribute: requests that need it end with 500.19.',
    fix: 'Set `true` or `false`.',
    symptom: 'HTTP 500.19 with 0x8007000D.',
    uncertain: 'Whether IIS reads `True` as `true` is not documented; this rule ignores case.',
    sources: [iisSources.schema, iisSources.status50019],
  },
  messages: {
    neither:
      "The '{attribute}' attribute is invalid.  Boolean must be either 'true' or 'false' (0x8007000D), not '{value}'.",
  },
  applies: ({ file }) => file.sections.length > 0,
  check(subject, report) {
    const found = violations(subject, 'value').filter(({ problem }) => problem.kind === 'boolean');
    for (const violation of found) {
      const { written, attribute, schema, range } = violation;
      report({
        message: 'neither',
        data: { attribute: attribute.name, value: clip(attribute.value, 40) },
        at: { uri: written.uri, range },
        configurationPath: pathOf(subject, written.occurrence),
        remedies: repairValue(subject, violation, suggestValue(schema, attribute.value)),
      });
    }
    return truth(found.length > 0);
  },
});
