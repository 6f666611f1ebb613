// The names of the object identifiers that certificates use.

type Row = readonly [oid: string, name: string, more: string | null];

/**
 * One row a line, its parts separated by `|`. Below a line of one part, which is the beginning of identifiers,
 * indented rows go on from there.
 */
function tableOf(text: string): Row[] {
  let base = '';
  return text
    .trim()
    .split('\n')
    .flatMap((line): Row[] => {
      const [arcs = '', name, more = null] = line.trim().split('|');
      if (name !== undefined) return [[line.startsWith(' ') ? base + arcs : arcs, name, more]];
      base = `${arcs}.`;
      return [];
    });
}

/** What is called something. */
const named = (table: readonly Row[]): [string, string][] => table.map(([oid, name]) => [oid, name]);

/** Attribute types of names: what RFC 4514 and OpenSSL print before `=`. */
const ATTRIBUTES = tableOf(`
2.5.4
 3|CN
 4|SN
 5|serialNumber
 6|C
 7|L
 8|ST
 9|street
 10|O
 11|OU
 12|title
 13|description
 15|businessCategory
 16|postalAddress
 17|postalCode
 18|postOfficeBox
 20|telephoneNumber
 41|name
 42|GN
 43|initials
 44|generationQualifier
 45|x500UniqueIdentifier
 46|dnQualifier
 51|houseIdentifier
 65|pseudonym
 72|role
 97|organizationIdentifier
0.9.2342.19200300.100.1.1|UID
0.9.2342.19200300.100.1.3|mail
0.9.2342.19200300.100.1.25|DC
1.2.840.113549.1
 9.1|emailAddress
 9.2|unstructuredName
 9.8|unstructuredAddress
1.3.6.1.4.1.311
 60.2.1.1|jurisdictionL
 60.2.1.2|jurisdictionST
 60.2.1.3|jurisdictionC
1.2.643
 3.131.1.1|INN
 100.1|OGRN
 100.3|SNILS
 100.4|INNLE
 100.5|OGRNIP
`);

/** Extensions of certificates, revocation lists and their entries. */
const EXTENSIONS = tableOf(`
2.5.29
 1|Authority key identifier (obsolete)
 7|Subject alternative name (obsolete)
 9|Subject directory attributes
 10|Basic constraints (obsolete)
 14|Subject key identifier
 15|Key usage
 16|Private key usage period
 17|Subject alternative name
 18|Issuer alternative name
 19|Basic constraints
 20|CRL number
 21|Reason code
 23|Hold instruction code
 24|Invalidity date
 27|Delta CRL indicator
 28|Issuing distribution point
 29|Certificate issuer
 30|Name constraints
 31|CRL distribution points
 32|Certificate policies
 33|Policy mappings
 35|Authority key identifier
 36|Policy constraints
 37|Extended key usage
 46|Freshest CRL
 54|Inhibit anyPolicy
 60|Expired certificates on CRL
1.3.6.1.5.5.7
 1.1|Authority information access
 1.2|Biometric information
 1.3|Qualified certificate statements
 1.7|IP address blocks
 1.8|Autonomous system identifiers
 1.11|Subject information access
 1.12|Logotype
 1.14|Proxy certificate information
 1.24|TLS feature
 48.1.5|OCSP no check
1.3.6.1.4.1.11129.2.4.2|Signed certificate timestamps
1.3.6.1.4.1.11129.2.4.3|Certificate transparency poison
1.2.840.113549.1.9.15|S/MIME capabilities
2.16.840.1.113730.1
 1|Netscape certificate type
 2|Netscape base URL
 3|Netscape revocation URL
 4|Netscape CA revocation URL
 7|Netscape renewal URL
 8|Netscape CA policy URL
 12|Netscape SSL server name
 13|Netscape comment
1.2.840.113533.7.65.0|Entrust version
2.23.140.3.1|CA/Browser Forum organization identifier
2.16.840.1.101.3.6.9.1|PIV interim
1.3.6.1.4.1.311
 20.2|Certificate template name
 21.1|CA version
 21.2|Previous CA certificate hash
 21.3|CRL virtual base
 21.4|Next CRL publish
 21.7|Certificate template
 21.10|Application policies
 21.11|Application policy mappings
 21.12|Application policy constraints
 21.14|Published CRL locations
 25.2|Security identifier (NTDS CA security extension)
`);

