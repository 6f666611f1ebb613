// Two locations of one path with different sections.
import type { ConfigurationFile, LocationTag } from '../../iis/file.js';
import { pathKey } from '../../iis/paths.js';
import { truth } from '../../iis/truth.js';
import { pathOf } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { defineRule } from '../rule.js';
import { clip } from '../support/words.js';

export default defineRule({
  id: 'iis/duplicate-location',
  severity: 'hint',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Duplicate location path',
    what: 'Two `<location>` elements of one file have the same path and contain different sections.',
    why: 'IIS allows this and applies both, but a reader may overlook some of the settings for the path.',
    fix: 'Move the sections to one location.',
    sources: [iisSources.deepDive],
  },
  messages: {
    again:
      "Another <location> for '{path}' above sets other sections. Both apply; merging them would be easier to read.",
  },
  applies: ({ file }) => file.locations.length > 1,
  check(subject, report) {
    const { file } = subject;
    const found = again(file);
    for (const { tag, first } of found) {
      report({
        message: 'again',
        data: { path: clip(tag.pathAttribute?.value ?? '.', 60) },
        at: { uri: file.uri, range: tag.pathAttribute?.valueRange ?? tag.element.startTag },
        configurationPath: pathOf(subject, { location: tag }),
        evidence: [{ uri: file.uri, range: first.element.startTag, message: 'The first location for this path.' }],
      });
    }
    return truth(found.length > 0);
  },
});

/**
 * Locations that could be merged into an earlier one: the same path, the same modes, no section in common.
 */
function again(file: ConfigurationFile): readonly { readonly tag: LocationTag; readonly first: LocationTag }[] {
  const firsts = new Map<string, LocationTag>();
  const result: { tag: LocationTag; first: LocationTag }[] = [];
  for (const tag of file.locations) {
    if (tag.misspelt || tag.element.parent !== file.configuration) continue;
    const key = `${tag.overrideMode} ${String(tag.inheritInChildApplications)} ${pathKey(tag.path)}`;
    const first = firsts.get(key);
    if (!first) firsts.set(key, tag);
    else if (!shareSection(file, first, tag)) result.push({ tag, first });
  }
  return result;
}

/** The same section in both is a mistake, which another rule tells of. */
function shareSection({ sections }: ConfigurationFile, a: LocationTag, b: LocationTag): boolean {
  const inA = new Set(sections.filter(({ location }) => location === a).map(({ section }) => section));
  return sections.some(({ location, section }) => location === b && inA.has(section));
}
