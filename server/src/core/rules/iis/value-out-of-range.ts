// A number, time span, name or path that the schema does not allow.
import { suggestValue } from '../../iis/schema/suggest.js';
import type { ValueProblemKind } from '../../iis/schema/value-reading.js';
import { truth } from '../../iis/truth.js';
import type { Violation } from '../../iis/violations.js';
import { pathOf, violations } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { repairValue } from '../support/repairs.js';
import { defineRule } from '../rule.js';
import { clip, fitting } from '../support/words.js';

const messages = {
  value: "The '{attribute}' attribute is invalid.  {reason} (0x8007000D), not '{value}'.",
  text: "The '{attribute}' attribute is invalid.  {reason} (0x8007000D).",
};

/** Kinds that rules of their own refer to. */
const elsewhere: ReadonlySet<ValueProblemKind> = new Set<ValueProblemKind>(['boolean', 'enum', 'flags']);

const numbers: ReadonlySet<ValueProblemKind> = new Set<ValueProblemKind>([
  'integer',
  'unsignedInteger',
  'integerRange',
  'timeSpan',
  'timeSpanRange',
]);

export default defineRule({
  id: 'iis/value-out-of-range',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Value not allowed by schema',
    what: 'A number or time span is invalid or outside the limits of its attribute, a text is empty although it must not be, or a name or virtual path has a form that IIS does not accept.',
    why: 'IIS rejects the section that contains the attribute: requests that need it end with 500.19. In `sites` and `applicationPools`, the whole server is affected.',
    fix: 'Enter a value within the limits in the message.',
    symptom: 'HTTP 500.19 with 0x8007000D.',
    sources: [iisSources.schema, iisSources.messages, iisSources.status50019],
  },
  messages,
  applies: ({ file }) => file.sections.length > 0,
  check(subject, report) {
    const found = violations(subject, 'value').filter(
      (violation) => !elsewhere.has(violation.problem.kind) && !isBindingFlags(violation),
    );
    for (const violation of found) {
      const { written, attribute, schema, problem, range } = violation;
      // The value of a password is never repeated.
      const message = numbers.has(problem.kind) && !schema.encrypted ? 'value' : 'text';
      const data = { attribute: attribute.name, reason: problem.reason, value: clip(attribute.value, 30) };
      report({
        message,
        data: fitting(messages[message], data, 'reason'),
        at: { uri: written.uri, range },
        configurationPath: pathOf(subject, written.occurrence),
        remedies: repairValue(subject, violation, suggestValue(schema, attribute.value)),
      });
    }
    return truth(found.length > 0);
  },
});

/** The bits of a binding have a rule of their own. */
function isBindingFlags({ written, names, ...rest }: Extract<Violation, { kind: 'value' }>): boolean {
  return (
    written.occurrence.section === 'system.applicationHost/sites' &&
    names.at(-1) === 'binding' &&
    rest.attribute.name === 'sslFlags'
  );
}
