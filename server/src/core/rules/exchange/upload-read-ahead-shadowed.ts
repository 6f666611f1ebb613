// A read-ahead size in applicationHost.config is made void by web.config.
import { sufficientReadAhead, voidReadAhead } from '../../exchange/read-ahead.js';
import { sections } from '../../exchange/sections.js';
import { inProcedure } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { holds } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'exchange/upload-read-ahead-shadowed',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.serverRuntime],
  docs: {
    title: 'Read-ahead size without effect',
    what: 'applicationHost.config has an `uploadReadAheadSize` in the location of ActiveSync, Outlook on the web or the admin center, and the web.config there has another one.',
    why: 'The web.config of a path is evaluated after the location in applicationHost.config, and Exchange unlocks `serverRuntime` for it. The value in applicationHost.config, which a command with `/commit:apphost` writes, therefore has no effect.',
    fix: 'Set the value in the web.config, by leaving `/commit:apphost` out. The fix does that; a value below 49152, which would not help, it takes away instead.',
    symptom: 'Status 413 for large requests although the size seems to be set.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/serverRuntime /uploadReadAheadSize:49152',
    ],
    sources: [sources.procedure, sources.realServers],
  },
  messages: {
    shadowed:
      '{path}: uploadReadAheadSize="{value}" has no effect, for the web.config there says "{other}". Set it in web.config.',
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
        evidence: remarks(meant, [size, 'This value wins.']),
        remedies: large
          ? remedy(
              `Set uploadReadAheadSize to ${meant.raw} in web.config`,
              'no',
              setting(configuration, configurationPath, sections.serverRuntime, 'uploadReadAheadSize', meant.raw),
            )
          : remedy(
              'Remove the value without effect',
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
