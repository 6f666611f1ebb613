// The chain as a tree from the root down to the certificate.
import type { Chain as FoundChain } from '../../../../server/src/core/certificate/trust/chain.js';
import type { Time, X509Certificate } from '../../../../server/src/core/certificate/model.js';
import type { Revocation } from '../../../../server/src/core/certificate/trust/revocation-lists.js';
import type { CertificateSubject } from '../../../../server/src/core/certificate/subjects.js';
import type { Chain, ChainNode, Tone } from '../../webview/messages.js';
import { roleWords } from './rows.js';
import { roleOf } from '../../../../server/src/core/certificate/meaning/purpose.js';
import { chainFaults, isFatal } from '../../../../server/src/core/certificate/trust/chain-faults.js';
import type { ChainFault } from '../../../../server/src/core/certificate/trust/chain-faults.js';
import type { ValidityState } from '../../../../server/src/core/certificate/meaning/validity.js';
import { dayWords } from './format.js';
import { validityAt } from '../../../../server/src/core/certificate/meaning/validity.js';
import { shortName, titleOf } from './names.js';
import type { PageContext, Words } from './words.js';

/** Where a certificate can be looked at: in this view, or in another file. */
export interface Whereabouts {
  readonly index: number | null;
  readonly uri: string | null;
}

export function chainOf(
  subject: CertificateSubject,
  whereabouts: (certificate: X509Certificate) => Whereabouts,
  around: PageContext,
): Chain {
  const { words, now } = around;
  const found = subject.chain;
  const [own] = found.path;
  const faults = chainFaults(found.path, now);
  const nodes = found.path.map((certificate): ChainNode => {
    const { state } = validityAt(certificate, now);
    const revocation = revocationOf(certificate, subject);
    const weak = faults.filter(({ authority }) => authority === certificate);
    const notes = [
      roleWords(roleOf(certificate), words),
      certificate.selfIssued ? words('self-issued') : '',
      lifeWords(certificate, state, around),
      revocation === null ? '' : revokedWords(revocation, words),
      ...weak.map((fault) => faultWords(fault, words)),
      ...listingWords(subject, certificate, around),
    ];
    const isBad = state === 'expired' || state === 'notYetValid' || revocation?.verified === true || weak.some(isFatal);
    const isDoubtful = revocation !== null || weak.length > 0 || isOutdated(subject, certificate);
    return {
      title: titleOf(certificate),
      note: notes.filter((note) => note !== '').join(' · '),
      tone: isBad ? 'bad' : isDoubtful ? 'doubtful' : 'neutral',
      current: certificate === own,
      ...whereabouts(certificate),
    };
  });
  const last = found.path.at(-1)!;
  const missing = (text: string): ChainNode => ({
    title: shortName(last.issuer) || last.issuer.text,
    note: text,
    tone: 'doubtful',
    index: null,
    uri: null,
    current: false,
  });
  if (found.end === 'missingIssuer') nodes.push(missing(words('not provided')));
  if (found.end === 'wrongKey') nodes.push(missing(words('provided with a different key')));
  return { nodes: nodes.reverse(), ...ending(found, around) };
}

function lifeWords(certificate: X509Certificate, state: ValidityState, around: PageContext): string {
  const { words } = around;
  const day = ({ ms }: Time): string => (ms === null ? '?' : dayWords(ms, around));
  const from = day(certificate.notBefore);
  const to = day(certificate.notAfter);
  switch (state) {
    case 'expired':
      return words('Expired on {date}', { date: to });
    case 'notYetValid':
      return words('Not valid before {date}', { date: from });
    case 'expiring':
      return words('renew before {date}', { date: to });
    case 'valid':
    case 'unknown':
      return words('valid until {date}', { date: to });
  }
}

/** What is said nowhere else in the line. */
function faultWords({ kind }: ChainFault, words: Words): string {
  switch (kind) {
    case 'expired':
    case 'notYetValid':
      return '';
    case 'brokenSignature':
      return words('broken signature algorithm');
    case 'weakSignature':
      return words('weak signature algorithm');
    case 'weakKey':
    case 'blockedKey':
      return words('key too small');
    case 'unknownSignature':
    case 'unusualKey':
      return words('unusual algorithm');
    case 'noAuthority':
    case 'mayNotSign':
      return words('not allowed to issue certificates');
    case 'notForClients':
      return words('not for client authentication');
    case 'policyMissing':
      return words('requires certificate policies');
    case 'tooLong':
      return words('allows fewer CAs below it');
    case 'nameForbidden':
      return words('does not allow a name below it');
    case 'unknownExtension':
      return words('unknown critical extension');
  }
}

function isOutdated({ listings = [] }: CertificateSubject, certificate: X509Certificate): boolean {
  return listings.some((listing) => listing.certificate === certificate && listing.outdated !== null);
}

function listingWords(
  { listings = [] }: CertificateSubject,
  certificate: X509Certificate,
  around: PageContext,
): string[] {
  const { words } = around;
  const listing = listings.find((each) => each.certificate === certificate);
  if (listing === undefined) return [];
  if (listing.elsewhere !== null) return [words('listed in a CRL that is signed with another key')];
  if (listing.outdated !== null) return [words('CRL expired')];
  return listing.clear === null ? [] : [words('not revoked')];
}

/** What provided lists say of a certificate of the chain. */
function revocationOf(certificate: X509Certificate, subject: CertificateSubject): Revocation | null {
  if (certificate === subject.certificate) return subject.revocation ?? null;
  return subject.revokedAuthorities?.find(({ authority }) => authority === certificate)?.revocation ?? null;
}

function revokedWords({ verified }: Revocation, words: Words): string {
  return verified ? words('Revoked') : words('Revoked, according to a CRL that cannot be checked here');
}

function ending({ end, verified, path }: FoundChain, { words }: PageContext): { words: string; tone: Tone } {
  switch (end) {
    case 'root':
      if (path.length === 1)
        return { words: words('Self-issued: the chain consists of this certificate only.'), tone: 'neutral' };
      return verified
        ? { words: words('Complete, and every signature is valid.'), tone: 'good' }
        : { words: words('Complete; some signatures cannot be checked here.'), tone: 'neutral' };
    case 'missingIssuer':
      return {
        words: words('The next issuer is neither in this file nor in the workspace.'),
        tone: 'neutral',
      };
    case 'wrongKey':
      return {
        words: words('The certificate found for the issuer has a different key than the one that signed.'),
        tone: 'doubtful',
      };
    case 'loop':
      return { words: words('The CAs issued each other.'), tone: 'doubtful' };
    case 'unfinished':
      return { words: words('The chain is longer, or has more paths, than this view follows.'), tone: 'neutral' };
  }
}
