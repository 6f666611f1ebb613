// A flags attribute holds something that is none of its flags.
import { truth } from '../../iis/truth.js';
import { suggestValue } from '../../iis/schema/suggest.js';
import type { ValueProblem } from '../../iis/schema/value-reading.js';
import type { AttributeSchema } from '../../iis/schema/schema.js';
import { pathOf, violations } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { repairValue } from '../support/repairs.js';
import { defineRule } from '../rule.js';
import { clip, fitting } from '../support/words.js';

const messages = {
  unknown: "The '{attribute}' attribute is invalid.  {reason} (0x8007000D), not '{value}'.",
  separator: "The '{attribute}' attribute is invalid.  {reason} (0x8007000D), separated by commas.",
};

export default defineRule({
  id: 'iis/invalid-flags',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Invalid flags value',
    what: 'An attribute that accepts flags, such as `sslFlags` or `logExtFileFlags`, has a name that is not in the schema, or flags that are not separated by commas.',
    why: 'IIS rejects the section that contains the attribute: requests that need it end with 500.19.',
    fix: 'Use the flag names of the schema, separated by commas.',
    symptom: 'HTTP 500.19 with 0x8007000D.',
    uncertain: 'Whether IIS ignores case in these names is not documented; this rule ignores it.',
    sources: [iisSources.schema, iisSources.messages, iisSources.status50019],
  },
  messages,
  applies: ({ file }) => file.sections.length > 0,
  check(subject, report) {
    // SslMapCert is a mistake of its own, with its own rule.
    const found = violations(subject, 'value')
      .filter(({ problem }) => problem.kind === 'flags')
      .map((violation) => ({ ...violation, unknown: unknownFlags(violation.problem, violation.schema) }))
      .filter(({ unknown }) => unknown.length > 0);
    for (const violation of found) {
      const { written, attribute, schema, problem, range, unknown } = violation;
      const separated = withoutCommas(attribute.value, schema);
      const message = separated ? 'separator' : 'unknown';
      const data = { attribute: attribute.name, reason: problem.reason, value: clip(unknown.join(', '), 40) };
      report({
        message,
        data: fitting(messages[message], data, 'reason'),
        at: { uri: written.uri, range },
        configurationPath: pathOf(subject, written.occurrence),
        remedies: repairValue(subject, violation, suggestValue(schema, attribute.value), separated ? 'safe' : 'review'),
      });
    }
    return truth(found.length > 0);
  },
});

function unknownFlags({ unknown }: ValueProblem, { name }: AttributeSchema): readonly string[] {
  return (unknown ?? []).filter((flag) => !(name === 'sslFlags' && flag.toLowerCase() === 'sslmapcert'));
}

/** True when the value is made of known flags and only the commas are missing. */
function withoutCommas(value: string, { names }: AttributeSchema): boolean {
  const known = new Set(names.map(({ name }) => name.toLowerCase()));
  const tokens = value.trim().split(/[\s,;|]+/);
  return tokens.every((token) => known.has(token.toLowerCase()));
}
