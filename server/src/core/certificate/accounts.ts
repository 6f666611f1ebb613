// The accounts by what ties certificates to them, so that each certificate meets the few that it may belong
// to.
import { upnsOf } from './account.js';
import { agreedAccounts } from './agreed-accounts.js';
import type { DirectoryAccount } from './account.js';
import { accountFits } from './meaning/account-fit.js';
import type { AccountFit } from './meaning/account-fit.js';
import { mappingKeys, mappingKeysOf, parseAltSecurityIdentity } from './meaning/alt-security-identities.js';
import { userIdentity } from './meaning/identity.js';
import { strongMapping } from './meaning/strong-mapping.js';
import type { X509Certificate } from './model.js';

/** More accounts for one name than anyone has are not looked at. */
const MAXIMUM = 16;

export class Accounts {
  readonly all: readonly DirectoryAccount[];
  readonly #byKey = new Map<string, (readonly DirectoryAccount[])[]>();

  constructor(exported: readonly DirectoryAccount[]) {
    const groups = agreedAccounts(exported);
    this.all = groups.flat();
    for (const group of groups) for (const key of new Set(group.flatMap(keysOf))) this.#add(key, group);
  }

  /** Those that a certificate belongs to, each export of them, in the order of the exports. */
  fits(certificate: X509Certificate): AccountFit[] {
    const identity = userIdentity(certificate);
    const { sid } = strongMapping(certificate);
    const keys = [
      ...(identity.state === 'present' ? [`upn ${identity.upn.toLowerCase()}`] : []),
      ...(sid === null ? [] : [`sid ${sid.toUpperCase()}`]),
      `published ${certificate.sha256}`,
      ...mappingKeys(certificate),
    ];
    const found = [...new Set(keys.flatMap((key) => this.#byKey.get(key) ?? []))];
    return found.flatMap((exports) =>
      accountFits(
        exports,
        certificate,
        found.filter((other) => other !== exports),
      ),
    );
  }

  #add(key: string, exports: readonly DirectoryAccount[]): void {
    const same = this.#byKey.get(key);
    if (same === undefined) this.#byKey.set(key, [exports]);
    else if (same.length < MAXIMUM) same.push(exports);
  }
}

function keysOf(account: DirectoryAccount): string[] {
  return [
    ...upnsOf(account).map((upn) => `upn ${upn}`),
    ...(account.sid === null ? [] : [`sid ${account.sid.value.toUpperCase()}`]),
    ...account.published.map((sha256) => `published ${sha256}`),
    ...[...account.altSecurityIdentities, ...(account.disputedIdentities ?? [])].flatMap(({ value }) =>
      mappingKeysOf(parseAltSecurityIdentity(value)),
    ),
  ];
}
