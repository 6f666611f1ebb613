// The doctor for altSecurityIdentities: values that look right and name no certificate, and why.
import type { Range } from '../../text/range.js';
import type { FoundIdentity } from '../file.js';
import type { X509Certificate } from '../model.js';
import { compareMapping, mappingKeys, mappingKeysOf, suggestMappings } from './alt-security-identities.js';
import type { AltSecurityIdentity } from './alt-security-identities.js';
import type { AccountFit } from './account-fit.js';

export interface IdentityFault {
  /**
   * `unknownForm`: nothing that Active Directory reads; `otherCertificate`: of none of the account's
   * certificates.
   */
  readonly kind: 'serialNotReversed' | 'issuerReversed' | 'unknownForm' | 'otherCertificate';
  readonly text: string;
  readonly range: Range;
  /** The right string, for the certificate that is meant; null where none can be told. */
  readonly right: string | null;
}

/** `fits`: the accounts of the same file with the certificates that belong to them. */
export function identityFaults(
  identities: readonly FoundIdentity[],
  fits: readonly AccountFit[],
  certificates: CertificatesByMapping,
): IdentityFault[] {
  const others = otherCertificates(fits);
  return identities.flatMap(({ identity, range }): IdentityFault[] => {
    const { text } = identity;
    if (isUnknown(identity)) return [{ kind: 'unknownForm', text, range, right: null }];
    const matches = certificates.of(identity).map((certificate) => ({
      certificate,
      match: compareMapping(identity, certificate),
    }));
    if (matches.some(({ match }) => match === 'yes' || match === 'unknown')) return [];
    for (const { certificate, match } of matches)
      if (match === 'serialNotReversed' || match === 'issuerReversed')
        return [{ kind: match, text, range, right: suggestMappings(certificate)[0]?.text ?? null }];
    const meant = others.get(range.start) ?? null;
    return meant === null || identity.strength !== 'strong' || identity.form === 'sha1PublicKey'
      ? []
      : [{ kind: 'otherCertificate', text, range, right: suggestMappings(meant)[0]?.text ?? null }];
  });
}

/** Certificates by what mapping strings name them by. */
export class CertificatesByMapping {
  #byKey: Map<string, X509Certificate[]> | null = null;

  constructor(private readonly certificates: readonly X509Certificate[]) {}

  /** Those that a string of a strong form may be meant for, rightly written or not. */
  of(identity: AltSecurityIdentity): X509Certificate[] {
    this.#byKey ??= this.#index();
    const byKey = this.#byKey;
    return [...new Set(mappingKeysOf(identity).flatMap((key) => byKey.get(key) ?? []))];
  }

  #index(): Map<string, X509Certificate[]> {
    const byKey = new Map<string, X509Certificate[]>();
    for (const certificate of this.certificates)
      for (const key of mappingKeys(certificate)) {
        const same = byKey.get(key);
        if (same === undefined) byKey.set(key, [certificate]);
        else if (same.length < MAXIMUM) same.push(certificate);
      }
    return byKey;
  }
}

const MAXIMUM = 16;

/** Neither a form that is known nor a mapping of another kind. */
function isUnknown({ form, text, serialNumber }: AltSecurityIdentity): boolean {
  return (form === 'unknown' && text !== '') || (form === 'issuerSerial' && serialNumber === null);
}

/**
 * By where a value stands: the certificate that its account would need one for. Only of accounts that a
 * certificate belongs to by name, SID or publication, and of which no value names one: another value may well
 * be for a certificate that is not provided.
 */
function otherCertificates(fits: readonly AccountFit[]): ReadonlyMap<number, X509Certificate> {
  const named = new Set(fits.filter(({ naming }) => naming !== null).map(({ account }) => account));
  const found = new Map<number, X509Certificate>();
  for (const { account, certificate } of fits) {
    if (named.has(account)) continue;
    for (const { range } of account.altSecurityIdentities)
      if (!found.has(range.start)) found.set(range.start, certificate);
  }
  return found;
}