/** Extended key usages and application policies. */
const PURPOSES = tableOf(`
2.5.29.37.0|Any purpose
1.3.6.1.5.5.7.3
 1|Server authentication
 2|Client authentication
 3|Code signing
 4|Secure email
 5|IPsec end system
 6|IPsec tunnel
 7|IPsec user
 8|Time stamping
 9|OCSP signing
 13|EAP over PPP
 14|EAP over LAN
 17|IPsec IKE
 21|SSH client
 22|SSH server
 36|Document signing
1.3.6.1.5.5.8.2.2|IP security IKE intermediate
1.3.6.1.5.2.3.4|PKINIT client authentication
1.3.6.1.5.2.3.5|KDC authentication
1.3.6.1.4.1.311
 2.1.21|Individual code signing
 2.1.22|Commercial code signing
 10.3.1|Microsoft trust list signing
 10.3.2|Microsoft time stamping
 10.3.3|Microsoft server gated crypto
 10.3.4|Encrypting file system
 10.3.4.1|File recovery
 10.3.5|Windows hardware driver verification
 10.3.6|Windows system component verification
 10.3.9|Root list signer
 10.3.10|Qualified subordination
 10.3.11|Key recovery
 10.3.12|Document signing (Microsoft)
 10.3.13|Lifetime signing
 10.5.1|Digital rights
 10.6.1|Key pack licenses
 10.6.2|License server verification
 10.12.1|Any application policy
 20.2.1|Certificate request agent
 20.2.2|Smart card logon
 21.5|Private key archival
 21.6|Key recovery agent
 21.19|Directory service email replication
 54.1.2|Remote desktop authentication
 67.1.1|BitLocker drive encryption
 67.1.2|BitLocker data recovery agent
2.16.840.1.113730.4.1|Netscape server gated crypto
2.16.840.1.101.3.6.7|PIV content signing
2.16.840.1.101.3.6.8|PIV card authentication
`);

/** The types of otherName. */
const OTHER_NAMES = tableOf(`
1.3.6.1.4.1.311
 20.2.3|User principal name
 25.1|NTDS replication GUID
 25.2.1|NTDS object SID
1.3.6.1.5.2.2|Kerberos principal name
1.3.6.1.5.5.7
 8.3|Permanent identifier
 8.4|Hardware module name
 8.5|XMPP address
 8.7|DNS service name
 8.8|NAI realm
 8.9|SMTP UTF-8 mailbox
2.16.840.1.101.3.6.6|FASC-N
`);

/** Everything else that an ASN.1 view meets. */
const OTHERS = tableOf(`
1.3.6.1.5.5.7
 48.1|OCSP
 48.2|CA issuers
 48.3|Time stamping service
 48.5|CA repository
 2.1|Certification practice statement
 2.2|User notice
2.5.29.32.0|Any policy
2.23.140.1.1|Extended validation
2.23.140.1.2.1|Domain validated
2.23.140.1.2.2|Organization validated
2.23.140.1.2.3|Individual validated
1.3.6.1.5.5.7.11.2|QC syntax v2
0.4.0.1862.1
 1|QC compliance
 2|QC limit value
 3|QC retention period
 4|QC secure signature device
 5|QC disclosure statements
 6|QC type
1.2.840.113549
 1.7.1|PKCS#7 data
 1.7.2|PKCS#7 signed data
 1.7.3|PKCS#7 enveloped data
 1.7.4|PKCS#7 signed and enveloped data
 1.7.5|PKCS#7 digested data
 1.7.6|PKCS#7 encrypted data
 1.9.16.1.9|CMS compressed data
 1.9.3|Content type
 1.9.4|Message digest
 1.9.5|Signing time
 1.9.7|Challenge password
 1.9.14|Extension request
 1.9.20|Friendly name
 1.9.21|Local key id
 1.9.22.1|X.509 certificate
 1.9.22.2|SDSI certificate
 1.9.23.1|X.509 CRL
 1.12.10.1.1|PKCS#12 key bag
 1.12.10.1.2|PKCS#12 shrouded key bag
 1.12.10.1.3|PKCS#12 certificate bag
 1.12.10.1.4|PKCS#12 CRL bag
 1.12.10.1.5|PKCS#12 secret bag
 1.12.10.1.6|PKCS#12 safe contents bag
 1.12.1.1|pbeWithSHAAnd128BitRC4
 1.12.1.2|pbeWithSHAAnd40BitRC4
 1.12.1.3|pbeWithSHAAnd3-KeyTripleDES-CBC
 1.12.1.4|pbeWithSHAAnd2-KeyTripleDES-CBC
 1.12.1.5|pbeWithSHAAnd128BitRC2-CBC
 1.12.1.6|pbeWithSHAAnd40BitRC2-CBC
 1.5.3|pbeWithMD5AndDES-CBC
 1.5.10|pbeWithSHA1AndDES-CBC
 1.5.12|PBKDF2
 1.5.13|PBES2
 1.5.14|PBMAC1
 1.1.8|MGF1
 2.7|HMAC-SHA1
 2.8|HMAC-SHA224
 2.9|HMAC-SHA256
 2.10|HMAC-SHA384
 2.11|HMAC-SHA512
 3.2|RC2-CBC
 3.4|RC4
 3.7|DES-EDE3-CBC
1.3.14.3.2.7|DES-CBC
2.16.840.1.101.3.4
 1.2|AES-128-CBC
 1.22|AES-192-CBC
 1.42|AES-256-CBC
1.3.6.1.4.1.311
 2.1.14|Certificate extensions (Microsoft)
 13.2.1|Enrollment name and value
 13.2.2|Enrollment provider
 13.2.3|Windows version
 17.1|Key provider name
 17.2|Local machine key set
 21.20|Request client information
`);

