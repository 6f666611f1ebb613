// A web.config writes a section that is locked above it.
import { truth } from '../../iis/truth.js';
import { occurrenceOf, rejections } from '../support/configuration-file.js';
import { levelViolation } from '../support/definition-level.js';
import { iisSources } from '../support/sources/iis.js';
import { lockedSectionRemedies, lockingFile, lockingWebConfig } from '../support/locked-sections.js';
import { defineRule } from '../rule.js';
import { fitting, nameOfSection, placeName } from '../support/words.js';

const messages = {
  locked:
    '{path}: <{section}> is locked, so requests fail with 500.19 (0x80070021). Move it to applicationHost.config.',
  byWebConfig: '{path}: <{section}> is locked by {by}, so requests fail with 500.19 (0x80070021). Set it in that file.',
};

export default defineRule({
  id: 'iis/locked-section',
  severity: 'error',
  subject: 'file',
  sections: [],
  docs: {
    title: 'Locked section in a web.config',
    what: 'A web.config contains a section that a higher level locks: by `overrideModeDefault="Deny"` in the declaration, or by a `<location>` with `overrideMode="Deny"` or `allowOverride="false"`.',
    why: 'IIS rejects the whole file, even if the section is empty or repeats inherited values: "This configuration section cannot be used at this path. This happens when the section is locked at a parent level." Every request to the path and below ends with 500.19.',
    fix: 'Move the setting to the `<location>` of applicationHost.config, as `appcmd … /commit:apphost` does. If a web.config holds the lock, only that file can set the section for paths below it. Never unlock sections that decide how clients sign in; others can be unlocked with `appcmd unlock config`.',
    symptom: 'HTTP 500.19 with 0x80070021.',
    commands: ['appcmd unlock config -section:system.webServer/handlers'],
    sources: [iisSources.locking, iisSources.deepDive, iisSources.status50019],
  },
  messages,
  applies: ({ file, server }) => server !== null && file !== server.applicationHost,
  check(subject, report) {
    const found = rejections(subject, 'locked-section').filter(({ element }) => {
      const occurrence = occurrenceOf(subject.file, element)!;
      // A location that tries to unlock it, or a section that no web.config may hold, is a mistake of its
      // own.
      return occurrence.location?.overrideMode !== 'Allow' && !levelViolation(subject, occurrence);
    });
    for (const rejection of found) {
      const { uri, range, configurationPath, section, lock } = rejection;
      const data = { path: placeName(configurationPath), section: nameOfSection(section) };
      report({
        ...(lockingWebConfig(subject.server!, rejection) === null
          ? { message: 'locked', data: fitting(messages.locked, { ...data, path: configurationPath }, 'path') }
          : {
              message: 'byWebConfig',
              data: fitting(messages.byWebConfig, { ...data, by: lockingFile(subject.server!, lock!) }, 'path'),
            }),
        at: { uri, range },
        configurationPath,
        evidence: lock ? [lock] : [],
        remedies: lockedSectionRemedies(subject, subject.server!, rejection),
      });
    }
    return truth(found.length > 0);
  },
});
