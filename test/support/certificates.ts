// Certificates, bundles, lists and requests made by openssl when tests run: keys are never kept in the
// repository.
//
// Dates are fixed, so that a test can set its clock: what is valid is so from 2024 to 2044.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { openssl, opensslOrSay } from './openssl.js';
import { repositoryRoot } from './paths.js';

/** A moment at which everything that is meant to be valid is. */
export const NOW = Date.UTC(2026, 0, 15, 12);

export const SID = 'S-1-5-21-1004336348-1177238915-682003330-1104';
export const PASSWORD = 'Passw0rd';
export const UNICODE_PASSWORD = 'Pässwörd€';

const FROM = '20240101000000Z';
const TO = '20440101000000Z';

interface Recipe {
  readonly subject: string;
  /** A name of KEYS. */
  readonly key?: string;
  readonly issuer?: string;
  readonly serial?: string;
  readonly from?: string;
  readonly to?: string;
  readonly digest?: string;
  readonly sign?: readonly string[];
  /** Lines of an extension section. */
  readonly extensions?: readonly string[];
}

const KEYS = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  rsa1024: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  pss: ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048'],
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  authority: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  impostor: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  strange: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  p521: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  explicit: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-pkeyopt', 'ec_param_enc:explicit'],
  brainpool: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:brainpoolP256r1'],
  ed25519: ['-algorithm', 'ED25519'],
  ed448: ['-algorithm', 'ED448'],
} as const;

const upn = (value: string): string => `otherName:1.3.6.1.4.1.311.20.2.3;UTF8:${value}`;
const sid = (value = SID): string[] => [`1.3.6.1.4.1.311.25.2=ASN1:SEQUENCE:sid_${value.replaceAll('-', '_')}`];
const CA = [
  'basicConstraints=critical,CA:TRUE',
  'keyUsage=critical,keyCertSign,cRLSign,digitalSignature',
  'subjectKeyIdentifier=hash',
  'authorityKeyIdentifier=keyid:always',
];
const IDENTIFIERS = ['subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid:always'];
const REVOCATION = [
  'crlDistributionPoints=crl_point',
  'authorityInfoAccess=OCSP;URI:http://ocsp.contoso.com/,caIssuers;URI:http://pki.contoso.com/ca.crt,caIssuers;URI:ldap:///CN=CONTOSO-DC-CA?cACertificate',
];
const CLIENT = [
  'basicConstraints=CA:FALSE',
  'keyUsage=critical,digitalSignature,keyEncipherment',
  'extendedKeyUsage=clientAuth',
  ...IDENTIFIERS,
  ...REVOCATION,
];
const withoutPurpose = CLIENT.filter((line) => !line.startsWith('extendedKeyUsage'));
const jane = `subjectAltName=${upn('jane@contoso.com')}`;
const TEMPLATE = ['1.3.6.1.4.1.311.21.7=ASN1:SEQUENCE:template', '1.3.6.1.4.1.311.21.10=ASN1:SEQUENCE:policies'];
const USER = '/DC=com/DC=contoso/OU=Users/CN=Jane Doe';

