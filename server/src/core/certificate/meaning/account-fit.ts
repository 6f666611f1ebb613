// Whether a certificate and an account that belong together say the same (KB5014754, MS-PKCA §3.1.5.2.1).
import { upnsOf } from '../account.js';
import type { DirectoryAccount, Placed } from '../account.js';
import type { X509Certificate } from '../model.js';
import { compareMapping, parseAltSecurityIdentity } from './alt-security-identities.js';
import type { AltSecurityIdentity } from './alt-security-identities.js';
import { userIdentity } from './identity.js';
import { strongMapping } from './strong-mapping.js';

export interface AccountObstacle {
  /**
   * `upnRenamed`: the UPN differs and the SID is the same, which may pass (the user may have been renamed).
   * `alsoOf`: the account names the certificate, and so does another one, or its UPN is that of another one.
   */
  readonly kind: 'sidDiffers' | 'upnDiffers' | 'upnRenamed' | 'alsoOf' | 'disabled' | 'expired';
  /** What the certificate says; '' where that does not matter. */
  readonly certificate: string;
  /** What the account says, and where. */
  readonly account: string;
  readonly at: Pick<Placed, 'range'>;
}

/** The account cannot be used to sign in, whatever the certificate says. */
export function isEnded({ kind }: AccountObstacle): boolean {
  return kind === 'disabled' || kind === 'expired';
}

/** Sources do not tell whether domain controllers find the account. */
export function isUnclear({ kind }: AccountObstacle): boolean {
  return kind === 'upnRenamed' || kind === 'alsoOf';
}

export interface AccountFit {
  readonly account: DirectoryAccount;
  /** All exports of the account. */
  readonly exports: readonly DirectoryAccount[];
  readonly certificate: X509Certificate;
  /**
   * The value of the account that names the certificate as domain controllers accept it: a strong one, or any one
   * if the certificate has the SID of the account; null for none.
   */
  readonly naming: AltSecurityIdentity | null;
  /** Only some exports have a strong value that names the certificate. */
  readonly isNamingDisputed: boolean;
  /** The exports contradict each other about what decides. */
  readonly isDisputed: boolean;
  readonly obstacles: readonly AccountObstacle[];
}

/** The values of altSecurityIdentities that name the certificate, weak ones too. */
export function identitiesNaming(
  { altSecurityIdentities }: Pick<DirectoryAccount, 'altSecurityIdentities'>,
  certificate: X509Certificate,
): AltSecurityIdentity[] {
  return altSecurityIdentities
    .map(({ value }) => parseAltSecurityIdentity(value))
    .filter((value) => compareMapping(value, certificate) === 'yes');
}

/**
 * The account that names the certificate in altSecurityIdentities: it signs in whatever the certificate says
 * of its user.
 */
export function namingAccount(fits: readonly AccountFit[] | undefined): DirectoryAccount | null {
  return fits?.find(({ naming }) => naming !== null)?.account ?? null;
}

/**
 * An account with a strong value that may name the certificate: sources disagree about what SHA1-PUKEY contains
 * and how some names are written.
 */
export function possiblyNamingAccount(fits: readonly AccountFit[] | undefined): DirectoryAccount | null {
  const mayName = ({ account, certificate }: AccountFit): boolean =>
    account.altSecurityIdentities.some(({ value }) => {
      const identity = parseAltSecurityIdentity(value);
      return identity.strength === 'strong' && compareMapping(identity, certificate) === 'unknown';
    });
  return fits?.find(mayName)?.account ?? null;
}

/** Whether an account names the certificate in some of its exports and not in others. */
export function isNamingDisputed(fits: readonly AccountFit[] | undefined): boolean {
  return namingAccount(fits) === null && fits?.some((fit) => fit.isNamingDisputed) === true;
}

/**
 * A fit for each export of an account; none for two that have nothing to do with each other. `others`: the exports
 * of other accounts that the certificate may belong to. The UPN of one of them comes before an implicit one.
 */
