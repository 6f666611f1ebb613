// A location states its override mode in both spellings.
import type { ConfigurationFile, LocationTag } from '../../iis/file.js';
import { truth } from '../../iis/truth.js';
import { alternatives } from '../../remedy/build.js';
import type { Remedy } from '../../remedy/remedy.js';
import { removeAttribute } from '../../xml/edit.js';
import { attributeOf } from '../../xml/tree.js';
import { pathOf } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { repair } from '../support/repairs.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'iis/override-mode-and-allow-override',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'overrideMode combined with allowOverride',
    what: 'A `<location>` has both `overrideMode` and the older `allowOverride`.',
    why: 'Both attributes set the same thing, and IIS rejects a location that has both.',
    fix: 'Keep `overrideMode`: `allowOverride="true"` is `Allow`, `allowOverride="false"` is `Deny`.',
    symptom: 'HTTP 500.19.',
    sources: [iisSources.deepDive],
  },
  messages: {
    both: 'IIS rejects a location that has both overrideMode and allowOverride. Keep overrideMode.',
  },
  applies: ({ file }) => file.locations.length > 0,
  check(subject, report) {
    const { file } = subject;
    const found = file.locations.flatMap((tag) => {
      const mode = attributeOf(tag.element, 'overrideMode');
      const legacy = attributeOf(tag.element, 'allowOverride');
      return mode && legacy ? [{ tag, legacy }] : [];
    });
    for (const { tag, legacy } of found) {
      report({
        message: 'both',
        at: { uri: file.uri, range: legacy.range },
        configurationPath: pathOf(subject, { location: tag }),
        remedies: remedies(file, tag, legacy.value.toLowerCase() === 'false' ? 'Deny' : 'Allow'),
      });
    }
    return truth(found.length > 0);
  },
});

function remedies(file: ConfigurationFile, { element, overrideMode }: LocationTag, legacy: string): readonly Remedy[] {
  const without = (kind: 'safe' | 'review', attribute: string): readonly Remedy[] =>
    repair(file, kind, `Delete ${attribute}`, removeAttribute(file.document, element, attribute));
  if (overrideMode === legacy) return without('safe', 'allowOverride');
  return alternatives(...without('review', 'allowOverride'), ...without('review', 'overrideMode'));
}
