// What a certificate, a certificate request or a revocation list says, decoded once into plain immutable
// data.
//
// Every span counts bytes from the start of `der`, the object's own bytes. Text comes from the author of the
// file: it may hold control characters, markup and bidirectional overrides, and is shown through `showable`
// or as text nodes only.
import type { ByteProblem, Span } from './der/element.js';
import type { StringType, Time } from './der/values.js';

export type { ByteProblem, Span } from './der/element.js';
export type { StringType, Time } from './der/values.js';

export type CertificateModel = X509Certificate | CertificateRequest | RevocationList;

/** SHA-1 (what Windows calls the thumbprint) and SHA-256 over the whole DER, lower-case hexadecimal. */
export interface Thumbprints {
  readonly sha1: string;
  readonly sha256: string;
}

interface SignedObject extends Thumbprints {
  /** Exactly this object's bytes. */
  readonly der: Uint8Array;
  /** The part that is signed, header included. */
  readonly toBeSigned: Span;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Span;
  /** In the order of the file. */
  readonly extensions: readonly Extension[];
  /** What is wrong with the object although it could be read. */
  readonly problems: readonly ByteProblem[];
}

export interface X509Certificate extends SignedObject {
  readonly kind: 'certificate';
  /** 1, 2 or 3; another number as it is written. */
  readonly version: number;
  readonly serialNumber: SerialNumber;
  readonly issuer: DistinguishedName;
  readonly notBefore: Time;
  readonly notAfter: Time;
  readonly subject: DistinguishedName;
  readonly publicKey: PublicKey;
  /** Issuer's and subject's name are the same bytes. */
  readonly selfIssued: boolean;
  /** Basic constraints say CA, or a version 1 certificate is self-issued. */
  readonly isAuthority: boolean;
}

/** PKCS#10 (RFC 2986). `extensions` are those that the request asks for. */
export interface CertificateRequest extends SignedObject {
  readonly kind: 'request';
  readonly version: number;
  readonly subject: DistinguishedName;
  readonly publicKey: PublicKey;
  readonly attributes: readonly RequestAttribute[];
}

export interface RequestAttribute {
  readonly oid: string;
  readonly name: string | null;
  /** Text of strings; null where there is none, and always for a challenge password. */
  readonly text: string | null;
  readonly span: Span;
}

/**
 * A certificate revocation list (RFC 5280 §5). Entries are read one by one by `revokedEntry`, because there
 * may be a great many.
 */
export interface RevocationList extends SignedObject {
  readonly kind: 'crl';
  readonly version: number;
  readonly issuer: DistinguishedName;
  readonly thisUpdate: Time;
  readonly nextUpdate: Time | null;
  readonly entryCount: number;
  /** The whole list of entries; null when there is none. */
  readonly entries: Span | null;
  /** Where each entry starts. */
  readonly entryOffsets: Uint32Array;
}

export interface RevokedEntry {
  readonly serialNumber: SerialNumber;
  readonly revocationDate: Time;
  /** `keyCompromise`, `superseded`, …; null when none is given. */
  readonly reason: string | null;
  readonly extensions: readonly Extension[];
  readonly span: Span;
}

export interface SerialNumber {
  /** As in the DER, big-endian, lower case, a leading zero octet included. */
  readonly hex: string;
  readonly negative: boolean;
  readonly span: Span;
}

export interface DistinguishedName {
  /** RFC 4514: the last RDN first, special characters escaped. '' for the empty name. */
  readonly text: string;
  /** In the order of the file, the root-most first in most certificates. */
  readonly rdns: readonly (readonly NameAttribute[])[];
  readonly span: Span;
}

export interface NameAttribute {
  readonly oid: string;
  /** `CN`, `DC`, `emailAddress`, …; the dotted OID when it has no name. */
  readonly type: string;
  /** Hexadecimal of the DER with a leading `#` when the value is not a string. */
  readonly value: string;
  readonly encoding: StringType | null;
  readonly span: Span;
}

