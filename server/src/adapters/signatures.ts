// Checks the signatures of certificates, requests and revocation lists by WebCrypto, over the bytes exactly
// as they are in the DER.
import type { KeyHolder, SignatureVerdict, SignatureVerifier, SignedPart } from '../core/certificate/trust/chain.js';
import { concatBytes } from '../core/certificate/bytes.js';
import { Cursor, Id, attempt } from '../core/certificate/der/element.js';
import type { SignatureAlgorithm } from '../core/certificate/model.js';

interface Recipe {
  readonly key: Uint8Array;
  readonly importAs: RsaHashedImportParams | EcKeyImportParams | Algorithm;
  readonly verifyWith: AlgorithmIdentifier | RsaPssParams | EcdsaParams;
  readonly signature: Uint8Array;
}

/** The digests that WebCrypto has. */
const HASHES = new Set(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']);
/** Bytes of a coordinate by curve. */
const CURVES: Readonly<Record<string, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };
/** Keys beyond this take seconds and prove nothing more. */
const MAXIMUM_RSA_BITS = 16_384;

/** A verifier on the WebCrypto of the host, of Node 20 and later and of every browser's worker. */
export const verifySignature: SignatureVerifier = async (signed, signer) => {
  if (cannotHaveMade(signed.signatureAlgorithm.name, signer.publicKey.algorithm)) return 'invalid';
  const recipe = recipeOf(signed, signer);
  if (recipe === null) return 'unsupported';
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('spki', owned(recipe.key), recipe.importAs, false, ['verify']);
  } catch {
    return 'unsupported';
  }
  return verifyWith(key, recipe, signed);
};

/** What kind of key makes signatures of that name, and what kind a key is; null: not known here. */
function familyOf(name: string): string | null {
  if (name.includes('RSA')) return 'RSA';
  if (name === 'EC' || name.startsWith('ecdsa')) return 'EC';
  return /^(?:Ed25519|Ed448|(?:ML|SLH)-DSA-.*)$/.exec(name)?.[0] ?? null;
}

/** A signature of one kind is not of a key of another, whether or not it can be checked here. */
function cannotHaveMade(signature: string, key: string): boolean {
  const made = familyOf(signature);
  const maker = familyOf(key);
  return made !== null && maker !== null && made !== maker;
}

async function verifyWith(key: CryptoKey, recipe: Recipe, signed: SignedPart): Promise<SignatureVerdict> {
  const body = signed.der.subarray(signed.toBeSigned.start, signed.toBeSigned.end);
  try {
    return (await crypto.subtle.verify(recipe.verifyWith, key, owned(recipe.signature), owned(body)))
      ? 'valid'
      : 'invalid';
  } catch {
    return 'unsupported';
  }
}

/** WebCrypto's types want bytes that are not shared between threads; a copy is. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes);
}

function recipeOf(signed: SignedPart, signer: KeyHolder): Recipe | null {
  const { signatureAlgorithm: algorithm } = signed;
  const { publicKey } = signer;
  const spki = signer.der.subarray(publicKey.span.start, publicKey.span.end);
  const signature = signed.der.subarray(signed.signature.start, signed.signature.end);
  switch (publicKey.algorithm) {
    case 'RSA':
    case 'RSA-PSS':
      return (publicKey.bits ?? Infinity) > MAXIMUM_RSA_BITS ? null : rsaRecipe(algorithm, signer, signature);
    case 'EC':
      return curveRecipe(algorithm, publicKey.curve ?? '', spki, signature);
    case 'Ed25519':
      return algorithm.name === 'Ed25519' ? edwardsRecipe(spki, signature) : null;
    default:
      return null;
  }
}

function edwardsRecipe(spki: Uint8Array, signature: Uint8Array): Recipe {
  return { key: spki, importAs: { name: 'Ed25519' }, verifyWith: { name: 'Ed25519' }, signature };
}

function rsaRecipe(algorithm: SignatureAlgorithm, signer: KeyHolder, signature: Uint8Array): Recipe | null {
  const { publicKey, der } = signer;
  const { hash, pss } = algorithm;
  if (hash === null || !HASHES.has(hash)) return null;
  const key = rsaSpki(der.subarray(publicKey.key.start, publicKey.key.end));
  if (algorithm.name === 'RSASSA-PSS') {
    if (pss?.maskHash !== hash || pss.trailerField !== 1) return null;
    const verifyWith = { name: 'RSA-PSS', saltLength: pss.saltLength };
    return { key, importAs: { name: 'RSA-PSS', hash }, verifyWith, signature };
  }
  if (publicKey.algorithm === 'RSA-PSS' || !algorithm.name.includes('RSA')) return null;
  const importAs = { name: 'RSASSA-PKCS1-v1_5', hash };
  return { key, importAs, verifyWith: { name: 'RSASSA-PKCS1-v1_5' }, signature };
}

/**
 * SubjectPublicKeyInfo with the plain RSA identifier, the only one that WebCrypto takes, around a key as it
 * is.
 */
function rsaSpki(key: Uint8Array): Uint8Array {
  const algorithm = Uint8Array.from([0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0]);
  const bits = wrap(Id.bitString, concatBytes([Uint8Array.of(0), key]));
  return wrap(Id.sequence, concatBytes([algorithm, bits]));
}

function wrap(id: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  const header =
    length < 128
      ? [id, length]
      : length < 256
        ? [id, 0x81, length]
        : length < 65_536
          ? [id, 0x82, length >> 8, length & 255]
          : [id, 0x83, length >> 16, (length >> 8) & 255, length & 255];
  return concatBytes([Uint8Array.from(header), content]);
}

function curveRecipe(algorithm: SignatureAlgorithm, curve: string, spki: Uint8Array, der: Uint8Array): Recipe | null {
  const size = CURVES[curve];
  const { hash, name } = algorithm;
  if (size === undefined || hash === null || !HASHES.has(hash) || !name.startsWith('ecdsa')) return null;
  const signature = fixedSignature(der, size);
  if (signature === null) return null;
  return {
    key: spki,
    importAs: { name: 'ECDSA', namedCurve: curve },
    verifyWith: { name: 'ECDSA', hash },
    signature,
  };
}

/**
 * The two integers of an ECDSA signature side by side at full width, as WebCrypto wants them; null when they
 * do not fit.
 */
function fixedSignature(der: Uint8Array, size: number): Uint8Array | null {
  return attempt(() => {
    const both = new Uint8Array(2 * size);
    const inside = new Cursor(der).enter(Id.sequence, 'the signature');
    for (const end of [size, 2 * size]) {
      const integer = inside.expect(Id.integer, 'a part of the signature');
      let start = integer.contentStart;
      while (start < integer.contentEnd - 1 && der[start] === 0) start++;
      const length = integer.contentEnd - start;
      if (length > size) return null;
      both.set(der.subarray(start, integer.contentEnd), end - length);
    }
    return both;
  }).value;
}
