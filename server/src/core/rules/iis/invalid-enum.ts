// An attribute that takes one of several names holds another.
import { unclearDeclarations, unclearValues } from '../../iis/unclear-values.js';
import { suggestValue } from '../../iis/schema/suggest.js';
import { truth } from '../../iis/truth.js';
import { pathOf, violations } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { repairValue } from '../support/repairs.js';
import { defineRule } from '../rule.js';
import { clip, fitting } from '../support/words.js';

const messages = {
  unknown: "The '{attribute}' attribute is invalid.  {reason} (0x8007000D), not '{value}'.",
  unclear: '{attribute}="{value}" is not a documented value, so IIS may reject the file. Use one of {names}.',
};

export default defineRule({
  id: 'iis/invalid-enum',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Invalid enumeration value',
    what: 'An attribute that accepts one of several names, such as `tokenChecking` or `logFormat`, has another value. An undocumented value of a `<location>` or of a declaration is a warning.',
    why: 'IIS rejects the section that contains the attribute: requests that need it end with 500.19.',
    fix: 'Use one of the names in the message.',
    symptom: 'HTTP 500.19 with 0x8007000D.',
    uncertain: 'Whether IIS ignores case in these names is not documented; this rule ignores it.',
    sources: [iisSources.schema, iisSources.messages, iisSources.status50019],
  },
  messages,
  applies: ({ file }) => file.sections.length + file.locations.length > 0 || file.kind === 'applicationHost',
  check(subject, report) {
    const found = violations(subject, 'value').filter(({ problem }) => problem.kind === 'enum');
    for (const violation of found) {
      const { written, attribute, schema, problem, range } = violation;
      const data = { attribute: attribute.name, reason: problem.reason, value: clip(attribute.value, 30) };
      report({
        message: 'unknown',
        data: fitting(messages.unknown, data, 'reason'),
        at: { uri: written.uri, range },
        configurationPath: pathOf(subject, written.occurrence),
        remedies: repairValue(subject, violation, suggestValue(schema, attribute.value)),
      });
    }
    const { configuration, locations } = subject.file;
    const unclear = [
      ...(configuration ? unclearDeclarations(configuration) : []),
      ...locations.flatMap(({ element }) => unclearValues(element)),
    ];
    for (const { attribute, names } of unclear) {
      const { name, value, valueRange: range } = attribute;
      report({
        message: 'unclear',
        data: fitting(messages.unclear, { attribute: name, value: clip(value, 20), names: names.join(', ') }, 'names'),
        severity: 'warning',
        at: { uri: subject.file.uri, range },
        configurationPath: '',
      });
    }
    return truth(found.length + unclear.length > 0);
  },
});
