// A read-ahead size in applicationHost.config is made void by web.config.
import { sufficientReadAhead } from '../../sign-in/constants.js';
import { voidReadAhead } from '../../sign-in/read-ahead.js';
import { sections } from '../../sign-in/sections.js';
import { inProcedure } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { holds } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'exchange/upload-read-ahead-shadowed',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.serverRuntime],
  docs: {
    title: 'uploadReadAheadSize overridden by web.config',
    what: 'applicationHost.config sets `uploadReadAheadSize` in the location of ActiveSync, Outlook on the web, or the Exchange admin center, but the web.config there sets a different value.',
    why: 'IIS applies the web.config of a path after the location in applicationHost.config, and Exchange unlocks `serverRuntime` for it. The value in applicationHost.config (`/commit:apphost`) therefore has no effect.',
    fix: 'Set the value in web.config by omitting `/commit:apphost`. The fix does that; it removes a value below 49152, which would not help.',
    symptom: 'Status 413 for large requests although the size appears to be set.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/serverRuntime /uploadReadAheadSize:49152',
    ],
    sources: [sources.procedure, sources.realServers],
  },
  messages: {
    shadowed:
      '{path}: uploadReadAheadSize="{value}" is overridden by "{other}" in web.config. Change the value in web.config.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination === 'exchange',
  check(directory, report) {
    const { uploadReadAheadSize: size, configurationPath, server } = directory;
    const meant = voidReadAhead(directory);
    if (!meant) return 'no';
    const verdict = holds(size, (bytes) => bytes !== Number(meant.raw));
    if (verdict === 'yes') {
      const large = Number(meant.raw) >= sufficientReadAhead;
      const { configuration } = server;
      report({
        message: 'shadowed',
        data: { path: configurationPath, value: meant.raw, other: size.raw ?? '' },
        at: { uri: meant.uri, range: meant.range },
        evidence: notes(meant, [size, 'This value takes precedence.']),
        remedies: large
          ? remedy(
              `Set uploadReadAheadSize to ${meant.raw} in web.config`,
              'no',
              setting(configuration, configurationPath, sections.serverRuntime, 'uploadReadAheadSize', meant.raw),
            )
          : remedy(
              'Remove the overridden value',
              'no',
              setting(configuration, configurationPath, sections.serverRuntime, 'uploadReadAheadSize', null, {
                commit: 'applicationHost',
              }),
            ),
      });
    }
    return verdict;
  },
});