/** What is made: the name of the file without `.pem`. */
const RECIPES = {
  root: { subject: '/DC=com/DC=contoso/CN=Contoso Root CA', key: 'rsa', issuer: 'root', extensions: CA },
  authority: { subject: '/DC=com/DC=contoso/CN=CONTOSO-DC-CA', key: 'authority', issuer: 'root', extensions: CA },
  /** The certificate of `authority` before it was renewed: name and key are the same. */
  expiredAuthority: {
    subject: '/DC=com/DC=contoso/CN=CONTOSO-DC-CA',
    key: 'authority',
    issuer: 'root',
    to: '20250601000000Z',
    extensions: CA,
  },
  strangeRoot: { subject: '/O=Fabrikam/CN=Fabrikam Root', key: 'strange', issuer: 'strangeRoot', extensions: CA },
  /** The name of `authority` with another key, issued by no one here. */
  impostor: { subject: '/DC=com/DC=contoso/CN=CONTOSO-DC-CA', key: 'impostor', issuer: 'strangeRoot', extensions: CA },
  strong: { subject: USER, serial: '2B0000000011AC0000000012', extensions: [...CLIENT, jane, ...sid(), ...TEMPLATE] },
  revoked: { subject: USER, serial: '2B0000000011AC0000000013', extensions: [...CLIENT, jane, ...sid()] },
  upnOnly: { subject: USER, extensions: [...CLIENT, jane, '1.3.6.1.4.1.311.20.2=ASN1:BMP:User'] },
  sanUri: { subject: USER, extensions: [...CLIENT, `subjectAltName=@uri_names`] },
  sidsDiffer: { subject: USER, extensions: [...CLIENT, `subjectAltName=@uri_names`, ...sid('S-1-5-21-1-2-3-9999')] },
  noUpn: { subject: USER, extensions: [...CLIENT, ...sid()] },
  subjectUpn: { subject: '/DC=com/DC=contoso/CN=jane@contoso.com', extensions: [...CLIENT, ...sid()] },
  emailOnly: { subject: USER, extensions: [...CLIENT, 'subjectAltName=email:jane@contoso.com', ...sid()] },
  severalUpns: {
    subject: USER,
    extensions: [...CLIENT, `subjectAltName=${upn('jane@contoso.com')},${upn('jd@fabrikam.com')}`, ...sid()],
  },
  expired: { subject: USER, from: '20200101000000Z', to: '20210101000000Z', extensions: [...CLIENT, jane, ...sid()] },
  notYetValid: { subject: USER, from: '20420101000000Z', extensions: [...CLIENT, jane, ...sid()] },
  expiring: { subject: USER, to: '20260201000000Z', extensions: [...CLIENT, jane, ...sid()] },
  ellipticCurve: { subject: USER, key: 'p384', digest: 'sha384', extensions: [...CLIENT, jane, ...sid()] },
  rsaUser: { subject: USER, key: 'rsa', extensions: [...CLIENT, jane, ...sid()] },
  weakKey: { subject: USER, key: 'rsa1024', extensions: [...CLIENT, jane, ...sid()] },
  sha1: { subject: USER, issuer: 'root', digest: 'sha1', extensions: [...CLIENT, jane, ...sid()] },
  md5: { subject: USER, issuer: 'root', digest: 'md5', extensions: [...CLIENT, jane, ...sid()] },
  noPurpose: { subject: USER, extensions: [...withoutPurpose, jane, ...sid()] },
  wrongPurpose: {
    subject: USER,
    extensions: [...withoutPurpose, 'extendedKeyUsage=serverAuth,emailProtection', jane, ...sid()],
  },
  smartCard: {
    subject: USER,
    extensions: [...withoutPurpose, 'extendedKeyUsage=1.3.6.1.4.1.311.20.2.2', jane, ...sid()],
  },
  noSigning: {
    subject: USER,
    extensions: [
      ...CLIENT.map((line) => (line.startsWith('keyUsage') ? 'keyUsage=critical,keyEncipherment' : line)),
      jane,
      ...sid(),
    ],
  },
  noRevocation: { subject: USER, extensions: [...CLIENT.slice(0, 5), jane, ...sid()] },
  authorityAsClient: {
    subject: USER,
    extensions: [
      'basicConstraints=critical,CA:TRUE',
      'keyUsage=critical,digitalSignature',
      'extendedKeyUsage=clientAuth',
      ...IDENTIFIERS,
      ...REVOCATION,
      jane,
      ...sid(),
    ],
  },
  byImpostor: { subject: USER, issuer: 'impostor', extensions: [...CLIENT, jane, ...sid()] },
  otherForest: {
    subject: '/O=Fabrikam/CN=Bob',
    issuer: 'strangeRoot',
    extensions: [...CLIENT, `subjectAltName=${upn('bob@fabrikam.com')}`, ...sid()],
  },
  server: {
    subject: '/CN=mail.contoso.com',
    key: 'rsa',
    extensions: [
      'basicConstraints=CA:FALSE',
      'keyUsage=critical,digitalSignature,keyEncipherment',
      'extendedKeyUsage=serverAuth',
      ...IDENTIFIERS,
      ...REVOCATION,
      'subjectAltName=DNS:mail.contoso.com,DNS:*.apps.contoso.com,IP:10.0.0.1,IP:fe80::1',
    ],
  },
  selfSigned: {
    subject: '/CN=EXCH01',
    key: 'p256',
    issuer: 'selfSigned',
    extensions: ['extendedKeyUsage=serverAuth', 'subjectAltName=DNS:EXCH01,DNS:exch01.contoso.com'],
  },
  pss: {
    subject: USER,
    issuer: 'root',
    sign: ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'],
    extensions: [...CLIENT, jane, ...sid()],
  },
  pssKey: { subject: '/CN=RSA-PSS key', key: 'pss', issuer: 'pssKey', extensions: CLIENT },
  p521: { subject: '/CN=P-521', key: 'p521', issuer: 'p521', digest: 'sha512', extensions: CLIENT },
  explicitCurve: { subject: '/CN=Explicit curve', key: 'explicit', extensions: CLIENT },
  brainpool: { subject: '/CN=Brainpool', key: 'brainpool', issuer: 'brainpool', extensions: CLIENT },
  ed25519: { subject: '/CN=Ed25519', key: 'ed25519', issuer: 'ed25519', digest: 'default', extensions: CLIENT },
  ed448: { subject: '/CN=Ed448', key: 'ed448', issuer: 'ed448', digest: 'default', extensions: CLIENT },
  hardName: {
    subject: '/C=DE/O=Contoso \\& Söhne, "Ltd."/OU=Users\\+Guests/CN= Jürgen \\<b\\>#1; \\/ ',
    extensions: [...CLIENT, 'subjectAltName=@hard_names', ...sid()],
  },
} satisfies Readonly<Record<string, Recipe>>;