/** Digest algorithms, by the names of WebCrypto where it has them. */
const DIGESTS = tableOf(`
1.2.840.113549
 2.2|MD2
 2.4|MD4
 2.5|MD5
1.3.14.3.2.26|SHA-1
1.3.36.3.2.1|RIPEMD-160
2.16.840.1.101.3.4
 2.1|SHA-256
 2.2|SHA-384
 2.3|SHA-512
 2.4|SHA-224
 2.5|SHA-512/224
 2.6|SHA-512/256
 2.7|SHA3-224
 2.8|SHA3-256
 2.9|SHA3-384
 2.10|SHA3-512
 2.11|SHAKE128
 2.12|SHAKE256
1.2.643
 2.2.9|GOST R 34.11-94
 7.1.1.2.2|GOST R 34.11-2012 (256)
 7.1.1.2.3|GOST R 34.11-2012 (512)
1.2.156.10197.1.401|SM3
`);

/** Signature algorithms that are kinds of keys too. */
const SIGNATURES_AND_KEYS = tableOf(`
2.16.840.1.101.3.4
 3.17|ML-DSA-44
 3.18|ML-DSA-65
 3.19|ML-DSA-87
 3.20|SLH-DSA-SHA2-128s
 3.21|SLH-DSA-SHA2-128f
 3.22|SLH-DSA-SHA2-192s
 3.23|SLH-DSA-SHA2-192f
 3.24|SLH-DSA-SHA2-256s
 3.25|SLH-DSA-SHA2-256f
`);

/** Signature algorithms with the digest they use; null where the algorithm has none of its own. */
const SIGNATURES = [
  ...tableOf(`
1.2.840.113549.1
 1.2|md2WithRSAEncryption|MD2
 1.3|md4WithRSAEncryption|MD4
 1.4|md5WithRSAEncryption|MD5
 1.5|sha1WithRSAEncryption|SHA-1
1.3.14.3.2.29|sha1WithRSA|SHA-1
1.3.14.3.2.15|shaWithRSAEncryption|SHA-0
1.3.14.3.2.3|md5WithRSA|MD5
1.2.840.113549.1
 1.11|sha256WithRSAEncryption|SHA-256
 1.12|sha384WithRSAEncryption|SHA-384
 1.13|sha512WithRSAEncryption|SHA-512
 1.14|sha224WithRSAEncryption|SHA-224
 1.15|sha512-224WithRSAEncryption|SHA-512/224
 1.16|sha512-256WithRSAEncryption|SHA-512/256
 1.10|RSASSA-PSS
1.3.36.3.3.1.2|ripemd160WithRSA|RIPEMD-160
2.16.840.1.101.3.4
 3.13|sha3-224WithRSAEncryption|SHA3-224
 3.14|sha3-256WithRSAEncryption|SHA3-256
 3.15|sha3-384WithRSAEncryption|SHA3-384
 3.16|sha3-512WithRSAEncryption|SHA3-512
1.2.840.10040.4.3|dsa-with-SHA1|SHA-1
1.3.14.3.2.27|dsaWithSHA1|SHA-1
1.3.14.3.2.13|dsaWithSHA|SHA-0
2.16.840.1.101.3.4
 3.1|dsa-with-SHA224|SHA-224
 3.2|dsa-with-SHA256|SHA-256
 3.3|dsa-with-SHA384|SHA-384
 3.4|dsa-with-SHA512|SHA-512
1.2.840.10045.4.1|ecdsa-with-SHA1|SHA-1
1.2.840.10045.4.3.1|ecdsa-with-SHA224|SHA-224
1.2.840.10045.4.3.2|ecdsa-with-SHA256|SHA-256
1.2.840.10045.4.3.3|ecdsa-with-SHA384|SHA-384
1.2.840.10045.4.3.4|ecdsa-with-SHA512|SHA-512
2.16.840.1.101.3.4
 3.9|ecdsa-with-SHA3-224|SHA3-224
 3.10|ecdsa-with-SHA3-256|SHA3-256
 3.11|ecdsa-with-SHA3-384|SHA3-384
 3.12|ecdsa-with-SHA3-512|SHA3-512
1.3.101.112|Ed25519
1.3.101.113|Ed448
1.2.643
 2.2.3|GOST R 34.11-94 with GOST R 34.10-2001|GOST R 34.11-94
 2.2.4|GOST R 34.11-94 with GOST R 34.10-94|GOST R 34.11-94
 7.1.1.3.2|GOST R 34.10-2012 (256)|GOST R 34.11-2012 (256)
 7.1.1.3.3|GOST R 34.10-2012 (512)|GOST R 34.11-2012 (512)
1.2.156.10197.1.501|SM2 with SM3|SM3
`),
  ...SIGNATURES_AND_KEYS,
];

