// The certificate that a request asks for, as far as the request tells, so that it can be checked before it
// exists.
import { extensionOf } from './model.js';
import type { CertificateRequest, DistinguishedName, X509Certificate } from './model.js';

const UNKNOWN_TIME = { raw: '', iso: null, ms: null } as const;

/** Its authority decides about issuer, serial number and dates, and may add or leave out what it wants. */
export function requestedCertificate(request: CertificateRequest): X509Certificate {
  const emptyName: DistinguishedName = { text: '', rdns: [], span: { start: 0, end: 0 } };
  const start = { start: 0, end: 0 };
  return {
    ...request,
    kind: 'certificate',
    version: 3,
    serialNumber: { hex: '', negative: false, span: start },
    issuer: emptyName,
    notBefore: UNKNOWN_TIME,
    notAfter: UNKNOWN_TIME,
    selfIssued: false,
    isAuthority: extensionOf(request, 'basicConstraints')?.authority ?? false,
  };
}
