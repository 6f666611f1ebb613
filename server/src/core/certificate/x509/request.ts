// Reads one certificate request, PKCS#10 (RFC 2986), from its DER.
import type { Digests } from '../digests.js';
import { Id } from '../der/element.js';
import type { Cursor } from '../der/element.js';
import { oidOf, smallInteger, stringOf } from '../der/values.js';
import type { CertificateRequest, Extension, RequestAttribute } from '../model.js';
import { oidName } from '../oids.js';
import { keyProblems } from './certificate.js';
import { readExtensions } from './extension.js';
import { readName } from './name.js';
import { readPublicKey } from './public-key.js';
import { decoded, extensionProblems, readSigned } from './signed.js';
import type { Decoded } from './signed.js';

/** PKCS#9's extensionRequest and the one that Windows writes. */
const EXTENSION_REQUESTS = ['1.2.840.113549.1.9.14', '1.3.6.1.4.1.311.2.1.14'];
const CHALLENGE_PASSWORD = '1.2.840.113549.1.9.7';

/** Decodes the request at the start of `bytes`. Total, as `decodeCertificate` is. */
export function decodeRequest(bytes: Uint8Array, digests: Digests): Decoded<CertificateRequest> {
  return decoded(() => readRequest(bytes, digests));
}

function readRequest(bytes: Uint8Array, digests: Digests): CertificateRequest {
  const signed = readSigned(bytes, 'the certificate request', digests);
  const { der, body, problems } = signed;
  const version = smallInteger(der, body.expect(Id.integer, 'the version')) + 1;
  const subject = readName(body, 'the subject');
  const publicKey = readPublicKey(body);
  const attributes: RequestAttribute[] = [];
  const extensions: Extension[] = [];
  const list = body.optional(0xa0);
  const inside = list === null ? null : body.inside(list);
  while (inside?.more === true) attributes.push(readAttribute(inside, extensions));
  body.finish('the signed part of the certificate request');
  problems.push(...extensionProblems(extensions), ...keyProblems(publicKey));
  return {
    kind: 'request',
    der,
    sha1: signed.sha1,
    sha256: signed.sha256,
    version,
    subject,
    publicKey,
    attributes,
    extensions,
    toBeSigned: signed.toBeSigned,
    signatureAlgorithm: signed.signatureAlgorithm,
    signature: signed.signature,
    problems,
  };
}

function readAttribute(cursor: Cursor, extensions: Extension[]): RequestAttribute {
  const whole = cursor.expect(Id.sequence, 'an attribute');
  const inside = cursor.inside(whole);
  const oid = oidOf(inside, 'the type of an attribute');
  const values = inside.enter(Id.set, 'the values of an attribute');
  inside.finish('an attribute');
  let text: string | null = null;
  if (EXTENSION_REQUESTS.includes(oid)) {
    extensions.push(...readExtensions(values));
  } else if (oid !== CHALLENGE_PASSWORD) {
    const texts: string[] = [];
    while (values.more) {
      const value = stringOf(cursor.bytes, values.next());
      if (value !== null) texts.push(value);
    }
    if (texts.length > 0) text = texts.join(', ');
  }
  return { oid, name: oidName(oid), text, span: { start: whole.start, end: whole.end } };
}
