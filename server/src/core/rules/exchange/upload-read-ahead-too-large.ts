// Much is read ahead where no certificate is required.
import { sufficientReadAhead } from '../../exchange/read-ahead.js';
import { sections } from '../../exchange/sections.js';
import { and, holds, not, truth } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

const advised = 65536;

export default defineRule({
  id: 'exchange/upload-read-ahead-too-large',
  severity: 'information',
  subject: 'virtualDirectory',
  sections: [sections.serverRuntime, sections.access],
  docs: {
    title: 'Read-ahead size larger than advised',
    what: 'A virtual directory of the front end that requires no client certificate has an `uploadReadAheadSize` of its own above 65536. `PowerShell`, which ships with 512000, is left alone.',
    why: 'IIS reads that many bytes of every request into memory before anybody is signed in, which anyone can use to exhaust it. Without a certificate to ask for there is nothing to be gained by it.',
    fix: 'Set `uploadReadAheadSize="49152"`, or what Exchange ships (`0`).',
    commands: [
      'appcmd set config "Default Web Site/EWS" -section:system.webServer/serverRuntime /uploadReadAheadSize:49152',
    ],
    sources: [sources.serverRuntime, sources.uploadReadAhead],
  },
  messages: {
    large:
      '{path}: uploadReadAheadSize="{value}" lets anyone fill memory, and no certificate is required here. Set 49152 or less.',
  },
  applies: ({ role, name }) => role === 'frontEnd' && name !== null && name !== 'powerShell',
  check(directory, report) {
    const { uploadReadAheadSize: size, configurationPath, server } = directory;
    const verdict = and(
      truth(directory.owns(size)),
      holds(size, (bytes) => bytes > advised),
      not(directory.requiresCertificate),
    );
    if (verdict === 'yes') {
      const value = String(sufficientReadAhead);
      report({
        message: 'large',
        data: { path: configurationPath, value: size.raw ?? '' },
        at: directory.placeOf(size, sections.serverRuntime),
        remedies: remedy(
          `Set uploadReadAheadSize to ${value}`,
          'no',
          setting(server.configuration, configurationPath, sections.serverRuntime, 'uploadReadAheadSize', value),
        ),
      });
    }
    return verdict;
  },
});
