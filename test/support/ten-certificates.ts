// Ten certificates as administrators bring them, each with the files it comes with, made for a moment: what
// the first screen is tried on.
import * as der from './der-writer.js';
import { rsaKey, signedCertificate, signedList } from './signed-certificates.js';
import type { SigningKey } from './signed-certificates.js';

const DAY = 86_400_000;
const DOMAIN = 'S-1-5-21-1004336348-1177238915-682003330';

export const tenCertificates = [
  'ready',
  'upn-only',
  'no-upn',
  'computer',
  'expired',
  'expiring',
  'weak-authority',
  'outdated-list',
  'wrong-sid-form',
  'disabled-account',
] as const;
export type TenName = (typeof tenCertificates)[number];

/** The certificate that is asked about; its folder holds what belongs to it. */
export const tenPath = (name: TenName): string => `${name}/${name}.cer`;

interface Authority {
  readonly name: der.Der;
  readonly key: SigningKey;
}

const named = (commonName: string): der.Der =>
  der.name(
    ['0.9.2342.19200300.100.1.25', der.tlv(0x16, 'com')],
    ['0.9.2342.19200300.100.1.25', der.tlv(0x16, 'contoso')],
    [der.COMMON_NAME, der.utf8(commonName)],
  );

const moment = (ms: number): der.Der =>
  der.tlv(0x17, `${new Date(ms).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`);

const keyIdentifiers = (own: SigningKey, issuer: SigningKey): der.Der[] => [
  der.extension('2.5.29.14', der.octets(own.identifier)),
  der.extension('2.5.29.35', der.sequence(der.tlv(0x80, issuer.identifier))),
];

const other = (type: string, value: der.Der): der.Der => der.tlv(0xa0, der.oid(type), der.tlv(0xa0, value));
const upn = (value: string): der.Der => other('1.3.6.1.4.1.311.20.2.3', der.utf8(value));
const names = (...values: readonly der.Der[]): der.Der => der.extension('2.5.29.17', der.sequence(...values));
const sid = (relative: number): der.Der =>
  der.extension(
    '1.3.6.1.4.1.311.25.2',
    der.sequence(other('1.3.6.1.4.1.311.25.2.1', der.octets(`${DOMAIN}-${relative}`))),
  );

/** Text and bytes of files by their paths; `now` in milliseconds since 1970. */
export function tenCertificateFiles(now: number): ReadonlyMap<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>();
  let serial = 0x1000;
  const put = (path: string, bytes: Uint8Array): void => {
    files.set(path, der.pem('CERTIFICATE', bytes));
  };
  const authority = (commonName: string, issuer: Authority | null, digest: 'sha256' | 'sha1' = 'sha256') => {
    const key = rsaKey(2048);
    const name = named(commonName);
    const bytes = signedCertificate(
      {
        serial: der.integer(...numberBytes(serial++)),
        issuer: issuer?.name ?? name,
        subject: name,
        validity: der.sequence(moment(now - 900 * DAY), moment(now + 3000 * DAY)),
        extensions: [
          der.extension('2.5.29.19', der.sequence(der.tlv(1, Buffer.of(255))), true),
          der.extension('2.5.29.15', der.tlv(3, Buffer.of(1, 0x06)), true),
          ...keyIdentifiers(key, issuer?.key ?? key),
        ],
      },
      key,
      issuer?.key ?? key,
      digest,
    );
    return { name, key, bytes };
  };
  const root = authority('Contoso Root CA', null);
  const issuing = authority('Contoso Issuing CA', root);
  put('authorities/root.cer', root.bytes);
  put('authorities/issuing.cer', issuing.bytes);

  const client = (
    name: TenName,
    person: string,
    identity: readonly der.Der[],
    { from = -200, to = 500, by = issuing } = {},
  ): Uint8Array => {
    const key = rsaKey(2048);
    const point = der.tlv(0x86, 'http://pki.contoso.com/issuing.crl');
    const bytes = signedCertificate(
      {
        serial: der.integer(...numberBytes(serial++)),
        issuer: by.name,
        subject: named(person),
        validity: der.sequence(moment(now + from * DAY), moment(now + to * DAY)),
        extensions: [
          der.extension('2.5.29.15', der.tlv(3, Buffer.of(5, 0xa0)), true),
          der.extension('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.2'))),
          der.extension('2.5.29.31', der.sequence(der.sequence(der.tlv(0xa0, der.tlv(0xa0, point))))),
          ...keyIdentifiers(key, by.key),
          ...identity,
        ],
      },
      key,
      by.key,
    );
    put(tenPath(name), bytes);
    return bytes;
  };

  client('ready', 'Alice Adams', [names(upn('alice@contoso.com')), sid(1101)]);
  client('upn-only', 'Bob Brown', [names(upn('bob@contoso.com'))]);
  client('no-upn', 'Carol Clark', [sid(1103)]);
  client('computer', 'PC01', [names(der.tlv(0x82, 'pc01.contoso.com')), sid(1104)]);
  client('expired', 'Dave Davis', [names(upn('dave@contoso.com')), sid(1105)], { from: -400, to: -12 });
  client('expiring', 'Erin Evans', [names(upn('erin@contoso.com')), sid(1106)], { from: -353, to: 12 });

  const weak = authority('Contoso Legacy CA', root, 'sha1');
  put('weak-authority/legacy-ca.cer', weak.bytes);
  client('weak-authority', 'Frank Foster', [names(upn('frank@contoso.com')), sid(1107)], { by: weak });

  const late = authority('Contoso Branch CA', root);
  put('outdated-list/branch-ca.cer', late.bytes);
  client('outdated-list', 'Grace Green', [names(upn('grace@contoso.com')), sid(1108)], { by: late });
  files.set(
    'outdated-list/branch-ca.crl',
    signedList(
      {
        issuer: late.name,
        thisUpdate: moment(now - 12 * DAY),
        nextUpdate: moment(now - 5 * DAY),
        extensions: [der.extension('2.5.29.35', der.sequence(der.tlv(0x80, late.key.identifier)))],
      },
      late.key,
    ),
  );

  const wrong = der.extension('1.3.6.1.4.1.311.25.2', der.octets(`${DOMAIN}-1109`));
  client('wrong-sid-form', 'Heidi Hill', [names(upn('heidi@contoso.com')), wrong]);

  client('disabled-account', 'Ivan Ingram', [names(upn('ivan@contoso.com')), sid(1110)]);
  files.set(
    'disabled-account/ivan.ldf',
    [
      'dn: CN=Ivan Ingram,OU=Staff,DC=contoso,DC=com',
      'changetype: add',
      'objectClass: user',
      'sAMAccountName: ivan',
      'userPrincipalName: ivan@contoso.com',
      `objectSid:: ${sidBytes(1110).toString('base64')}`,
      'userAccountControl: 514',
      '',
    ].join('\n'),
  );
  return files;
}

/** Without a sign: the first byte stays below 128. */
function numberBytes(value: number): number[] {
  return [value >> 8, value & 255];
}

/**
 * As a directory keeps it: revision, count, authority in six bytes, and little-endian numbers (MS-DTYP
 * 2.4.2.2).
 */
function sidBytes(relative: number): Buffer {
  const numbers = [...DOMAIN.split('-').slice(3).map(Number), relative];
  const bytes = Buffer.alloc(8 + 4 * numbers.length);
  bytes.set([1, numbers.length, 0, 0, 0, 0, 0, 5]);
  numbers.forEach((number, index) => bytes.writeUInt32LE(number, 8 + 4 * index));
  return bytes;
}
