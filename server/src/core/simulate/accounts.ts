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
  /** The certificate's user principal name is not the account's. */
  readonly otherUpn: boolean;
  readonly disabled: boolean;
  readonly expired: boolean;
  readonly place: Note;
}

/** Null where none of the accounts has to do with the certificate. `now`: in milliseconds since 1970. */
export function accountFor(certificate: X509Certificate, accounts: Accounts, now: number): AccountMatch | null {
  const { sid } = strongMapping(certificate);
  const upns = userPrincipalNames(certificate).map((upn) => upn.toLowerCase());
  const sharesSid = ({ account }: AccountFit): boolean => account.sid?.value.toUpperCase() === sid?.toUpperCase();
  const sharesUpn = ({ account }: AccountFit): boolean => upnsOf(account).some((upn) => upns.includes(upn));
  const fits = accounts.fits(certificate).map((one) => accountFitAt(one, now));
  const fit =
    fits.find((one) => sid !== null && sharesSid(one)) ??
    fits.find(({ naming }) => naming !== null) ??
    fits.find(sharesUpn) ??
    fits[0];
  const account = fit?.account ?? accounts.all.find((one) => identitiesNaming(one, certificate).length > 0);
  if (!account) return null;
  const obstacle = (wanted: AccountObstacle['kind']): AccountObstacle | undefined =>
    fit?.obstacles.find(({ kind }) => kind === wanted);
  const contradiction = obstacle('sidDiffers');
  const disabled = account.enabled?.value === false;
  const expired = obstacle('expired');
  const isWeak = (fit && sharesUpn(fit)) === true || identitiesNaming(account, certificate).length > 0;
  const mapping = contradiction
    ? 'contradicts'
    : sid !== null || fit?.naming
      ? 'strong'
      : !account.hasAllIdentities || (fit && possiblyNamingAccount([fit]))
        ? 'unclear'
        : isWeak
          ? 'weak'
          : 'none';
  const worst = contradiction ?? obstacle('disabled') ?? expired;
  const { range } = worst?.at ?? account.upn ?? account;
  const otherUpn = upns.length > 0 && account.upn !== null && !upnsOf(account).some((upn) => upns.includes(upn));
  const place = { uri: account.uri, range, message: sentence(account.name, worst) };
  return { account, mapping, otherUpn, disabled, expired: expired !== undefined, place };
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
    case undefined:
      return `The account of the certificate is ${name}.`;
  }
}
