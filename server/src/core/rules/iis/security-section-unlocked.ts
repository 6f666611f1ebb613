// A section that decides how clients sign in is open to every web.config.
import { securitySections } from '../../sign-in/sections.js';
import type { ServerConfiguration } from '../../iis/configuration.js';
import type { LocationTag } from '../../iis/file.js';
import { truth } from '../../iis/truth.js';
import { removeAttribute, setAttribute } from '../../xml/edit.js';
import type { XmlElement } from '../../xml/tree.js';
import { attributeOf } from '../../xml/tree.js';
import { descendantElements } from '../../xml/walk.js';
import { iisSources } from '../support/sources/iis.js';
import { byHand, review } from '../../remedy/build.js';
import type { Remedy } from '../../remedy/remedy.js';
import type { TextEdit } from '../../text/edit.js';
import { relocate } from '../support/locked-sections.js';
import { fileChange } from '../support/repairs.js';
import { defineRule } from '../rule.js';
import { nameOfSection, placeName } from '../support/words.js';

export default defineRule({
  id: 'iis/security-section-unlocked',
  severity: 'warning',
  subject: 'exchange',
  sections: securitySections,
  docs: {
    title: 'Unlocked security section',
    what: 'On an Exchange server, `security/access` or a section of `security/authentication` is unlocked: by `overrideMode="Allow"` on a `<location>` that contains it, or by `overrideModeDefault="Allow"` in its declaration.',
    why: 'Any web.config below can then change who signs in and how, and override the client certificate settings in applicationHost.config. Exchange never needs unlocked sections.',
    fix: 'Lock the section again. First check whether a web.config uses the section: IIS would then reject that file.',
    commands: ['appcmd lock config -section:system.webServer/security/access'],
    sources: [iisSources.locking, iisSources.deepDive],
  },
  messages: {
    location: '{path}: {section} is unlocked, so any web.config can change sign-in. Remove overrideMode.',
    declaration:
      '{section} is unlocked on the whole server, so any web.config can change sign-in. Set overrideModeDefault="Deny".',
  },
  applies: ({ configuration, frontEnd, backEnd, legacy }) =>
    configuration.applicationHost.declarations.trusted && (frontEnd ?? backEnd ?? legacy) !== null,
  check({ configuration }, report) {
    const { applicationHost } = configuration;
    const { uri, document } = applicationHost;
    let found = 0;
    for (const [tag, names] of unlockingLocations(configuration)) {
      found++;
      report({
        message: 'location',
        data: { section: names.map(nameOfSection)[0]!, path: placeName(tag.path) },
        at: { uri, range: tag.overrideAttribute!.valueRange },
        configurationPath: tag.path,
        remedies: locking(
          configuration,
          'Remove overrideMode',
          removeAttribute(document, tag.element, tag.overrideAttribute!.name),
          tag.path,
          names,
        ),
      });
    }
    for (const section of securitySections) {
      const declared = configuration.declaration(section);
      if (declared?.overrideModeDefault !== 'Allow' || declared.place?.uri !== uri) continue;
      found++;
      const element = elementAt(configuration, declared.place.range.start)!;
      report({
        message: 'declaration',
        data: { section: nameOfSection(section) },
        at: { uri, range: attributeOf(element, 'overrideModeDefault')?.valueRange ?? element.startTag },
        configurationPath: '',
        remedies: locking(
          configuration,
          'Lock the section',
          setAttribute(document, element, 'overrideModeDefault', 'Deny'),
          '',
          [section],
        ),
      });
    }
    return truth(found > 0);
  },
});

/**
 * Locks sections and moves what web.config files write of them into applicationHost.config: IIS would reject
 * those files otherwise. It is for a person to decide where such a file is not provided, and nothing is
 * offered where changes cannot say what one writes.
 */
function locking(
  configuration: ServerConfiguration,
  title: string,
  edits: readonly TextEdit[],
  path: string,
  names: readonly string[],
): readonly Remedy[] {
  const lock = fileChange(configuration.applicationHost, title, edits);
  const { changes, isIncomplete } = relocate(configuration, path, names);
  if (!lock || !changes) return [];
  const remedies = [review(title, lock, ...changes)];
  return isIncomplete ? byHand(remedies) : remedies;
}

/**
 * Locations that open securitySections sections, with the sections; others in the same location may be open on
 * purpose.
 */
function unlockingLocations({ applicationHost }: ServerConfiguration): Map<LocationTag, string[]> {
  const result = new Map<LocationTag, string[]>();
  for (const { section, location, damaged } of applicationHost.sections) {
    if (damaged || location?.overrideMode !== 'Allow' || !securitySections.includes(section)) continue;
    const names = result.get(location);
    if (names) names.push(section);
    else result.set(location, [section]);
  }
  return result;
}

function elementAt({ applicationHost }: ServerConfiguration, offset: number): XmlElement | undefined {
  for (const element of descendantElements(applicationHost.document))
    if (element.range.start === offset) return element;
  return undefined;
}