export interface PublicKey {
  /**
   * `RSA`, `RSA-PSS`, `DSA`, `EC`, `Ed25519`, `Ed448`, `X25519`, `X448`, `ML-DSA-65`, `GOST R 34.10-2012
   * (256)`, …; the OID of an unknown one.
   */
  readonly algorithm: string;
  readonly oid: string;
  /** Strength as it is usually named: modulus, field or key bits; null when it cannot be told. */
  readonly bits: number | null;
  /**
   * `P-256`, `brainpoolP256r1`, …; the OID of an unknown one; `explicit` for parameters written out; null
   * without a curve.
   */
  readonly curve: string | null;
  /** RSA's public exponent in decimal. */
  readonly exponent: string | null;
  /** What RSA-PSS keys are limited to. */
  readonly pss: PssParameters | null;
  /** SubjectPublicKeyInfo, header included. */
  readonly span: Span;
  /** The key itself: the content of the BIT STRING. */
  readonly key: Span;
  /** Why parts of the key could not be read. */
  readonly problem: ByteProblem | null;
}

export interface SignatureAlgorithm {
  readonly oid: string;
  /**
   * `sha256WithRSAEncryption`, `ecdsa-with-SHA384`, `RSASSA-PSS`, `Ed25519`, …; the OID of an unknown one.
   */
  readonly name: string;
  /** `SHA-256`, …; null when the algorithm has none or it is unknown. */
  readonly hash: string | null;
  readonly pss: PssParameters | null;
  readonly span: Span;
}

/** RFC 4055 §3.1, with its defaults filled in. */
export interface PssParameters {
  readonly hash: string;
  readonly maskHash: string;
  readonly saltLength: number;
  readonly trailerField: number;
}

export type GeneralNameType =
  'upn' | 'email' | 'dns' | 'uri' | 'ip' | 'directoryName' | 'registeredId' | 'other' | 'x400' | 'ediParty';

export interface GeneralName {
  readonly type: GeneralNameType;
  /** The name in its usual form; hexadecimal of the DER where there is none. */
  readonly value: string;
  /** The type of an otherName (`upn` included); null otherwise. */
  readonly oid: string | null;
  /** What `oid` is called; null when unknown. */
  readonly oidName: string | null;
  readonly span: Span;
}

/** GeneralSubtree of RFC 5280 §4.2.1.10: a name and all below it. */
export interface NameSubtree extends GeneralName {
  /** A minimum other than 0 or a maximum is given, which the profile forbids. */
  readonly isBounded: boolean;
}

/** An object identifier and what it is called. */
export interface NamedOid {
  readonly oid: string;
  readonly name: string | null;
}

export interface Extension {
  readonly oid: string;
  /** `Subject alternative name`, …; null when unknown. */
  readonly name: string | null;
  readonly critical: boolean;
  readonly value: ExtensionValue;
  /** Why the value is malformed, or what is odd about it. */
  readonly problem: ByteProblem | null;
  /** The whole extension. */
  readonly span: Span;
  /** The content of its OCTET STRING. */
  readonly valueSpan: Span;
}

export type ExtensionType = ExtensionValue['type'];

