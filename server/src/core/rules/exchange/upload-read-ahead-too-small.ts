// Requests are read ahead by less than what renegotiation for a certificate needs.
import { sufficientReadAhead } from '../../sign-in/constants.js';
import { voidReadAhead } from '../../sign-in/read-ahead.js';
import { sections } from '../../sign-in/sections.js';
import { ownsRequirement, hasOneTermination, usesCertificatesHere } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, holds, truth } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';
import { certificateNote } from '../support/certificate-note.js';

export default defineRule({
  id: 'exchange/upload-read-ahead-too-small',
  severity: 'information',
  subject: 'virtualDirectory',
  sections: [sections.serverRuntime, sections.access],
  docs: {
    title: 'uploadReadAheadSize too small',
    what: 'A virtual directory requires client certificates, and its effective `uploadReadAheadSize` is less than 49152. Without the web.config of the virtual directory, the value is unknown and not reported.',
    why: 'IIS requests the certificate after the handshake, when it knows the path. Before that, it must read the body that the client already sent, up to `uploadReadAheadSize` bytes; if the body is longer, the request ends with 413. The Exchange default in the web.config of these virtual directories is `0`.',
    fix: 'Set `uploadReadAheadSize="49152"` (step 7) in the web.config of the virtual directory, which overrides applicationHost.config. This covers requests of up to 48 KB. For larger ones, set up to 10 MB (`10485760`), the limit of ActiveSync, or request the certificate in the handshake (`clientcertnegotiation=enable`). A cumulative update resets the file.',
    symptom: 'Messages with attachments stay in the outbox; the log shows 413 for `Cmd=SendMail` or `SmartReply`.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/serverRuntime /uploadReadAheadSize:49152',
    ],
    uncertain:
      'The documented behavior for larger requests is 413; administrators also report requests that hang or connections that are reset.',
    sources: [sources.seed, sources.procedure, sources.serverRuntime],
  },
  messages: {
    small:
      '{path}: uploadReadAheadSize="{value}" may cause 413 for large requests. If it does, set 49152 (up to 48 KB per request) or more.',
  },
  applies: usesCertificatesHere,
  check(directory, report) {
    const verdict = and(
      ownsRequirement(directory),
      () => hasOneTermination(directory),
      // Enough was written, in a place where it has no effect: another rule's.
      () => truth(!(Number(voidReadAhead(directory)?.raw ?? 0) >= sufficientReadAhead)),
      () => holds(directory.uploadReadAheadSize, (bytes) => bytes < sufficientReadAhead),
    );
    if (verdict === 'yes') {
      const { uploadReadAheadSize: size, configurationPath, server } = directory;
      const at = directory.placeOf(size, sections.serverRuntime);
      const value = String(sufficientReadAhead);
      report({
        message: 'small',
        data: { path: configurationPath, value: size.raw ?? '' },
        at,
        evidence: notes(at, [size, 'The effective size.'], certificateNote(directory)),
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
