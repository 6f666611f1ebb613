// Which account a certificate belongs to, and whether domain controllers map it there (KB5014754).
import type { DirectoryAccount } from '../certificate/account.js';
import { upnsOf } from '../certificate/account.js';
import type { Accounts } from '../certificate/accounts.js';
import {
  accountFitAt,
  identitiesNaming,
  possiblyNamingAccount,
  type AccountFit,
  type AccountObstacle,
} from '../certificate/meaning/account-fit.js';
import { userIdentity } from '../certificate/meaning/identity.js';
import { strongMapping, userPrincipalNames } from '../certificate/meaning/strong-mapping.js';
import type { X509Certificate } from '../certificate/model.js';
import type { Note } from '../text/range.js';

/** The updates of 9 September 2025 end the override of full enforcement. */
export const fullEnforcement = Date.UTC(2025, 8, 9);

export interface AccountMatch {
  readonly account: DirectoryAccount;
  /**
   * `contradicts`: the certificate names another SID; `strong`, `weak`: how it is mapped; `unclear`: which of
   * the two; `none`: not at all.
   */
  readonly mapping: 'strong' | 'weak' | 'unclear' | 'contradicts' | 'none';
  /** The certificate's user principal name is not the account's, or another account names the certificate. */
  readonly otherUpn: boolean;
  readonly disabled: boolean;
  readonly expired: boolean;
  /** It was locked when it was exported. */
  readonly locked: boolean;
  /** An export tells whether it is enabled. */
  readonly isStateKnown: boolean;
  /** Its exports contradict each other about what decides. */
  readonly isDisputed: boolean;
  readonly place: Note;
}

/** Null where none of the accounts has to do with the certificate. `now`: in milliseconds since 1970. */
export function accountFor(certificate: X509Certificate, accounts: Accounts, now: number): AccountMatch | null {
  const { sid, faults } = strongMapping(certificate);
  const upns = userPrincipalNames(certificate).map((upn) => upn.toLowerCase());
  const sharesSid = ({ account }: AccountFit): boolean => account.sid?.value.toUpperCase() === sid?.toUpperCase();
  const sharesUpn = ({ account }: AccountFit): boolean => upnsOf(account).some((upn) => upns.includes(upn));
  const fits = accounts.fits(certificate).map((one) => accountFitAt(one, now));
  const fit =
    // Domain controllers find the account by the UPN, and then compare the SID.
    fits.find((one) => sharesUpn(one) && one.obstacles.some(({ kind }) => kind === 'sidDiffers')) ??
    fits.find((one) => sid !== null && sharesSid(one)) ??
    fits.find(({ naming }) => naming !== null) ??
    fits.find(sharesUpn) ??
    fits[0];
  const account = fit?.account ?? accounts.all.find((one) => identitiesNaming(one, certificate).length > 0);
  if (!account) return null;
  // What one export does not say, another may.
  const own = fits.filter(({ exports }) => exports === fit?.exports);
  const exports = fit?.exports ?? [account];
  const obstacles = own.flatMap((one) => one.obstacles.map((obstacle) => ({ ...obstacle, uri: one.account.uri })));
  const found = (wanted: AccountObstacle['kind']) => obstacles.find(({ kind }) => kind === wanted);
  const contradiction = found('sidDiffers');
  const expired = found('expired');
  const isWeak = own.some(sharesUpn) || exports.some((one) => identitiesNaming(one, certificate).length > 0);
  const mapping = contradiction
    ? 'contradicts'
    : (sid !== null && userIdentity(certificate).state !== 'missing') || fit?.naming
      ? 'strong'
      : faults.some(({ kind }) => kind === 'uriCase') ||
          !exports.some(({ hasAllIdentities }) => hasAllIdentities) ||
          possiblyNamingAccount(own)
        ? 'unclear'
        : isWeak
          ? 'weak'
          : 'none';
  const worst = contradiction ?? found('disabled') ?? expired;
  const locked = exports.find((one) => one.locked?.value === true);
  const named = exports.find(({ upn }) => upn !== null) ?? account;
  const place = worst
    ? { uri: worst.uri, range: worst.at.range, message: sentence(account.name, worst) }
    : locked
      ? { uri: locked.uri, range: locked.locked!.range, message: `${account.name} is locked.` }
      : { uri: named.uri, range: (named.upn ?? named).range, message: sentence(account.name, worst) };
  return {
    account: named,
    mapping,
    otherUpn: found('alsoOf') !== undefined || (upns.length > 0 && named.upn !== null && !own.some(sharesUpn)),
    disabled: found('disabled') !== undefined,
    expired: expired !== undefined,
    locked: locked !== undefined,
    isStateKnown: exports.some(({ enabled }) => enabled !== null),
    isDisputed: fit?.isDisputed === true,
    place,
  };
}

function sentence(name: string, obstacle: AccountObstacle | undefined): string {
  switch (obstacle?.kind) {
    case 'sidDiffers':
      return `${name} has the SID ${obstacle.account}, but the certificate contains ${obstacle.certificate}.`;
    case 'disabled':
      return `${name} is disabled.`;
    case 'expired':
      return `${name} expired on ${obstacle.account}.`;
    case 'upnDiffers':
    case 'upnRenamed':
    case 'alsoOf':
    case undefined:
      return `The account of the certificate is ${name}.`;
  }
}
