// Much is read ahead where no certificate is required.
import { sufficientReadAhead } from '../../sign-in/constants.js';
import { sections } from '../../sign-in/sections.js';
import { and, holds, not, truth } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

const advised = 65536;

export default defineRule({
  id: 'exchange/upload-read-ahead-too-large',
  severity: 'information',
  subject: 'virtualDirectory',
  sections: [sections.serverRuntime, sections.access],
  docs: {
    title: 'uploadReadAheadSize too large',
    what: 'A front-end virtual directory that does not require client certificates sets its own `uploadReadAheadSize` above 65536. `PowerShell`, whose default is 512000, is not checked.',
    why: 'IIS reads that many bytes of every request into memory before authentication, which any client can use to exhaust memory. Without client certificates, a large value brings no benefit.',
    fix: 'Set `uploadReadAheadSize="49152"`, or the Exchange default (`0`).',
    commands: [
      'appcmd set config "Default Web Site/EWS" -section:system.webServer/serverRuntime /uploadReadAheadSize:49152',
    ],
    sources: [sources.serverRuntime, sources.uploadReadAhead],
  },
  messages: {
    large: '{path}: uploadReadAheadSize="{value}" lets unauthenticated clients fill memory. Set it to 49152 or less.',
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
