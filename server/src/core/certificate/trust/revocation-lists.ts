// Whether a provided revocation list names a certificate.
import type { CertificatePool, SignatureVerdict, SignatureVerifier } from './chain.js';
import { hasUnknownCritical, isComplete, isDelta, pointOf } from './list-scope.js';
import { extensionOf } from '../model.js';
import type { GeneralName, RevocationList, RevokedEntry, X509Certificate } from '../model.js';
import { nameKey } from '../name-key.js';
import { serialKey } from '../serial-key.js';
import { revokedEntry } from '../x509/crl.js';
import { directoryNameAt } from '../x509/general-name.js';

export interface Revocation {
  readonly list: RevocationList;
  readonly entry: RevokedEntry;
  /**
   * The list was signed by the issuer of the certificate; otherwise only the names are the same, and no one
   * here can check it.
   */
  readonly verified: boolean;
}

/** What the lists say of a certificate that none of them need name. */
export interface Mentions {
  /**
   * Lists of its issuer for certificates of its kind, signed by it as far as can be told, the newest first.
   */
  readonly about: readonly RevocationList[];
  /**
   * The newest complete one of those that its issuer is known to have signed, when it does not name the
   * certificate.
   */
  readonly silent: RevocationList | null;
  /**
   * A list names it that is not its issuer's own: signed with another key of the same authority, or by
   * another one that speaks for it (an indirect list). Whether the server goes by it cannot be told.
   */
  readonly elsewhere: Revocation | null;
  /**
   * The newest list that would say that it is not revoked, if servers could go by it; null where another one
   * does say so.
   */
  readonly unusable: UnusableList | null;
}

/**
 * `mayNotSign`: the key usage of its issuer lacks cRLSign; `signerRevoked`: the certificate of the key that
 * signed it was revoked.
 */
export interface UnusableList {
  readonly list: RevocationList;
  readonly why: 'mayNotSign' | 'unknownExtension' | 'signerRevoked';
}

/** More lists of one issuer than anyone keeps are not looked at. */
const MAXIMUM_LISTS = 16;

/**
 * Lists by their issuer, the newest first; each is searched through once, and its signature checked once a
 * signer.
 */
export class RevocationLists {
  readonly #byIssuer = new Map<string, RevocationList[]>();
  /** Those that may refer to the certificates of others than their issuer. */
  readonly #indirect: readonly RevocationList[];
  readonly #entries = new WeakMap<RevocationList, OwnEntries>();
  readonly #signatures = new WeakMap<RevocationList, Map<X509Certificate, Promise<SignatureVerdict>>>();

  constructor(
    lists: Iterable<RevocationList>,
    private readonly verify: SignatureVerifier,
  ) {
    for (const list of lists) {
      const key = nameKey(list.issuer);
      const same = this.#byIssuer.get(key);
      if (same === undefined) this.#byIssuer.set(key, [list]);
      else same.push(list);
    }
    for (const same of this.#byIssuer.values()) {
      same.sort((a, b) => (b.thisUpdate.ms ?? 0) - (a.thisUpdate.ms ?? 0)).splice(MAXIMUM_LISTS);
    }
    this.#indirect = [...this.#byIssuer.values()].flat().filter(isIndirect).slice(0, MAXIMUM_LISTS);
  }

  /**
   * The revocation of a certificate by the newest list that tells; null when none provided does. `issuer`:
   * its issuer's certificate when that is provided; lists that it did not sign do not count.
   */
  async of(certificate: X509Certificate, issuer: X509Certificate | null): Promise<Revocation | null> {
    /**
     * Full lists without it that refer to some certificates only: what older ones for the same say is over.
     */
    const silent = new Set<string>();
    for (const list of this.#byIssuer.get(nameKey(certificate.issuer)) ?? []) {
      const { bySerial, areAll } = this.#entriesOf(list);
      const index = bySerial.get(serialKey(certificate.serialNumber.hex)) ?? null;
      if ((index === null && (!areAll || isDelta(list))) || silent.has(pointOf(list))) continue;
      if (issuer === null && isOfAnotherKey(list, certificate)) continue;
      const signature = issuer === null ? 'unsupported' : await this.#signatureOf(list, issuer);
      if (signature === 'invalid') continue;
      if (index === null && !isComplete(list)) {
        silent.add(pointOf(list));
        continue;
      }
      const entry = index === null ? null : revokedEntry(list, index).model;
      // A complete list without it, or a delta that takes it back, is newer than whatever older ones say.
      if (entry === null || entry.reason === 'removeFromCRL') return null;
      return { list, entry, verified: signature === 'valid' };
    }
    return null;
  }