/** Public key algorithms; the bits are those of keys of one fixed size. */
const KEYS = [
  ...tableOf(`
1.2.840.113549.1.1.1|RSA
2.5.8.1.1|RSA
1.2.840.113549.1
 1.10|RSA-PSS
 1.7|RSA-OAEP
1.2.840.10040.4.1|DSA
1.3.14.3.2.12|DSA
1.2.840.10046.2.1|DH
1.2.840.113549.1.3.1|DH
1.2.840.10045.2.1|EC
1.3.132.1.12|EC
1.3.101.110|X25519|253
1.3.101.111|X448|448
1.3.101.112|Ed25519|256
1.3.101.113|Ed448|456
1.2.643
 2.2.20|GOST R 34.10-94
 2.2.19|GOST R 34.10-2001|256
 7.1.1.1.1|GOST R 34.10-2012 (256)|256
 7.1.1.1.2|GOST R 34.10-2012 (512)|512
2.16.840.1.101.3.4
 4.1|ML-KEM-512
 4.2|ML-KEM-768
 4.3|ML-KEM-1024
`),
  ...SIGNATURES_AND_KEYS,
];

/** Named curves and the bits of their field. */
const CURVES = tableOf(`
1.2.840.10045.3.1.1|P-192|192
1.2.840.10045.3.1.7|P-256|256
1.3.132.0
 33|P-224|224
 34|P-384|384
 35|P-521|521
 10|secp256k1|256
 8|secp160r1|160
 9|secp160k1|160
 30|secp160r2|160
 31|secp192k1|192
 32|secp224k1|224
 6|secp112r1|112
 7|secp112r2|112
 28|secp128r1|128
 29|secp128r2|128
 1|sect163k1|163
 15|sect163r2|163
 26|sect233k1|233
 27|sect233r1|233
 16|sect283k1|283
 17|sect283r1|283
 36|sect409k1|409
 37|sect409r1|409
 38|sect571k1|571
 39|sect571r1|571
1.3.36.3.3.2.8.1.1
 1|brainpoolP160r1|160
 3|brainpoolP192r1|192
 5|brainpoolP224r1|224
 7|brainpoolP256r1|256
 8|brainpoolP256t1|256
 9|brainpoolP320r1|320
 11|brainpoolP384r1|384
 12|brainpoolP384t1|384
 13|brainpoolP512r1|512
 14|brainpoolP512t1|512
1.2.156.10197.1.301|SM2|256
`);

const attributes = new Map(named(ATTRIBUTES));
const extensions = new Map(named(EXTENSIONS));
const digests = new Map(named(DIGESTS));
const signatures = new Map(SIGNATURES.map(([oid, name, hash]) => [oid, { name, hash }] as const));
const bitsOf = ([oid, name, bits]: Row) => [oid, { name, bits: bits === null ? null : Number(bits) }] as const;
const keys = new Map(KEYS.map(bitsOf));
const curves = new Map(CURVES.map(bitsOf));
const names = new Map(
  [CURVES, KEYS, SIGNATURES, DIGESTS, OTHERS, OTHER_NAMES, PURPOSES, EXTENSIONS, ATTRIBUTES].flatMap(named),
);

/** What an object identifier is called, wherever it stands; null when unknown. */
export function oidName(oid: string): string | null {
  return names.get(oid) ?? null;
}

export function attributeName(oid: string): string | null {
  return attributes.get(oid) ?? null;
}

export function extensionName(oid: string): string | null {
  return extensions.get(oid) ?? null;
}

export function digestName(oid: string): string | null {
  return digests.get(oid) ?? null;
}

export function signatureOf(oid: string): { readonly name: string; readonly hash: string | null } | null {
  return signatures.get(oid) ?? null;
}

export function keyAlgorithmOf(oid: string): { readonly name: string; readonly bits: number | null } | null {
  return keys.get(oid) ?? null;
}

export function curveOf(oid: string): { readonly name: string; readonly bits: number | null } | null {
  return curves.get(oid) ?? null;
}
