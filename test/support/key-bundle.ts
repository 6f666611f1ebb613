// PKCS#12 files without encryption around their certificates, which no tool would make: keys of other pairs, and
// certificates alone.
import type { KeyObject } from 'node:crypto';
import * as der from './der-writer.js';

const DATA = der.oid('1.2.840.113549.1.7.1');
const bag = (kind: number, value: der.Der, localKeyId: string | null): der.Der =>
  der.sequence(
    der.oid(`1.2.840.113549.1.12.10.1.${kind}`),
    der.tlv(0xa0, value),
    ...(localKeyId === null
      ? []
      : [der.set(der.sequence(der.oid('1.2.840.113549.1.9.21'), der.set(der.octets(localKeyId))))]),
  );

export interface BundledKey {
  readonly key: KeyObject;
  readonly id: string | null;
  /** Encrypts it. */
  readonly password?: string;
  /** An EC key without its point. */
  readonly isShort?: boolean;
}

export function keyBundle(
  certificates: readonly { readonly der: Uint8Array; readonly id?: string }[],
  keys: readonly BundledKey[] = [],
): Uint8Array {
  const bags = [
    ...certificates.map(({ der: bytes, id = null }) =>
      bag(3, der.sequence(der.oid('1.2.840.113549.1.9.22.1'), der.tlv(0xa0, der.octets(bytes))), id),
    ),
    ...keys.map((one) => bag(one.password === undefined ? 1 : 2, pkcs8(one), one.id)),
  ];
  const safe = der.sequence(DATA, der.tlv(0xa0, der.octets(der.sequence(...bags))));
  return der.sequence(der.integer(3), der.sequence(DATA, der.tlv(0xa0, der.octets(der.sequence(safe)))));
}

function pkcs8({ key, password, isShort }: BundledKey): Uint8Array {
  const form = { type: 'pkcs8', format: 'der' } as const;
  if (password !== undefined) return key.export({ ...form, cipher: 'aes-256-cbc', passphrase: password });
  if (isShort !== true) return key.export(form);
  const scalar = Buffer.from(key.export({ format: 'jwk' }).d!, 'base64url');
  return der.sequence(
    der.integer(0),
    der.sequence(der.oid('1.2.840.10045.2.1'), der.oid('1.2.840.10045.3.1.7')),
    der.octets(der.sequence(der.integer(1), der.octets(scalar))),
  );
}
