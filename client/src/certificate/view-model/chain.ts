// The chain as a tree from the root down to the certificate.
import type { Chain as FoundChain } from '../../../../server/src/core/certificate/trust/chain.js';
import type { X509Certificate } from '../../../../server/src/core/certificate/model.js';
import type { Revocation } from '../../../../server/src/core/certificate/trust/revocation-lists.js';
import type { CertificateSubject } from '../../../../server/src/core/certificate/subjects.js';
import type { Chain, ChainNode, Tone } from '../../webview/messages.js';
import { roleWords } from './rows.js';
import { roleOf } from '../../../../server/src/core/certificate/meaning/purpose.js';
import { validityAt } from '../../../../server/src/core/certificate/meaning/validity.js';
import { shortName, titleOf } from './names.js';
import type { Surroundings, Words } from './words.js';

/** Where a certificate can be looked at: in this view, or in another file. */
export interface Whereabouts {
  readonly index: number | null;
  readonly uri: string | null;
}

export function chainOf(
  subject: CertificateSubject,
  whereabouts: (certificate: X509Certificate) => Whereabouts,
  around: Surroundings,
): Chain {
  const { words, now } = around;
  const found = subject.chain;
  const [own] = found.path;
  const nodes = found.path.map((certificate): ChainNode => {
    const { state } = validityAt(certificate, now);
    const revocation = revocationOf(certificate, subject);
    const isBad = state === 'expired' || state === 'notYetValid' || revocation?.verified === true;
    const notes = [
      roleWords(roleOf(certificate), words),
      certificate.selfIssued ? words('self-issued') : '',
      state === 'expired' ? words('Expired') : state === 'notYetValid' ? words('Not yet valid') : '',
      revocation === null ? '' : revokedWords(revocation, words),
    ];
    return {
      title: titleOf(certificate),
      note: notes.filter((note) => note !== '').join(' · '),
      tone: isBad ? 'bad' : revocation === null ? 'neutral' : 'doubtful',
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
  if (found.end === 'missingIssuer') nodes.push(missing(words('not at hand')));
  if (found.end === 'wrongKey') nodes.push(missing(words('at hand with another key')));
  return { nodes: nodes.reverse(), ...ending(found, around) };
}

/** What lists at hand say of a certificate of the chain. */
function revocationOf(certificate: X509Certificate, subject: CertificateSubject): Revocation | null {
  if (certificate === subject.certificate) return subject.revocation ?? null;
  return subject.revokedAuthorities?.find(({ authority }) => authority === certificate)?.revocation ?? null;
}

function revokedWords({ verified }: Revocation, words: Words): string {
  return verified ? words('Revoked') : words('Revoked, says a list that cannot be checked here');
}

function ending({ end, verified, path }: FoundChain, { words }: Surroundings): { words: string; tone: Tone } {
  switch (end) {
    case 'root':
      if (path.length === 1)
        return { words: words('Self-issued: the chain is this certificate alone.'), tone: 'neutral' };
      return verified
        ? { words: words('Complete, and every signature is right.'), tone: 'good' }
        : { words: words('Complete; not every signature could be checked here.'), tone: 'neutral' };
    case 'missingIssuer':
      return {
        words: words('The next issuer is neither in this file nor in the workspace.'),
        tone: 'neutral',
      };
    case 'wrongKey':
      return { words: words('The issuer at hand has another key than the one that signed.'), tone: 'doubtful' };
    case 'loop':
      return { words: words('The authorities issued each other.'), tone: 'doubtful' };
    case 'unfinished':
      return { words: words('Longer, or with more ways up, than is looked at here.'), tone: 'neutral' };
  }
}
