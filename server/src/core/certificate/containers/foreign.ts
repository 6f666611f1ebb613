// Files that administrators take for certificates and that hold none that can be read: what they are, and how
// to get at one.

const text = (value: string): number[] => Array.from(value, (character) => character.charCodeAt(0));

const KEYTOOL = 'Convert it: keytool -importkeystore -srckeystore <file> -destkeystore new.p12 -deststoretype PKCS12';
const BOUNCY_CASTLE = 'Export the certificate with KeyStore Explorer, or with keytool and the Bouncy Castle provider.';
const PGP = 'It has no X.509 certificate. Request a certificate from a CA; a PGP key cannot become one.';

/** What files begin with. */
const SIGNATURES: readonly (readonly [readonly number[], string])[] = [
  [[0xfe, 0xed, 0xfe, 0xed], `This is a Java keystore (JKS). ${KEYTOOL}`],
  [[0xce, 0xce, 0xce, 0xce], `This is a Java keystore (JCEKS). ${KEYTOOL} -srcstoretype JCEKS`],
  [[0, 0, 0, 1, 0, 0, 0, 20], `This is a Bouncy Castle keystore (BKS or UBER). ${BOUNCY_CASTLE}`],
  [[0, 0, 0, 2, 0, 0, 0, 20], `This is a Bouncy Castle keystore (BKS). ${BOUNCY_CASTLE}`],
  [
    [0x1e, 0xf1, 0xb5, 0xb0],
    'This is a private key of Windows (PVK) without a certificate. Its certificate is in the .spc or .cer file that came with it.',
  ],
  [text('PK\u0003\u0004'), 'This is a zip archive. Unpack it and open the certificate files inside.'],
  [text('%PDF-'), 'This is a PDF document. It has no certificate that can be read here.'],
  [text('ElfFile'), 'This is a Windows event log. It has no certificate.'],
  [text('regf'), 'This is a registry hive. Export certificates with certutil or the Certificates console instead.'],
  [
    text('SQLite format 3'),
    'This is a database, as NSS uses for certificates. Export a certificate: certutil -L -d <folder> -n <name> -a',
  ],
];

/**
 * The first octet of a PGP public key, secret key or signature, in old and new packet format, and its version
 * behind it.
 */
function isPgp(bytes: Uint8Array): boolean {
  const [first = 0, length = 0] = bytes;
  const old = (first & 0xc3) === 0x81 && [5, 6, 2].includes((first >> 2) & 15);
  if (old) return bytes[3] === 4 || bytes[3] === 3;
  const isNew = (first & 0xc0) === 0xc0 && [5, 6, 2].includes(first & 63);
  return isNew && (bytes[length < 192 ? 2 : 3] === 4 || bytes[length < 192 ? 2 : 3] === 6);
}

/** Null for what is not known here. */
export function foreignBytes(bytes: Uint8Array): string | null {
  const found = SIGNATURES.find(([start]) => start.every((byte, index) => bytes[index] === byte));
  return found?.[1] ?? (isPgp(bytes) ? `This is a PGP key or signature. ${PGP}` : null);
}

const SSH = 'Only its key could become part of a certificate: make a request with openssl req -new -key <file>.';

const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^\s*-----BEGIN PGP (?:PUBLIC|PRIVATE) KEY BLOCK-----/m, `This is a PGP key. ${PGP}`],
  [/^\s*-----BEGIN PGP /m, `This is a PGP message or signature. ${PGP}`],
  [/^\s*-----BEGIN OPENSSH PRIVATE KEY-----/m, `This is an OpenSSH private key, without a certificate. ${SSH}`],
  [/^\s*---- BEGIN SSH2 PUBLIC KEY ----/m, 'This is an SSH public key. It has no X.509 certificate.'],
  [/^PuTTY-User-Key-File-\d/, `This is a private key of PuTTY, without a certificate. ${SSH}`],
  [
    /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S+|sk-\S+@openssh\.com)(?:-cert-v01@openssh\.com)? +AAAA/m,
    'This is an OpenSSH public key or certificate. It is not an X.509 certificate.',
  ],
  [
    /^\s*(?:<!doctype html|<html)/i,
    'This is an HTML page, possibly a saved error message. Download the certificate again.',
  ],
];

/** Labels of PEM blocks that hold no certificate, request, list or private key. */
const LABELS: readonly (readonly [RegExp, string])[] = [
  [/PUBLIC KEY$/, 'This is a public key without a certificate. The CA that certified it has the certificate.'],
  [/^(?:X9\.42 )?DH PARAMETERS$/, 'These are Diffie-Hellman parameters. They have no certificate.'],
  [/PARAMETERS$/, 'These are parameters of a key. They have no certificate.'],
  [/^ATTRIBUTE CERTIFICATE$/, 'This is an attribute certificate, which has no key. It cannot be used to sign in.'],
  [
    /^(?:OCSP|TIMESTAMP|TS) /,
    'This is a message from an OCSP responder or time stamp authority. It contains no user certificate.',
  ],
];

/** `labels`: those of the PEM blocks in it. Null for what is not known here. */
export function foreignText(content: string, labels: readonly string[]): string | null {
  const start = content.slice(0, 4096);
  const found = TEXTS.find(([pattern]) => pattern.test(start));
  if (found !== undefined) return found[1];
  const label = labels[0];
  if (label === undefined) return null;
  return (
    LABELS.find(([pattern]) => pattern.test(label))?.[1] ??
    'Its PEM blocks are not certificates, requests, CRLs, or private keys.'
  );
}

/** What DER objects are that are recognized by their structure. */
export const FOREIGN_OBJECTS = {
  publicKey: LABELS[0]![1],
  numbers: 'This is an RSA public key or Diffie-Hellman parameters. It has no certificate.',
  attributeCertificate: LABELS[3]![1],
  ocspRequest: 'This is an OCSP request. It refers to a certificate by serial number but does not contain it.',
  ocspResponse: 'This is an OCSP response: it shows whether certificates are revoked but does not contain them.',
  keystore: `This is a Bouncy Castle keystore (BCFKS). ${BOUNCY_CASTLE}`,
  catalog: 'This is a security catalog (.cat) or certificate trust list without certificates.',
  signature:
    'This is a signature (PKCS#7) without the certificate of its signer. Create it again with the certificates included.',
} as const;