  /**
   * Everything else that lists say of it. `issuer` as for `of`; `pool` knows other certificates of the same
   * authority.
   */
  async mentions(
    certificate: X509Certificate,
    issuer: X509Certificate | null,
    pool: CertificatePool,
  ): Promise<Mentions> {
    const about: RevocationList[] = [];
    let silent: RevocationList | null = null;
    let elsewhere: Revocation | null = null;
    let unusable: UnusableList | null = null;
    const hex = serialKey(certificate.serialNumber.hex);
    for (const list of this.#byIssuer.get(nameKey(certificate.issuer)) ?? []) {
      const { bySerial, areAll, areKnown } = this.#entriesOf(list);
      const index = bySerial.get(hex) ?? null;
      const otherKey = isOfAnotherKey(list, certificate);
      const signature = issuer === null ? 'unsupported' : await this.#signatureOf(list, issuer);
      if (signature === 'invalid' || (issuer === null && otherKey)) {
        // One that neither this key nor another of the authority made is forged or damaged.
        if (index !== null && (otherKey || (await isSigned(list, pool)))) elsewhere ??= namedBy(list, index);
        else if (issuer !== null && (await this.#isSignerRevoked(list, pool)))
          unusable ??= { list, why: 'signerRevoked' };
        continue;
      }
      if (!speaksOf(list, certificate)) continue;
      about.push(list);
      if (signature !== 'valid' || index !== null || !areAll || !isComplete(list)) continue;
      if (mayNotSignLists(issuer)) unusable ??= { list, why: 'mayNotSign' };
      else if (!areKnown || hasUnknownCritical(list)) unusable ??= { list, why: 'unknownExtension' };
      else silent ??= list;
    }
    for (const list of this.#indirect) {
      const index = this.#entriesOf(list).foreign.get(foreignKey(nameKey(certificate.issuer), hex)) ?? null;
      if (index !== null) elsewhere ??= namedBy(list, index);
    }
    return { about, silent, elsewhere, unusable: silent === null ? unusable : null };
  }

  /** By a certificate of the same authority for another key, which lists name. */
  async #isSignerRevoked(list: RevocationList, pool: CertificatePool): Promise<boolean> {
    const signer = await pool.issuerOf(list);
    if (signer === null || signer === 'wrongKey' || signer.signature !== 'valid') return false;
    const above = await pool.issuerOf(signer.certificate);
    const issuer = above === null || above === 'wrongKey' ? null : above.certificate;
    return !signer.certificate.selfIssued && (await this.of(signer.certificate, issuer)) !== null;
  }

  #signatureOf(list: RevocationList, signer: X509Certificate): Promise<SignatureVerdict> {
    let known = this.#signatures.get(list);
    if (known === undefined) {
      known = new Map();
      this.#signatures.set(list, known);
    }
    const verdict = known.get(signer) ?? this.verify(list, signer);
    known.set(signer, verdict);
    return verdict;
  }

  #entriesOf(list: RevocationList): OwnEntries {
    let entries = this.#entries.get(list);
    if (entries === undefined) {
      entries = ownEntries(list);
      this.#entries.set(list, entries);
    }
    return entries;
  }
}

/** Where a list names certificates that its own issuer issued. */
interface OwnEntries {
  readonly bySerial: ReadonlyMap<string, number>;
  /** Entries about certificates of others, by issuer and serial number. */
  readonly foreign: ReadonlyMap<string, number>;
  /** No entry is about another issuer's certificate, or cannot be read. */
  readonly areAll: boolean;
  /** No entry has a critical extension that is not known here. */
  readonly areKnown: boolean;
}

