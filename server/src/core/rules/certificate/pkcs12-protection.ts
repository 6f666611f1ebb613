// A PKCS#12 file is protected in a way that older versions of Windows cannot read.
import { truth } from '../../iis/truth.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/pkcs12-protection',
  severity: 'information',
  subject: 'certificateFile',
  sections: [],
  docs: {
    title: 'PKCS#12 file for new Windows only',
    what: 'A PKCS#12 file (.pfx, .p12) is encrypted with AES or protected with SHA-256 or better.',
    why: 'Windows Server 2016 and earlier, on which Exchange 2013 and 2016 run, cannot import such a file and report that the password is wrong.',
    fix: 'If the file is for Windows Server 2016 or earlier, export it again with 3DES and SHA-1: `openssl pkcs12 -export -legacy -descert`, or TripleDES-SHA1 in the export wizard of Windows.',
    sources: [certificateSources.pkcs12],
  },
  messages: {
    modern:
      'Protected by {scheme}: Windows Server 2016 and earlier cannot import it and report a wrong password. Windows Server 2019 can.',
  },
  applies: ({ file }) => file.protection !== null,
  check({ uri, file }, report) {
    const { protection } = file;
    if (protection?.needsWindows2019 === true) {
      const scheme = [...protection.encryption, ...(protection.integrity === null ? [] : [protection.integrity])];
      report({
        message: 'modern',
        data: { scheme: scheme.slice(0, 2).join(', ') },
        at: { uri, range: { start: 0, end: 0 } },
      });
    }
    return truth(protection?.needsWindows2019 === true);
  },
});
