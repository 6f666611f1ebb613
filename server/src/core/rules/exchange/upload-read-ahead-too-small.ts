// Requests are read ahead by less than what renegotiation for a certificate needs.
import { sufficientReadAhead, voidReadAhead } from '../../exchange/read-ahead.js';
import { sections } from '../../exchange/sections.js';
import { inProcedure, requiresItself, settled } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { and, holds, truth } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'exchange/upload-read-ahead-too-small',
  severity: 'information',
  subject: 'virtualDirectory',
  sections: [sections.serverRuntime, sections.access],
  docs: {
    title: 'Read-ahead size too small for client certificates',
    what: 'A path requires client certificates, and the effective `uploadReadAheadSize` there is less than 49152. Without the web.config of the path it is not known, and nothing is said.',
    why: 'IIS asks for the certificate after the handshake, when it knows the path. The body that the client has already sent must be read by then, at most `uploadReadAheadSize` bytes of it; of a longer one nothing is kept and the request ends with 413. Exchange ships `0` in the web.config of these virtual directories.',
    fix: 'Set `uploadReadAheadSize="49152"` (step 7, for servers whose clients have that trouble), in the web.config of the virtual directory: what applicationHost.config says for the path is overridden there. A cumulative update resets the file.',
    symptom: 'Mails with attachments stay in the outbox; the log shows 413 for `Cmd=SendMail` or `SmartReply`.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/serverRuntime /uploadReadAheadSize:49152',
    ],
    sources: [sources.seed, sources.procedure, sources.serverRuntime],
  },
  messages: {
    small: '{path}: uploadReadAheadSize="{value}"; requests with attachments may end with 413. Set 49152 if they do.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination === 'exchange',
  check(directory, report) {
    const { uploadReadAheadSize: size, configurationPath, server, sslFlags } = directory;
    const meant = voidReadAhead(directory);
    const verdict = and(
      requiresItself(directory),
      settled(directory),
      // Enough was written, in a place where it has no effect: another rule's.
      truth(!(meant && Number(meant.raw) >= sufficientReadAhead)),
      holds(size, (bytes) => bytes < sufficientReadAhead),
    );
    if (verdict === 'yes') {
      const at = directory.placeOf(size, sections.serverRuntime);
      const value = String(sufficientReadAhead);
      report({
        message: 'small',
        data: { path: configurationPath, value: size.raw ?? '' },
        at,
        evidence: remarks(at, [size, 'The size that holds here.'], [sslFlags, 'Certificates are required here.']),
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
