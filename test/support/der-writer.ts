// Writes ASN.1 for tests: certificates that no tool would make, broken ones, huge ones. Nothing is signed.

export type Der = Uint8Array;

export function tlv(id: number, ...contents: readonly (Der | string)[]): Der {
  const content = Buffer.concat(contents.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : part)));
  const { length } = content;
  const header = [id];
  if (length < 128) header.push(length);
  else {
    const octets: number[] = [];
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 255);
    header.push(0x80 | octets.length, ...octets);
  }
  return Buffer.concat([Buffer.from(header), content]);
}

export const sequence = (...parts: readonly Der[]): Der => tlv(0x30, ...parts);
export const set = (...parts: readonly Der[]): Der => tlv(0x31, ...parts);
export const octets = (...parts: readonly (Der | string)[]): Der => tlv(0x04, ...parts);
export const bits = (...parts: readonly (Der | string)[]): Der => tlv(0x03, Buffer.of(0), ...parts);
export const utf8 = (text: string): Der => tlv(0x0c, text);
export const integer = (...bytes: readonly number[]): Der => tlv(0x02, Buffer.from(bytes));

export function oid(dotted: string): Der {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  const arcs = [first * 40n + second, ...rest].flatMap((arc) => {
    const octets: number[] = [];
    for (let left = arc; octets.length === 0 || left > 0n; left >>= 7n)
      octets.unshift(Number(left & 127n) | (octets.length > 0 ? 128 : 0));
    return octets;
  });
  return tlv(0x06, Buffer.from(arcs));
}

/** A name of one RDN per pair of type and value. */
export function name(...attributes: readonly (readonly [string, Der])[]): Der {
  return sequence(Buffer.concat(attributes.map(([type, value]) => set(sequence(oid(type), value)))));
}

export const COMMON_NAME = '2.5.4.3';

export interface CertificateParts {
  readonly serial?: Der;
  readonly issuer?: Der;
  readonly subject?: Der;
  readonly validity?: Der;
  readonly publicKey?: Der;
  readonly extensions?: readonly Der[];
  readonly algorithm?: Der;
}

export function extension(type: string, value: Der, critical = false): Der {
  return sequence(oid(type), ...(critical ? [tlv(0x01, Buffer.of(255))] : []), octets(value));
}

export const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
/** A SubjectPublicKeyInfo of no key in particular. */
export const P256 = sequence(
  sequence(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7')),
  bits(Buffer.of(4), Buffer.alloc(64, 1)),
);

/** A certificate of version 3 with a signature of nonsense. */
export function certificate(parts: CertificateParts = {}): Der {
  const { algorithm = ECDSA_SHA256 } = parts;
  const body = sequence(
    tlv(0xa0, integer(2)),
    parts.serial ?? integer(1),
    algorithm,
    parts.issuer ?? name([COMMON_NAME, utf8('issuer')]),
    parts.validity ?? sequence(tlv(0x17, '240101000000Z'), tlv(0x17, '440101000000Z')),
    parts.subject ?? name([COMMON_NAME, utf8('subject')]),
    parts.publicKey ?? P256,
    ...(parts.extensions === undefined ? [] : [tlv(0xa3, sequence(Buffer.concat(parts.extensions)))]),
  );
  return sequence(body, algorithm, bits('signature'));
}

export function revocationList(serials: readonly Der[]): Der {
  const entries = serials.map((serial) => sequence(serial, tlv(0x17, '250101000000Z')));
  const body = sequence(
    integer(1),
    ECDSA_SHA256,
    name([COMMON_NAME, utf8('issuer')]),
    tlv(0x17, '250101000000Z'),
    tlv(0x17, '260101000000Z'),
    sequence(Buffer.concat(entries)),
  );
  return sequence(body, ECDSA_SHA256, bits('signature'));
}

export function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
