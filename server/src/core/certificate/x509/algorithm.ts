// AlgorithmIdentifier of signatures, RSA-PSS parameters included (RFC 4055, RFC 8410).
import { DerError, Id } from '../der/element.js';
import type { Cursor, Element } from '../der/element.js';
import { oidOf, smallInteger } from '../der/values.js';
import type { PssParameters, SignatureAlgorithm } from '../model.js';
import { digestName, signatureOf } from '../oids.js';

export const RSASSA_PSS = '1.2.840.113549.1.1.10';

/** Reads the AlgorithmIdentifier that is next. */
export function readSignatureAlgorithm(cursor: Cursor): SignatureAlgorithm {
  const whole = cursor.expect(Id.sequence, 'the signature algorithm');
  const inside = cursor.inside(whole);
  const oid = oidOf(inside, 'the signature algorithm');
  const parameters = inside.more ? inside.next() : null;
  inside.finish('the signature algorithm');
  const known = signatureOf(oid);
  const pss = oid === RSASSA_PSS ? readPss(inside, parameters) : null;
  return {
    oid,
    name: known?.name ?? oid,
    hash: pss === null ? (known?.hash ?? null) : pss.hash,
    pss,
    span: { start: whole.start, end: whole.end },
  };
}

/**
 * RSASSA-PSS-params with the defaults of RFC 4055 §3.1 where they are left out; null when the parameters are
 * absent.
 */
export function readPss(cursor: Cursor, parameters: Element | null): PssParameters | null {
  if (parameters === null || parameters.id === Id.nothing) return null;
  if (parameters.id !== Id.sequence) throw new DerError(parameters.start, 'RSASSA-PSS parameters must be a sequence.');
  const inside = cursor.inside(parameters);
  const hash = inside.optional(0xa0);
  const mask = inside.optional(0xa1);
  const salt = inside.optional(0xa2);
  const trailer = inside.optional(0xa3);
  inside.finish('the RSASSA-PSS parameters');
  return {
    hash: hash === null ? 'SHA-1' : digestOf(inside.inside(hash)),
    maskHash: mask === null ? 'SHA-1' : maskDigestOf(inside.inside(mask)),
    saltLength:
      salt === null ? 20 : smallInteger(cursor.bytes, inside.inside(salt).expect(Id.integer, 'the salt length')),
    trailerField:
      trailer === null ? 1 : smallInteger(cursor.bytes, inside.inside(trailer).expect(Id.integer, 'the trailer field')),
  };
}

function digestOf(cursor: Cursor): string {
  const oid = oidOf(cursor.enter(Id.sequence, 'A digest algorithm'), 'a digest algorithm');
  return digestName(oid) ?? oid;
}

/** The digest inside MGF1, the only mask generation function there is; another one's OID. */
function maskDigestOf(cursor: Cursor): string {
  const inside = cursor.enter(Id.sequence, 'the mask generation function');
  const oid = oidOf(inside, 'the mask generation function');
  return oid === '1.2.840.113549.1.1.8' && inside.more ? digestOf(inside) : oid;
}