export type CertificateName = keyof typeof RECIPES;
export const certificateNames = Object.keys(RECIPES) as CertificateName[];

/** Files beside the certificates: PKCS#7, PKCS#12, lists, requests. */
export type BundleName =
  | 'chain.pem'
  | 'chain.p7b'
  | 'chain-pem.p7b'
  | 'legacy.pfx'
  | 'modern.pfx'
  | 'elliptic.pfx'
  | 'empty-password.pfx'
  | 'unicode-password.pfx'
  | 'no-mac.pfx'
  | 'key-only.pfx'
  | 'without-key.pfx'
  | 'key-of-authority.pfx'
  | 'bag-attributes.pem'
  | 'with-key.pem'
  | 'trusted.pem'
  | 'authority.crl'
  | 'request.csr'
  | 'p256.csr';

export interface GeneratedCertificates {
  readonly folder: string;
  /** PEM of a certificate. */
  pem(name: CertificateName): string;
  der(name: CertificateName): Uint8Array;
  /** The path of a certificate's PEM file. */
  path(name: CertificateName): string;
  bundle(name: BundleName): Uint8Array;
  bundlePath(name: BundleName): string;
}

let generated: GeneratedCertificates | null | undefined;

/** All of them, made once per version of this file; null, said aloud, where openssl is not to be had. */
export function generatedCertificates(): GeneratedCertificates | null {
  if (generated === undefined) generated = opensslOrSay() ? open(make()) : null;
  return generated;
}

function open(folder: string): GeneratedCertificates {
  const at = (name: string): string => path.join(folder, name);
  return {
    folder,
    pem: (name) => readFileSync(at(`${name}.pem`), 'utf8'),
    der: (name) => openssl(['x509', '-in', at(`${name}.pem`), '-outform', 'DER']),
    path: (name) => at(`${name}.pem`),
    bundle: (name) => readFileSync(at(name)),
    bundlePath: (name) => at(name),
  };
}

