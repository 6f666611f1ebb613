// A file that is read with configurations holds a private key.
import { certificateSources } from '../support/sources/certificate.js';
import { truth } from '../../iis/truth.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/private-key-in-workspace',
  severity: 'warning',
  subject: 'certificateFile',
  sections: [],
  docs: {
    title: 'Private key in workspace',
    what: 'A PEM file contains a private key, or the folder contains a PKCS#12 file (.pfx, .p12).',
    why: 'Anyone who can read the file, or its history in source control, can sign in as the user or impersonate the server.',
    fix: 'Keep keys in a certificate store or a vault, delete the file, and replace the certificate if other people could have read it. Exchange CBA never shows or sends any part of a key.',
    sources: [certificateSources.procedure],
  },
  messages: {
    plain:
      'Unencrypted private key ({kind}): anyone who can read this file can use it. Move it to a certificate store.',
    encrypted: 'Private key, encrypted with a password. Keep it in a certificate store, out of source control.',
    pkcs12: 'A PKCS#12 file usually has a private key. Keep it in a certificate store, out of source control.',
  },
  applies: () => true,
  check({ uri, file }, report) {
    if (file.format === 'pkcs12') {
      const found = file.locked !== null || file.privateKeys.length > 0;
      if (found) report({ message: 'pkcs12', at: { uri, range: { start: 0, end: 0 } } });
      return truth(found);
    }
    for (const { algorithm, bits, curve, encrypted, place } of file.privateKeys) {
      const kind = [algorithm ?? 'of an unknown kind', curve ?? bits].filter((part) => part !== null).join(' ');
      // The first line alone: no view is to quote the key itself.
      const start = place.kind === 'text' ? place.range.start : 0;
      const end =
        place.kind === 'text'
          ? Math.max(start, (file.text ?? '').slice(start, start + 200).search(/[\r\n]/) + start)
          : 0;
      report({ message: encrypted ? 'encrypted' : 'plain', data: { kind }, at: { uri, range: { start, end } } });
    }
    return truth(file.privateKeys.length > 0);
  },
});
