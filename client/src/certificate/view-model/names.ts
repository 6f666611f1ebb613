// What a certificate, request or list is called in a line or a title.
import type { CertificateModel, DistinguishedName } from '../../../../server/src/core/certificate/model.js';
import { userIdentity } from '../../../../server/src/core/certificate/meaning/identity.js';
import { hostNames } from '../../../../server/src/core/certificate/meaning/host-names.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';

const LIMIT = 120;

/** The common name; without one the organisation or the whole name. '' for the empty name. */
export function shortName(name: DistinguishedName): string {
  const attributes = name.rdns.flat();
  const last = (type: string): string | undefined => attributes.filter((each) => each.type === type).at(-1)?.value;
  return showable((last('CN') ?? last('OU') ?? last('O') ?? name.text).trim(), LIMIT);
}

/** A whole name in RFC 4514 form. */
export function longName(name: DistinguishedName): string {
  return showable(name.text);
}

/** Never empty. */
export function titleOf(model: CertificateModel): string {
  if (model.kind === 'crl') return shortName(model.issuer) || model.sha1;
  const subject = shortName(model.subject);
  if (subject !== '') return subject;
  if (model.kind === 'request') return model.sha1;
  const identity = userIdentity(model);
  const other = identity.state === 'present' ? identity.upn : hostNames(model)[0];
  return other === undefined ? model.serialNumber.hex : showable(other, LIMIT);
}