/** Several test processes may come here at once: each makes its own and the first to be ready wins. */
function make(): string {
  const version = createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex')
    .slice(0, 16);
  const folder = path.join(repositoryRoot, '.cache', 'certificates', version);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  new Maker(draft).makeAll();
  try {
    renameSync(draft, folder);
  } catch {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

class Maker {
  constructor(private readonly folder: string) {}

  makeAll(): void {
    for (const [name, how] of Object.entries(KEYS)) this.run('genpkey', ...how, '-out', `${name}.key`);
    for (const name of certificateNames) this.certificate(name, RECIPES[name]);
    this.bundles();
    for (const name of readdirSync(this.folder)) {
      if (!/\.(?:pem|key|p7b|pfx|crl|csr)$/.test(name) || /^[0-9A-F]{8,}\.pem$/.test(name))
        rmSync(path.join(this.folder, name));
    }
  }

  private run(...args: readonly string[]): void {
    openssl(args, undefined, this.folder);
  }

  private write(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
  }

  private read(name: string): string {
    return readFileSync(path.join(this.folder, name), 'utf8');
  }

  private certificate(name: CertificateName, recipe: Recipe): void {
    const {
      subject,
      key = 'p256',
      issuer = 'authority',
      from = FROM,
      to = TO,
      digest = 'sha256',
      sign = [],
      extensions = [],
    } = recipe;
    const serial = recipe.serial ?? (0x61000000 + certificateNames.indexOf(name)).toString(16);
    this.write(`${name}.cnf`, configuration(extensions));
    this.write('index.txt', '');
    this.write('serial', `${serial.length % 2 === 0 ? '' : '0'}${serial}\n`);
    this.run(
      'req',
      '-new',
      '-utf8',
      '-config',
      `${name}.cnf`,
      '-key',
      `${key}.key`,
      '-subj',
      subject,
      '-multivalue-rdn',
      '-out',
      `${name}.request`,
    );
    const own = issuer === name;
    const issuerKey = own ? key : ((RECIPES as Readonly<Record<string, Recipe>>)[issuer]?.key ?? 'p256');
    const by = own ? ['-selfsign'] : ['-cert', `${issuer}.pem`];
    this.run(
      ...[
        'ca',
        '-batch',
        '-notext',
        '-utf8',
        '-preserveDN',
        '-config',
        `${name}.cnf`,
        '-extensions',
        'extensions',
        '-md',
        digest,
        ...sign,
      ],
      ...[
        '-startdate',
        from,
        '-enddate',
        to,
        ...by,
        '-keyfile',
        `${issuerKey}.key`,
        '-in',
        `${name}.request`,
        '-out',
        `${name}.pem`,
      ],
    );
  }

  private bundles(): void {
    const pfx = (name: BundleName, certificate: CertificateName, key: string, ...options: readonly string[]): void => {
      this.run(
        'pkcs12',
        '-export',
        '-in',
        `${certificate}.pem`,
        '-inkey',
        `${key}.key`,
        '-certfile',
        'authority.pem',
        '-out',
        name,
        ...options,
      );
    };
    const pass = ['-passout', `pass:${PASSWORD}`];
    this.write(
      'chain.pem',
      `${this.read('strong.pem')}comment between\n${this.read('authority.pem')}${this.read('root.pem')}`,
    );
    this.run('crl2pkcs7', '-nocrl', '-certfile', 'chain.pem', '-outform', 'DER', '-out', 'chain.p7b');
    this.run('crl2pkcs7', '-nocrl', '-certfile', 'chain.pem', '-out', 'chain-pem.p7b');
    pfx('legacy.pfx', 'rsaUser', 'rsa', '-legacy', '-name', 'Jane (legacy)', ...pass);
    pfx('modern.pfx', 'rsaUser', 'rsa', '-name', 'Jane (modern)', ...pass);
    pfx('elliptic.pfx', 'strong', 'p256', '-name', 'Jane', ...pass);
    pfx('empty-password.pfx', 'strong', 'p256', '-passout', 'pass:');
    pfx('unicode-password.pfx', 'strong', 'p256', '-passout', `pass:${UNICODE_PASSWORD}`);
    pfx('no-mac.pfx', 'strong', 'p256', '-nomac', '-certpbe', 'AES-256-CBC', ...pass);
    this.run('pkcs12', '-export', '-nocerts', '-inkey', 'p384.key', '-out', 'key-only.pfx', ...pass);
    const exported = ['pkcs12', '-export', ...pass, '-out'];
    this.run(...exported, 'without-key.pfx', '-nokeys', '-in', 'strong.pem', '-certfile', 'authority.pem');
    pfx('key-of-authority.pfx', 'authority', 'authority', '-certfile', 'strong.pem', ...pass);
    this.run('pkcs12', '-in', 'elliptic.pfx', '-passin', `pass:${PASSWORD}`, '-nodes', '-out', 'bag-attributes.pem');
    this.write('with-key.pem', this.read('p256.key') + this.read('strong.pem'));
    this.run('x509', '-in', 'strong.pem', '-trustout', '-setalias', 'Jane', '-out', 'trusted.pem');
    this.run(
      'req',
      '-new',
      '-config',
      'server.cnf',
      '-key',
      'rsa.key',
      '-subj',
      '/CN=mail.contoso.com',
      '-reqexts',
      'extensions_of_request',
      '-out',
      'request.csr',
    );
    this.run(
      'req',
      '-new',
      '-config',
      'server.cnf',
      '-key',
      'p256.key',
      '-subj',
      '/CN=mail.contoso.com',
      '-out',
      'p256.csr',
    );
    this.write(
      'index.txt',
      [
        'R\t440101000000Z\t240601000000Z,keyCompromise\t6200000A\tunknown\t/CN=revoked',
        'R\t440101000000Z\t240701000000Z\t2B0000000011AC0000000013\tunknown\t/CN=revoked',
        '',
      ].join('\n'),
    );
    this.write('crlnumber', '1000\n');
    this.run(
      ...[
        'ca',
        '-config',
        'server.cnf',
        '-gencrl',
        '-cert',
        'authority.pem',
        '-keyfile',
        'authority.key',
        '-crlexts',
        'extensions_of_crl',
      ],
      ...[
        '-crl_lastupdate',
        '20250101000000Z',
        '-crl_nextupdate',
        '20430101000000Z',
        '-md',
        'sha256',
        '-out',
        'authority.crl',
      ],
    );
  }
}

function configuration(extensions: readonly string[]): string {
  const sids = [SID, 'S-1-5-21-1-2-3-9999'].flatMap((value) => {
    const id = value.replaceAll('-', '_');
    return [
      `[sid_${id}]`,
      `name=IMPLICIT:0,SEQUENCE:other_${id}`,
      `[other_${id}]`,
      'type=OID:1.3.6.1.4.1.311.25.2.1',
      `value=EXPLICIT:0,OCT:${value}`,
    ];
  });
  return [
    '[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=unused',
    `[ca]\ndefault_ca=here\n[here]\ndatabase=index.txt\nserial=serial\ncrlnumber=crlnumber\nnew_certs_dir=.\npolicy=anything\nunique_subject=no`,
    '[anything]\nC=optional\nO=optional\nOU=optional\nDC=optional\nCN=optional',
    `[extensions]\n${extensions.join('\n')}`,
    `[uri_names]\notherName=1.3.6.1.4.1.311.20.2.3;UTF8:jane@contoso.com\nURI=tag:microsoft.com\\,2022-09-14:sid:${SID}`,
    '[crl_point]\nfullname=@crl_names\n[crl_names]\nURI.1=ldap:///CN=CONTOSO-DC-CA\\,DC=contoso\\,DC=com?certificateRevocationList\nURI.2=http://pki.contoso.com/ca.crl',
    '[hard_names]\notherName=1.3.6.1.4.1.311.20.2.3;FORMAT:UTF8,UTF8:jürgen@contoso.com\nemail=juergen@contoso.com\nDNS=mail.contoso.com\nURI=https://contoso.com/a\nIP.1=192.0.2.1\nIP.2=2001:db8::1\nRID=1.2.3.4\ndirName=directory',
    '[directory]\nDC=com\nCN=directory name',
    '[template]\noid=OID:1.3.6.1.4.1.311.21.8.1234567.7654321.111.222.333.4444.1.7\nmajor=INTEGER:100\nminor=INTEGER:12',
    '[policies]\none=SEQUENCE:policy\n[policy]\noid=OID:1.3.6.1.5.5.7.3.2',
    '[extensions_of_request]\nsubjectAltName=DNS:mail.contoso.com,DNS:autodiscover.contoso.com\nextendedKeyUsage=serverAuth',
    '[extensions_of_crl]\nauthorityKeyIdentifier=keyid:always\n1.3.6.1.4.1.311.21.4=ASN1:UTCTIME:420101000000Z',
    ...sids,
    '',
  ].join('\n');
}