export type ExtensionValue =
  | {
      readonly type: 'subjectAlternativeName' | 'issuerAlternativeName' | 'certificateIssuer';
      readonly names: readonly GeneralName[];
    }
  | { readonly type: 'keyUsage'; readonly usages: readonly string[] }
  | { readonly type: 'extendedKeyUsage'; readonly purposes: readonly NamedOid[] }
  | { readonly type: 'basicConstraints'; readonly authority: boolean; readonly pathLength: number | null }
  | { readonly type: 'subjectKeyIdentifier'; readonly hex: string }
  | {
      readonly type: 'authorityKeyIdentifier';
      readonly hex: string | null;
      readonly issuer: readonly GeneralName[];
      readonly serialNumber: string | null;
    }
  | {
      readonly type: 'crlDistributionPoints' | 'freshestCrl' | 'selfCdp';
      readonly points: readonly DistributionPoint[];
    }
  | {
      readonly type: 'authorityInformationAccess' | 'subjectInformationAccess';
      readonly accesses: readonly AccessDescription[];
    }
  | { readonly type: 'certificatePolicies' | 'applicationPolicies'; readonly policies: readonly PolicyInformation[] }
  | {
      readonly type: 'policyMappings' | 'applicationPolicyMappings';
      readonly mappings: readonly { readonly issuer: NamedOid; readonly subject: NamedOid }[];
    }
  | {
      readonly type: 'policyConstraints' | 'applicationPolicyConstraints';
      readonly requireExplicitPolicy: number | null;
      readonly inhibitPolicyMapping: number | null;
    }
  | {
      readonly type: 'nameConstraints';
      readonly permitted: readonly NameSubtree[];
      readonly excluded: readonly NameSubtree[];
    }
  | { readonly type: 'inhibitAnyPolicy'; readonly skipCertificates: number }
  | { readonly type: 'privateKeyUsagePeriod'; readonly notBefore: Time | null; readonly notAfter: Time | null }
  | { readonly type: 'crlNumber' | 'deltaCrlIndicator' | 'crlVirtualBase'; readonly hex: string }
  | { readonly type: 'reasonCode'; readonly reason: string }
  | { readonly type: 'invalidityDate' | 'crlNextPublish'; readonly time: Time }
  | {
      readonly type: 'issuingDistributionPoint';
      readonly names: readonly GeneralName[];
      /** `onlyUserCertificates`, `onlyAuthorityCertificates`, `onlyAttributeCertificates`, `indirect`. */
      readonly scope: readonly string[];
      readonly reasons: readonly string[];
    }
  | { readonly type: 'subjectDirectoryAttributes'; readonly attributes: readonly NamedOid[] }
  | { readonly type: 'tlsFeature'; readonly features: readonly number[] }
  | { readonly type: 'ocspNoCheck' | 'ctPoison' }
  | {
      readonly type: 'signedCertificateTimestamps';
      readonly timestamps: readonly { readonly logId: string; readonly ms: number }[];
    }
  | { readonly type: 'qcStatements'; readonly statements: readonly NamedOid[] }
  | { readonly type: 'smimeCapabilities'; readonly capabilities: readonly NamedOid[] }
  | { readonly type: 'netscapeCertificateType'; readonly types: readonly string[] }
  | { readonly type: 'text'; readonly text: string }
  /** szOID_NTDS_CA_SECURITY_EXT, 1.3.6.1.4.1.311.25.2 (KB5014754, MS-WCCE). `sid` is as it is written. */
  | { readonly type: 'sid'; readonly sid: string }
  /** szOID_ENROLL_CERTTYPE_EXTENSION, 1.3.6.1.4.1.311.20.2: the name of a version 1 template. */
  | { readonly type: 'templateName'; readonly name: string }
  /** szOID_CERTIFICATE_TEMPLATE, 1.3.6.1.4.1.311.21.7. */
  | { readonly type: 'template'; readonly oid: string; readonly major: number | null; readonly minor: number | null }
  /**
   * szOID_CERTSRV_CA_VERSION: how often the authority's certificate (low 16 bits) and key (high 16 bits) were
   * renewed.
   */
  | { readonly type: 'caVersion'; readonly certificateIndex: number; readonly keyIndex: number }
  | { readonly type: 'previousCaCertificateHash'; readonly hex: string }
  /** An extension that is known by name at most. */
  | { readonly type: 'raw'; readonly hex: string }
  /** The value is not what the extension's definition demands. */
  | { readonly type: 'malformed'; readonly hex: string };

export interface DistributionPoint {
  readonly names: readonly GeneralName[];
  readonly reasons: readonly string[];
  readonly issuer: readonly GeneralName[];
}

export interface AccessDescription {
  readonly method: NamedOid;
  readonly location: GeneralName;
}

export interface PolicyInformation {
  readonly policy: NamedOid;
  /** `cPSuri` and `unotice` qualifiers as text. */
  readonly qualifiers: readonly { readonly qualifier: NamedOid; readonly text: string | null }[];
}

type ValueOf<V, T extends ExtensionType> = V extends { readonly type: infer U } ? (T extends U ? V : never) : never;

/** What is known of a value of one type. */
export type ExtensionValueOf<T extends ExtensionType> = ValueOf<ExtensionValue, T>;

/** The value of the first extension of that type; null when there is none. */
export function extensionOf<T extends ExtensionType>(
  model: { readonly extensions: readonly Extension[] },
  type: T,
): ExtensionValueOf<T> | null {
  for (const { value } of model.extensions) if (value.type === type) return value as ExtensionValueOf<T>;
  return null;
}