/**
 * An entry names the issuer of its certificate where that is another one's than that of the entry before; the
 * first one's is the list's (RFC 5280 §5.3.3).
 */
function ownEntries(list: RevocationList): OwnEntries {
  const bySerial = new Map<string, number>();
  const foreign = new Map<string, number>();
  const own = nameKey(list.issuer);
  const mayChange = isIndirect(list);
  let issuers: readonly string[] = [own];
  let areAll = true;
  let areKnown = true;
  for (let index = 0; index < list.entryCount; index++) {
    const { model } = revokedEntry(list, index);
    const named = model === null ? null : issuerNamed(model);
    if (model !== null && hasUnknownCritical(model)) areKnown = false;
    // One that cannot be read may have named someone.
    if (model === null) issuers = mayChange ? [] : issuers;
    else if (named !== null)
      issuers = named.flatMap(({ type, span }) => {
        const name = type === 'directoryName' ? directoryNameAt(list.der, span) : null;
        return name === null ? [] : [nameKey(name)];
      });
    const isOwn = issuers.includes(own);
    if (model !== null && isOwn) bySerial.set(serialKey(model.serialNumber.hex), index);
    else areAll = false;
    if (model !== null && mayChange && !isOwn)
      for (const issuer of issuers) foreign.set(foreignKey(issuer, serialKey(model.serialNumber.hex)), index);
  }
  return { bySerial, foreign, areAll, areKnown };
}

function foreignKey(issuer: string, serial: string): string {
  return `${issuer}\u0003${serial}`;
}

function isIndirect(list: RevocationList): boolean {
  return extensionOf(list, 'issuingDistributionPoint')?.scope.includes('indirect') === true;
}

function mayNotSignLists(issuer: X509Certificate | null): boolean {
  return issuer !== null && extensionOf(issuer, 'keyUsage')?.usages.includes('cRLSign') === false;
}

/** By one of the certificates of its issuer's name. */
async function isSigned(list: RevocationList, pool: CertificatePool): Promise<boolean> {
  const signer = await pool.issuerOf(list);
  return signer !== null && signer !== 'wrongKey' && signer.signature === 'valid';
}

/** Null for an entry that takes a revocation back. */
function namedBy(list: RevocationList, index: number): Revocation | null {
  const entry = revokedEntry(list, index).model;
  return entry === null || entry.reason === 'removeFromCRL' ? null : { list, entry, verified: false };
}

/**
 * By its issuing distribution point: certificates of that kind, and of the point that the certificate names,
 * if any.
 */
function speaksOf(list: RevocationList, certificate: X509Certificate): boolean {
  const point = extensionOf(list, 'issuingDistributionPoint');
  if (point === null) return true;
  const excluded = certificate.isAuthority ? 'onlyUserCertificates' : 'onlyAuthorityCertificates';
  if (point.scope.includes(excluded) || point.scope.includes('onlyAttributeCertificates')) return false;
  const named = extensionOf(certificate, 'crlDistributionPoints')?.points.flatMap(({ names }) => names) ?? [];
  const values = new Set(named.map(({ value }) => value.toLowerCase()));
  return (
    values.size === 0 || point.names.length === 0 || point.names.some(({ value }) => values.has(value.toLowerCase()))
  );
}

/** Null when the entry names none; no one where that cannot be read. */
function issuerNamed(entry: RevokedEntry): readonly GeneralName[] | null {
  const names = extensionOf(entry, 'certificateIssuer')?.names ?? null;
  return names ?? (entry.extensions.some(({ oid }) => oid === CERTIFICATE_ISSUER) ? [] : null);
}

const CERTIFICATE_ISSUER = '2.5.29.29';

/** An authority whose key was renewed publishes a list for each of its keys. */
function isOfAnotherKey(list: RevocationList, certificate: X509Certificate): boolean {
  const signer = extensionOf(list, 'authorityKeyIdentifier')?.hex ?? null;
  const wanted = extensionOf(certificate, 'authorityKeyIdentifier')?.hex ?? null;
  return signer !== null && wanted !== null && signer !== wanted;
}
