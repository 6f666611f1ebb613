// What openssl s_client saw from outside: the certificate, and whether a client certificate was requested.
import type { EvidenceKind } from '../kind.js';

const frame = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,20000}-----END CERTIFICATE-----/;

export const tlsProbeKind: EvidenceKind = {
  name: 'tls-probe',
  read({ text, isXml }) {
    if (isXml || !/^CONNECTED\(|^Certificate chain\s*$/m.test(text)) return [];
    if (!/^SSL handshake has read |^SSL-Session:|^\s{1,3}0 s:/m.test(text)) return [];
    const pem = frame.exec(text);
    const asks = /^Acceptable client certificate CA names/m.exec(text);
    const { 0: said, index: start } = asks ?? /^CONNECTED\([^\r\n]*|^Certificate chain/m.exec(text)!;
    const probe = {
      // Without names a server may still ask, so that only names are proof.
      asksForCertificate: asks && true,
      pem: pem && { text: pem[0], range: { start: pem.index, end: pem.index + pem[0].length } },
      range: { start, end: start + said.length },
    };
    return [{ kind: 'tls-probe', computer: null, scope: 'server', facts: { probes: [probe] } }];
  },
};
