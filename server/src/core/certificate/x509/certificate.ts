// Reads one X.509 certificate (RFC 5280 §4.1) from its DER.
import { equalBytes } from '../bytes.js';
import type { Digests } from '../digests.js';
import { Id } from '../der/element.js';
import type { ByteProblem, Cursor } from '../der/element.js';
import { smallInteger, timeOf } from '../der/values.js';
import type { Time } from '../der/values.js';

import type { Extension, PublicKey, X509Certificate } from '../model.js';
import { readSignatureAlgorithm } from './algorithm.js';
import { readExtensions } from './extension.js';
import { readName } from './name.js';
import { readPublicKey } from './public-key.js';
import { checkInnerAlgorithm, decoded, extensionProblems, readSigned, serialNumberOf } from './signed.js';
import type { Decoded } from './signed.js';

/**
 * Decodes the certificate at the start of `bytes`. Total: whatever the bytes are, a model or a problem with
 * its offset comes back.
 */
export function decodeCertificate(bytes: Uint8Array, digests: Digests): Decoded<X509Certificate> {
  return decoded(() => readCertificate(bytes, digests));
}

function readCertificate(bytes: Uint8Array, digests: Digests): X509Certificate {
  const signed = readSigned(bytes, 'the certificate', digests);
  const { der, body, problems } = signed;
  const version = readVersion(body, problems);
  const serialNumber = serialNumberOf(der, body.expect(Id.integer, 'the serial number'), problems);
  checkInnerAlgorithm(signed, readSignatureAlgorithm(body));
  const issuer = readName(body, 'the issuer');
  const [notBefore, notAfter] = readValidity(body, problems);
  const subject = readName(body, 'the subject');
  const publicKey = readPublicKey(body);
  body.optional(0x81);
  body.optional(0x82);
  const extensions = readOptionalExtensions(body, 0xa3);
  body.finish('the signed part of the certificate');

  const selfIssued = equalBytes(
    der.subarray(issuer.span.start, issuer.span.end),
    der.subarray(subject.span.start, subject.span.end),
  );
  problems.push(...extensionProblems(extensions), ...keyProblems(publicKey));
  return {
    kind: 'certificate',
    der,
    sha1: signed.sha1,
    sha256: signed.sha256,
    version,
    serialNumber,
    issuer,
    notBefore,
    notAfter,
    subject,
    publicKey,
    selfIssued,
    isAuthority:
      extensions.some(({ value }) => value.type === 'basicConstraints' && value.authority) ||
      (version === 1 && selfIssued),
    extensions,
    toBeSigned: signed.toBeSigned,
    signatureAlgorithm: signed.signatureAlgorithm,
    signature: signed.signature,
    problems,
  };
}

function readVersion(body: Cursor, problems: ByteProblem[]): number {
  const wrapper = body.optional(0xa0);
  if (wrapper === null) return 1;
  const inside = body.inside(wrapper);
  const element = inside.expect(Id.integer, 'the version');
  inside.finish('the version');
  const version = smallInteger(body.bytes, element) + 1;
  if (version < 1 || version > 3)
    problems.push({
      offset: element.start,
      message: `Version ${version} of X.509 does not exist.`,
      severity: 'warning',
    });
  return version;
}

function readValidity(body: Cursor, problems: ByteProblem[]): [Time, Time] {
  const inside = body.enter(Id.sequence, 'the validity');
  const read = (what: string): Time => {
    const element = inside.next();
    const time = timeOf(body.bytes, element);
    if (time.ms === null)
      problems.push({ offset: element.start, message: `${what} is not a valid time.`, severity: 'warning' });
    return time;
  };
  const times: [Time, Time] = [read('The start of the validity'), read('The end of the validity')];
  inside.finish('the validity');
  return times;
}

/** Extensions behind an explicit tag; none when the tag is absent. */
export function readOptionalExtensions(body: Cursor, id: number): Extension[] {
  const wrapper = body.optional(id);
  if (wrapper === null) return [];
  const inside = body.inside(wrapper);
  const extensions = readExtensions(inside);
  inside.finish('the extensions');
  return extensions;
}

export function keyProblems(key: PublicKey): ByteProblem[] {
  return key.problem === null ? [] : [{ ...key.problem, message: `Public key: ${key.problem.message}` }];
}
