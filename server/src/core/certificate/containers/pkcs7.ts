// The certificates and revocation lists that a PKCS#7 or CMS SignedData carries (RFC 5652 §5.1).
import { Cursor, DerError, Id, attempt } from '../der/element.js';
import type { ByteProblem, Element, Span } from '../der/element.js';
import { oidOf } from '../der/values.js';
import { oidName } from '../oids.js';

const SIGNED_DATA = '1.2.840.113549.1.7.2';

export interface Pkcs7Contents {
  readonly certificates: readonly Span[];
  readonly crls: readonly Span[];
  /**
   * What is signed, as an object identifier: 1.2.840.113549.1.7.1 for any data; '' when that could not be
   * read.
   */
  readonly contentType: string;
  /** Someone signed something: this is not a mere bag of certificates. */
  readonly isSigned: boolean;
  /** Why nothing more could be read; what was found before stands. */
  readonly problem: ByteProblem | null;
}

/** Spans count from the start of `bytes`. Signatures over content are no one's business here. Total. */
export function readPkcs7(bytes: Uint8Array): Pkcs7Contents {
  const certificates: Span[] = [];
  const crls: Span[] = [];
  const about = { contentType: '', isSigned: false };
  const { problem } = attempt(() => {
    collect(new Cursor(bytes), certificates, crls, about);
    return true;
  });
  return { certificates, crls, ...about, problem };
}

function collect(
  outer: Cursor,
  certificates: Span[],
  crls: Span[],
  about: { contentType: string; isSigned: boolean },
): void {
  const info = outer.enter(Id.sequence, 'the PKCS#7 message');
  const type = oidOf(info, 'the type of the PKCS#7 message');
  if (type !== SIGNED_DATA)
    throw new DerError(0, `This is ${oidName(type) ?? type}, which contains no certificates that can be read.`);
  const signed = info.enter(0xa0, 'the signed data').enter(Id.sequence, 'the signed data');
  signed.expect(Id.integer, 'the version');
  signed.expect(Id.set, 'the list of digest algorithms');
  about.contentType = oidOf(signed.enter(Id.sequence, 'the content'), 'the type of the content');
  collectSet(signed, signed.optional(0xa0), certificates);
  collectSet(signed, signed.optional(0xa1), crls);
  const signers = signed.inside(signed.expect(Id.set, 'the list of signers'));
  about.isSigned = signers.more;
  while (signers.more) checkSigner(signers);
  signed.finish('the signed data');
  info.finish('the PKCS#7 message');
  outer.finish('the file');
}

/**
 * Members that are no plain SEQUENCE are attribute certificates and other kinds of revocation information.
 */
function collectSet(cursor: Cursor, set: Element | null, into: Span[]): void {
  if (set === null) return;
  const inside = cursor.inside(set);
  while (inside.more) {
    const element = inside.next();
    if (element.id === Id.sequence) into.push({ start: element.start, end: element.end });
  }
}

/** Walks a SignerInfo only to see that it is one. */
function checkSigner(cursor: Cursor): void {
  const signer = cursor.enter(Id.sequence, 'a signer');
  signer.expect(Id.integer, 'the version of a signer');
  if (signer.optional(0x80) === null && signer.optional(0xa0) === null) {
    const issuer = signer.enter(Id.sequence, 'the identity of a signer');
    issuer.expect(Id.sequence, 'the issuer');
    issuer.expect(Id.integer, 'the serial number');
  }
  signer.expect(Id.sequence, 'the digest algorithm');
  signer.optional(0xa0);
  signer.expect(Id.sequence, 'the signature algorithm');
  signer.expect(Id.octetString, 'the signature');
  signer.optional(0xa1);
  signer.finish('a signer');
}
