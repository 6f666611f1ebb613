// A web.config writes a section that is locked above it.
import { sections } from '../../exchange/sections.js';
import type { ServerConfiguration } from '../../iis/configuration.js';
import { fileNameOf, isAtOrBelow, joinConfigurationPath, samePath } from '../../iis/paths.js';
import type { LockedSection } from '../../iis/refusal.js';
import { truth } from '../../iis/truth.js';
import { alternatives, review, safe, unlock } from '../../remedy/build.js';
import type { Change, Remedy } from '../../remedy/remedy.js';
import { refusals } from '../configuration-file.js';
import { levelViolation } from '../definition-level.js';
import { iisSources } from '../iis-sources.js';
import { contradicts, restated, standingAt } from '../moving.js';
import { removalEdits, repairing } from '../repairs.js';
import type { FileSubject } from '../rule.js';
import { defineRule } from '../rule.js';
import { nameOfSection } from '../words.js';

export default defineRule({
  id: 'iis/locked-section',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Locked section in a web.config',
    what: 'A web.config holds a section that is locked above it: by `overrideModeDefault="Deny"` in the declaration, or by a `<location>` with `overrideMode="Deny"` or `allowOverride="false"`.',
    why: 'IIS refuses the whole file, even when the section is empty or says what holds anyway: "This configuration section cannot be used at this path. This happens when the section is locked at a parent level." Every request to the path and below ends with 500.19.',
    fix: 'Put the setting into the `<location>` of applicationHost.config, as `appcmd … /commit:apphost` does. Sections that decide how clients sign in are never unlocked; another section can be, with `appcmd unlock config`.',
    symptom: 'HTTP 500.19 with 0x80070021.',
    commands: ['appcmd unlock config -section:system.webServer/handlers'],
    sources: [iisSources.locking, iisSources.deepDive, iisSources.status50019],
  },
  messages: {
    locked:
      'This configuration section cannot be used at this path (0x80070021): {section} is locked. Set it in applicationHost.config.',
  },
  applies: ({ file, server }) => server !== null && file !== server.applicationHost,
  check(subject, report) {
    const found = refusals(subject, 'locked-section').filter(({ element }) => {
      const occurrence = subject.file.sections.find((one) => one.element === element)!;
      // A location that tries to unlock it, or a section that no web.config may hold, is a mistake of its own.
      return occurrence.location?.overrideMode !== 'Allow' && !levelViolation(subject, occurrence);
    });
    for (const refusal of found) {
      const { uri, range, configurationPath, section, lock } = refusal;
      report({
        message: 'locked',
        data: { section: nameOfSection(section) },
        at: { uri, range },
        configurationPath,
        evidence: lock ? [lock] : [],
        remedies: remedies(subject, subject.server!, refusal),
      });
    }
    return truth(found.length > 0);
  },
});

/** Sections that decide how clients sign in: a remedy never opens them to web.config files. */
function decidesSignIn(section: string): boolean {
  return section === sections.access || section.startsWith('system.webServer/security/authentication/');
}

function remedies(subject: FileSubject, server: ServerConfiguration, refusal: LockedSection): readonly Remedy[] {
  const { file, configurationPaths } = subject;
  const { section, element } = refusal;
  const name = fileNameOf(file.uri);
  const relative = file.sections.find((one) => one.element === element)?.location?.path ?? '';
  const removal = repairing(
    file,
    `Remove ${nameOfSection(section)} from ${name}`,
    removalEdits(file.document, element),
  );
  if (!removal) return [];
  // What holds at a path holds below it: the outermost of the paths at which the file is read are enough.
  const paths = configurationPaths
    .filter((path) => !configurationPaths.some((other) => !samePath(path, other) && isAtOrBelow(path, other)))
    .map((path) => joinConfigurationPath(path, relative));
  const changes = paths.map((path) => restated(server, path, section, element));
  const moved = changes.includes(null) ? null : (changes as readonly (readonly Change[])[]).flat();
  const open = decidesSignIn(section)
    ? []
    : paths.map((path) => review(`Unlock the section for '${path}'`, unlock(server, path, section))).slice(0, 1);
  if (moved?.length === 0) return alternatives(safe('Remove the empty section', removal), ...open);
  const remove = review(`Remove the section from ${name}`, removal);
  if (!moved) return alternatives(remove, ...open);
  const move = review('Move the section to applicationHost.config', ...moved, removal);
  const isDecided = paths.some((path) => contradicts(standingAt(server, path, section), element));
  return alternatives(...(isDecided ? [remove] : []), move, ...open);
}
