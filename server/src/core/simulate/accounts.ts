// Which account a certificate belongs to, and whether domain controllers map it there (KB5014754).
import type { DirectoryAccount } from '../certificate/account.js';
import { compareMapping, parseAltSecurityIdentity } from '../certificate/meaning/alt-security-identities.js';
import { strongMapping, userPrincipalNames } from '../certificate/meaning/strong-mapping.js';
import type { X509Certificate } from '../certificate/model.js';
import type { Note } from '../text/range.js';

/** The updates of 9 September 2025 end the override of full enforcement. */
export const fullEnforcement = Date.UTC(2025, 8, 9);

export interface AccountMatch {
  readonly account: DirectoryAccount;
  /** `contradicts`: the certificate names another SID; `strong`, `weak`: how it is mapped; `none`: not at all. */
  readonly mapping: 'strong' | 'weak' | 'contradicts' | 'none';
  /** The certificate's user principal name is not the account's. */
  readonly otherUpn: boolean;
  readonly disabled: boolean;
  readonly place: Note;
}

/** Null where none of the accounts has to do with the certificate. */
export function accountFor(certificate: X509Certificate, accounts: readonly DirectoryAccount[]): AccountMatch | null {
  const upns = userPrincipalNames(certificate).map((upn) => upn.toLowerCase());
  const { sid } = strongMapping(certificate);
  const sameSid = (account: DirectoryAccount): boolean =>
    sid !== null && account.sid?.value.toUpperCase() === sid.toUpperCase();
  const sameUpn = ({ upn }: DirectoryAccount): boolean => upn !== null && upns.includes(upn.value.toLowerCase());
  const mapped = (account: DirectoryAccount): boolean => explicit(certificate, account) !== null;
  const published = (account: DirectoryAccount): boolean => account.published.includes(certificate.sha256);
  const account = accounts.find(sameSid) ?? accounts.find(mapped) ?? accounts.find(sameUpn) ?? accounts.find(published);
  return account ? matchOf(certificate, account, sid, upns) : null;
}

function matchOf(
  certificate: X509Certificate,
  account: DirectoryAccount,
  sid: string | null,
  upns: readonly string[],
): AccountMatch {
  const own = account.upn?.value.toLowerCase() ?? null;
  const otherUpn = own !== null && upns.length > 0 && !upns.includes(own);
  const written = explicit(certificate, account);
  const accountSid = account.sid?.value.toUpperCase() ?? null;
  const contradicts = sid !== null && accountSid !== null && sid.toUpperCase() !== accountSid;
  const mapping = contradicts
    ? 'contradicts'
    : sid !== null || written === 'strong'
      ? 'strong'
      : written === 'weak' || upns.length > 0
        ? 'weak'
        : 'none';
  const at = contradicts ? account.sid! : account.enabled?.value === false ? account.enabled : (account.upn ?? account);
  const disabled = account.enabled?.value === false;
  const message = contradicts
    ? `${account.name} has the SID ${account.sid!.value}, and the certificate names ${sid}.`
    : disabled
      ? `${account.name} is disabled.`
      : `The account is ${account.name}.`;
  return { account, mapping, otherUpn, disabled, place: { uri: account.uri, range: at.range, message } };
}

/** How altSecurityIdentities maps the certificate; null where it does not. */
function explicit(certificate: X509Certificate, { altSecurityIdentities }: DirectoryAccount): 'strong' | 'weak' | null {
  const found = (altSecurityIdentities ?? [])
    .map(({ value }) => parseAltSecurityIdentity(value))
    .filter((identity) => compareMapping(identity, certificate) === 'yes');
  if (found.some(({ strength }) => strength === 'strong')) return 'strong';
  return found.some(({ strength }) => strength === 'weak') ? 'weak' : null;
}