export function accountFits(
  exports: readonly DirectoryAccount[],
  certificate: X509Certificate,
  others: readonly (readonly DirectoryAccount[])[] = [],
): AccountFit[] {
  const identity = userIdentity(certificate);
  const upn = identity.state === 'present' ? identity.upn : null;
  const { sid } = strongMapping(certificate);
  const name = upn?.toLowerCase() ?? null;
  const hasUpn = (all: readonly DirectoryAccount[]): boolean =>
    all.some((account) => account.upn?.value.toLowerCase() === name);
  const hasSid = (all: readonly DirectoryAccount[]): boolean =>
    sid !== null && all.some((account) => account.sid?.value.toUpperCase() === sid.toUpperCase());
  const isSameSid = hasSid(exports);
  // Of accounts of several forests with one UPN, the one with the SID is meant.
  const isSameUpn =
    name !== null &&
    (hasUpn(exports)
      ? isSameSid || !others.some((other) => hasUpn(other) && hasSid(other))
      : !others.some(hasUpn) && exports.some((account) => upnsOf(account).includes(name)));
  const isPublished = exports.some(({ published }) => published.includes(certificate.sha256));
  const accepted = (
    altSecurityIdentities: DirectoryAccount['altSecurityIdentities'],
    isAny = false,
  ): AltSecurityIdentity | undefined =>
    identitiesNaming({ altSecurityIdentities }, certificate).find(({ strength }) => isAny || strength === 'strong');
  const naming =
    accepted(
      exports.flatMap((one) => one.altSecurityIdentities),
      isSameSid,
    ) ?? null;
  const isSaid = accepted(exports.flatMap((one) => one.disputedIdentities ?? [])) !== undefined;
  const isNamingDisputed = naming === null && isSaid;
  if (!isSameUpn && !isSameSid && !isPublished && naming === null && !isNamingDisputed) return [];
  const isDisputed = exports.some((one) => one.isDisputed) || isNamingDisputed;
  const rival =
    naming === null || isSameUpn
      ? undefined
      : others.flat().find((other) => {
          const isNaming = accepted(other.altSecurityIdentities) !== undefined;
          return name === null ? isNaming : !isNaming && upnsOf(other).includes(name);
        });
  return exports.map((account) => {
    const obstacles: AccountObstacle[] = [];
    // An explicit strong value is enough for domain controllers; what they make of the SID beside it is not
    // documented.
    if (sid !== null && account.sid !== null && !isSameSid && naming === null && !isNamingDisputed)
      obstacles.push({ kind: 'sidDiffers', certificate: sid, account: account.sid.value, at: account.sid });
    if (upn !== null && account.upn !== null && !isSameUpn && naming === null && (isSameSid || isPublished))
      obstacles.push({
        kind: isSameSid ? 'upnRenamed' : 'upnDiffers',
        certificate: upn,
        account: account.upn.value,
        at: account.upn,
      });
    if (naming !== null && rival !== undefined)
      obstacles.push({
        kind: 'alsoOf',
        certificate: '',
        account: rival.name,
        at: account.altSecurityIdentities.find(({ value }) => value.trim() === naming.text) ?? account,
      });
    if (account.enabled?.value === false)
      obstacles.push({ kind: 'disabled', certificate: '', account: '', at: account.enabled });
    return { account, exports, certificate, naming, isNamingDisputed, isDisputed, obstacles };
  });
}

/** With what time makes of the account. `now`: in milliseconds since 1970. */
export function accountFitAt(fit: AccountFit, now: number): AccountFit {
  const { expires } = fit.account;
  if (expires === null || expires.value > now) return fit;
  const day = new Date(expires.value).toISOString().slice(0, 10);
  return { ...fit, obstacles: [...fit.obstacles, { kind: 'expired', certificate: '', account: day, at: expires }] };
}
