// The rules about certificates, on certificates made in this run: where each speaks, what it says, and where
// it keeps silent.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { verifySignature } from '../../../server/src/adapters/signatures.js';
import { readCertificatesAndAccounts } from '../../../server/src/core/evidence/directory-account/read.js';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import { clientReadiness } from '../../../server/src/core/certificate/meaning/readiness.js';
import { openPkcs12 } from '../../../server/src/core/certificate/pkcs12-open.js';
import { certificateSubjects } from '../../../server/src/core/certificate/subjects.js';
import type { NamedCertificateFile } from '../../../server/src/core/certificate/subjects.js';
import { pkcs12Crypto } from '../../../server/src/adapters/pkcs12.js';
import type { Finding } from '../../../server/src/core/rules/finding.js';
import { rules } from '../../../server/src/core/rules/registry.js';
import { checkCertificates } from '../../../server/src/core/workspace/check-certificates.js';
import { NOW, PASSWORD, generatedCertificates } from '../../support/certificates.js';
import type { BundleName, CertificateName } from '../../support/certificates.js';
import * as der from '../../support/der-writer.js';
import { digests } from '../../support/digests.js';
import { keyBundle } from '../../support/key-bundle.js';
import { edwardsKey, ellipticKey, ocspResponse, publicKeyBits, rsaKey as smallKey, signedCertificate, signedList, type SigningKey } from '../../support/signed-certificates.js';
import { freeze } from '../../support/frozen.js';

const made = generatedCertificates();
const skip = made === null;

interface Case {
  readonly rule: string;
  readonly message: string;
  /** Files by name: a certificate's name, or text. */
  readonly files: Readonly<Record<string, CertificateName | { readonly text: string } | { readonly bytes: Uint8Array; readonly password?: string }>>;
  readonly severity?: Finding['severity'];
  readonly serverNames?: readonly string[];
  /** What the finding says, in part. */
  readonly says: string | RegExp;
  readonly now?: number;
}

/** The text of a certificate that only the chain looks at. */
function pemOf(name: CertificateName): string {
  return made?.pem(name) ?? '';
}

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

const crl = made?.bundle('authority.crl') ?? new Uint8Array();
const upnOf = (value: der.Der): der.Der => der.extension('2.5.29.17', der.sequence(der.tlv(0xa0, der.oid('1.3.6.1.4.1.311.20.2.3'), der.tlv(0xa0, value))));
const sidOf = (...values: readonly string[]): der.Der =>
  der.extension('1.3.6.1.4.1.311.25.2', der.sequence(...values.map((value) => der.tlv(0xa0, der.oid('1.3.6.1.4.1.311.25.2.1'), der.tlv(0xa0, der.octets(value))))));
const uriOf = (...sids: readonly string[]): der.Der => der.extension('2.5.29.17', der.sequence(...sids.map((sid) => der.tlv(0x86, `tag:microsoft.com,2022-09-14:sid:${sid}`))));
const nameOf = (text: string): der.Der => der.name([der.COMMON_NAME, der.utf8(text)]);
const keyUsage = (first: number): der.Der => der.extension('2.5.29.15', der.tlv(0x03, Buffer.of(0, first)));
const constraints = (...parts: readonly der.Der[]): der.Der => der.extension('2.5.29.19', der.sequence(...parts), true);
/** Name constraints that exclude a directory name. */
const excluding = (name: der.Der): der.Der => der.extension('2.5.29.30', der.sequence(der.tlv(0xa1, der.sequence(der.tlv(0xa4, name)))), true);
const isCa = der.tlv(0x01, Buffer.of(255));
const purposes = (...oids: readonly string[]): der.Der => der.extension('2.5.29.37', der.sequence(...oids.map(der.oid)));
const jane = upnOf(der.utf8('jane@contoso.com'));

/**
 * As computers get them from templates such as Workstation Authentication, when the subject is the computer.
 */
function computer(subject: string): { readonly bytes: Uint8Array } {
  const names = der.extension('2.5.29.17', der.sequence(der.tlv(0x82, 'pc1.contoso.com')));
  return { bytes: der.certificate({ subject: nameOf(subject), extensions: [names, sidOf('S-1-5-21-1-2-3-4'), purposes('1.3.6.1.5.5.7.3.2')] }) };
}

/** From the template Kerberos Authentication. */
const domainController = {
  bytes: der.certificate({
    subject: nameOf('dc01.contoso.com'),
    extensions: [der.extension('2.5.29.17', der.sequence(der.tlv(0x82, 'dc01.contoso.com'))), sidOf('S-1-5-21-1-2-3-4'), purposes('1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2', '1.3.6.1.5.2.3.5')],
  }),
};

/**
 * A user's certificate that `CN=CA` issued, and what it is issued by: `extensions` of `CN=CA`, under a root
 * in order.
 */
function chainOf(extensions: readonly der.Der[], more: der.CertificateParts = {}, allowed = 1): Case['files'] {
  const ca = { issuer: nameOf('Root'), subject: nameOf('CA'), extensions, ...more };
  const root = { issuer: nameOf('Root'), subject: nameOf('Root'), serial: der.integer(9), extensions: [constraints(isCa, der.integer(allowed))] };
  return {
    'jane.cer': signedChain['jane.cer'],
    // No one here signs with another algorithm.
    'ca.cer': { bytes: more.algorithm === undefined ? signedCertificate(ca, caKey, rootKey) : der.certificate(ca) },
    'root.cer': { bytes: signedCertificate(root, rootKey, rootKey) },
  };
}

const time = (year: number): der.Der => der.tlv(0x17, `${year - 2000}0101000000Z`);
const [rootKey, caKey, userKey] = [ellipticKey(), ellipticKey(), ellipticKey()];

/** `CN=CA` under `CN=Root`, valid until that year, with signatures that hold. */
function caUntil(year: number, serial = 5, by = 'Root', key = caKey): { readonly bytes: Uint8Array } {
  const validity = der.sequence(time(2024), time(year));
  return { bytes: signedCertificate({ issuer: nameOf(by), subject: nameOf('CA'), serial: der.integer(serial), validity, extensions: [constraints(isCa)] }, key, rootKey) };
}

/** The list of `CN=Root`, which names the certificates of those serial numbers. */
function rootListOf(...serials: readonly number[]): { readonly bytes: Uint8Array } {
  const entries = serials.map((serial) => der.sequence(der.integer(serial), time(2025)));
  return { bytes: signedList({ issuer: nameOf('Root'), thisUpdate: time(2026), nextUpdate: time(2027), entries }, rootKey) };
}

/** The list of `CN=CA`, which puts a certificate on hold. */
function holdListOf(serial: number): { readonly bytes: Uint8Array } {
  const reason = der.extension('2.5.29.21', der.tlv(10, Buffer.of(6)));
  const entries = [der.sequence(der.integer(serial), time(2025), der.sequence(reason))];
  return { bytes: signedList({ issuer: nameOf('CA'), thisUpdate: time(2026), nextUpdate: time(2027), entries }, caKey) };
}

const signedChain = {
  'jane.cer': { bytes: signedCertificate({ issuer: nameOf('CA'), extensions: [jane, sidOf('S-1-5-21-1-2-3-4'), purposes('1.3.6.1.5.5.7.3.2')] }, userKey, caKey) },
  'root.cer': { bytes: signedCertificate({ issuer: nameOf('Root'), subject: nameOf('Root'), serial: der.integer(9), extensions: [constraints(isCa)] }, rootKey, rootKey) },
} as const;
const applicationPolicies = (oid: string): der.Der => der.extension('1.3.6.1.4.1.311.21.10', der.sequence(der.sequence(der.oid(oid))));
const demanding = (skipped: number): der.Der => der.extension('2.5.29.36', der.sequence(der.tlv(0x80, Buffer.of(skipped))), true);
const policies = (oid: string): der.Der => der.extension('2.5.29.32', der.sequence(der.sequence(der.oid(oid))));

/** A user of `own`, below a CA that has the policy 1.2.3 and requires policies so many certificates below itself. */
function demandingChain(skipped: number, ...own: readonly der.Der[]): Case['files'] {
  const user = { issuer: nameOf('CA'), subject: nameOf('subject'), extensions: [jane, ...own] };
  return {
    ...chainOf([constraints(isCa), policies('1.2.3'), demanding(skipped)]),
    'jane.cer': { bytes: signedCertificate(user, userKey, caKey) },
  };
}

/** A user's certificate with these names: the first one a UPN, the others URIs. */
function withNames(upn: string, ...uris: readonly string[]): { readonly bytes: Uint8Array } {
  const name = der.tlv(0xa0, der.oid('1.3.6.1.4.1.311.20.2.3'), der.tlv(0xa0, der.utf8(upn)));
  const names = der.extension('2.5.29.17', der.sequence(name, ...uris.map((uri) => der.tlv(0x86, uri))));
  return { bytes: der.certificate({ extensions: [names, ...(uris.length === 0 ? [sidOf('S-1-5-21-1-2-3-4')] : [])] }) };
}

const SAN = '2.5.29.17';
const SID_EXTENSION = '1.3.6.1.4.1.311.25.2';
const upnName = der.tlv(0xa0, der.oid('1.3.6.1.4.1.311.20.2.3'), der.tlv(0xa0, der.utf8('jane@contoso.com')));
const names = (...more: readonly der.Der[]): der.Der => der.extension(SAN, der.sequence(upnName, ...more));
const uris = (...values: readonly string[]): der.Der => names(...values.map((value) => der.tlv(0x86, value)));
const sidName = (value: der.Der): der.Der => der.sequence(der.tlv(0xa0, der.oid('1.3.6.1.4.1.311.25.2.1'), der.tlv(0xa0, value)));
const GOOD_SID = 'S-1-5-21-1004336348-1177238915-682003330-1104';

/** Every near miss of a SID: message, what it says, extensions. */
const sidFaults: readonly (readonly [string, string, ...der.Der[]])[] = [
  ['otherName', 'SAN otherName', names(der.tlv(0xa0, der.oid(SID_EXTENSION), der.tlv(0xa0, der.utf8(GOOD_SID))))],
  ['otherName', 'SAN otherName', names(der.tlv(0xa0, der.oid('1.3.6.1.4.1.311.25.2.1'), der.tlv(0xa0, der.octets(GOOD_SID))))],
  ['extensionText', 'plain text', jane, der.sequence(der.oid(SID_EXTENSION), der.octets(GOOD_SID))],
  ['extensionOctets', 'bare OCTET STRING', jane, der.extension(SID_EXTENSION, der.octets(GOOD_SID))],
  ['extensionString', 'text string', jane, der.extension(SID_EXTENSION, sidName(der.utf8(GOOD_SID)))],
  ['extensionBinary', 'binary', jane, der.extension(SID_EXTENSION, sidName(der.tlv(4, Buffer.from('010500000000000515000000dcf4dc3b833d2b46828ba62850040000', 'hex'))))],
  ['extensionSeveral', '2 SIDs', jane, sidOf('S-1-5-21-1-2-3-4', 'S-1-5-21-1-2-3-5')],
  ['extensionSeveral', '2 SIDs', jane, sidOf('S-1-5-21-1-2-3-4'), sidOf('S-1-5-21-1-2-3-5')],
  ['extensionUnreadable', 'cannot be read', jane, der.extension(SID_EXTENSION, der.sequence(der.integer(1)))],
  ['uriDate', 'whose date is 2022-09-14', uris(`tag:microsoft.com,2022-09-15:sid:${GOOD_SID}`)],
  ['uriSeparator', 'a comma', uris(`tag:microsoft.com;2022-09-14:sid:${GOOD_SID}`)],
  ['uriCase', 'may ignore it', uris(`TAG:Microsoft.com,2022-09-14:SID:${GOOD_SID}`)],
  ['uriPrefix', 'must begin', uris(`URL=tag:microsoft.com,2022-09-14:sid:${GOOD_SID}`)],
  ['uriBare', 'lacks tag:microsoft.com', uris(GOOD_SID)],
  ['uriForm', 'resembles', uris(`sid:${GOOD_SID}`)],
  ['uriAsName', 'has the SID with the type DNS', names(der.tlv(0x82, `tag:microsoft.com,2022-09-14:sid:${GOOD_SID}`))],
  ['empty', 'The SID is empty', uris('tag:microsoft.com,2022-09-14:sid:')],
  ['variable', '"{{OnPremisesSecurityIdentifier}}"', uris('tag:microsoft.com,2022-09-14:sid:{{OnPremisesSecurityIdentifier}}')],
  ['variable', '"{{OnPremisesSecurityIdentifier}}"', uris('{{OnPremisesSecurityIdentifier}}')],
  ['cloud', 'cloud account', uris('tag:microsoft.com,2022-09-14:sid:S-1-12-1-1-2-3-4')],
  ['wellKnown', 'S-1-5-32-544 is a well-known SID', jane, sidOf('S-1-5-32-544')],
  ['wellKnown', 'well-known SID', jane, sidOf('S-1-5-21-1-2-3-513')],
  ['domain', 'without the RID', jane, sidOf('S-1-5-21-1-2-3')],
  ['other', 'not the SID of a domain account', jane, sidOf('S-1-9-1')],
];

const rsaKey = (bytes: number): der.Der =>
  der.sequence(
    der.sequence(der.oid('1.2.840.113549.1.1.1'), der.tlv(5)),
    der.bits(der.sequence(der.integer(0, ...Array.from({ length: bytes }, () => 0xff)), der.integer(3))),
  );
/** Jane's certificate, by an authority with that key, with signatures that hold. */
function under(key: SigningKey, above = rootKey): Case['files'] {
  return {
    'jane.cer': { bytes: signedCertificate({ issuer: nameOf('CA'), extensions: [jane, sidOf('S-1-5-21-1-2-3-4')] }, userKey, key) },
    'ca.cer': { bytes: signedCertificate({ issuer: nameOf('Root'), subject: nameOf('CA'), serial: der.integer(5), extensions: [constraints(isCa)] }, key, above) },
    ...(above === rootKey ? { 'root.cer': signedChain['root.cer'] } : {}),
  };
}
const withDigest = (oid: string): der.Der => der.sequence(der.oid(oid), der.tlv(5));

/** A request for a certificate of Jane, without any extension. */
function request(): { readonly bytes: Uint8Array } {
  const body = der.sequence(der.integer(0), nameOf('Jane Doe'), der.P256, der.tlv(0xa0));
  return { bytes: der.sequence(body, der.ECDSA_SHA256, der.bits('x')) };
}

const mapping = (value: string): { readonly text: string } => ({ text: `dn: CN=Somebody,DC=contoso,DC=com\naltSecurityIdentities: ${value}\n` });
const account = (...lines: readonly string[]): { readonly text: string } => ({ text: `dn: CN=Jane Doe,DC=contoso,DC=com\n${lines.join('\n')}\n` });

const janeWithAccount = {
  'jane.cer': { bytes: der.certificate({ serial: der.integer(0x12), issuer: nameOf('CA'), extensions: [jane] }) },
  'jane.ldf': account('userPrincipalName: jane@contoso.com', 'altSecurityIdentities: X509:<I>CN=CA<SR>12'),
};

/** Without a UPN, and the account names it. */
const mappedWithoutUpn = {
  'jane.cer': { bytes: der.certificate({ serial: der.integer(0x12), issuer: nameOf('CA'), extensions: [sidOf('S-1-5-21-1-2-3-4')] }) },
  'jane.ldf': account('sAMAccountName: jane', 'altSecurityIdentities: X509:<I>CN=CA<SR>12'),
};

/**
 * An authority with two keys; the list, signed with the new one, names a certificate that was signed with the
 * old one.
 */
const renewedKey = {
  'jane.cer': { bytes: signedCertificate({ issuer: nameOf('CA'), serial: der.integer(7), extensions: [jane, sidOf('S-1-5-21-1-2-3-4')] }, userKey, caKey) },
  'old.cer': { bytes: signedCertificate({ issuer: nameOf('CA'), subject: nameOf('CA'), serial: der.integer(5), extensions: [constraints(isCa)] }, caKey, caKey) },
  'new.cer': { bytes: signedCertificate({ issuer: nameOf('CA'), subject: nameOf('CA'), serial: der.integer(6), extensions: [constraints(isCa)] }, rootKey, rootKey) },
  'ca.crl': { bytes: signedList({ issuer: nameOf('CA'), thisUpdate: time(2026), nextUpdate: time(2027), entries: [der.sequence(der.integer(7), time(2025))] }, rootKey) },
};

/**
 * A certificate of serial number 9 that the root issued, and what an OCSP responder, the root itself, says of
 * it.
 */
function answered(status: 'good' | 'revoked'): Case['files'] {
  const id = der.sequence(
    der.sequence(der.oid('1.3.14.3.2.26')),
    der.octets(Buffer.from(digests.sha1(nameOf('Root')), 'hex')),
    der.octets(Buffer.from(digests.sha1(publicKeyBits(rootKey)), 'hex')),
    der.integer(9),
  );
  return {
    'jane.cer': { bytes: signedCertificate({ issuer: nameOf('Root'), serial: der.integer(9), extensions: [jane, sidOf('S-1-5-21-1-2-3-4')] }, userKey, rootKey) },
    'answer.ocsp': { bytes: ocspResponse(id, status, rootKey) },
  };
}

const unreadableName = { bytes: der.certificate({ extensions: [der.extension('2.5.29.17', der.utf8('x')), purposes('1.3.6.1.5.5.7.3.2')] }) };

/** A PKCS#12 file with its password. */
function openedBundle(name: BundleName): { readonly bytes: Uint8Array; readonly password: string } {
  return { bytes: made?.bundle(name) ?? new Uint8Array(), password: PASSWORD };
}

/** Every message of every rule about certificates, once. */
const bad: readonly Case[] = [
  { rule: 'upn-missing', message: 'missing', files: { 'jane.cer': 'noUpn' }, says: 'No UPN' },
  { rule: 'upn-missing', message: 'missing', files: { 'jane.cer': computer('Jane Doe') }, says: 'No UPN' },
  { rule: 'upn-only-in-subject', message: 'elsewhere', files: { 'jane.cer': 'subjectUpn' }, says: '"jane@contoso.com" is only in the common name' },
  { rule: 'upn-only-in-subject', message: 'elsewhere', files: { 'jane.cer': 'emailOnly' }, says: 'alternative email address' },
  { rule: 'several-upns', message: 'several', files: { 'jane.cer': 'severalUpns' }, says: '2 UPNs (jane@contoso.com, jd@fabrikam.com)' },
  { rule: 'revoked', message: 'revoked', files: { 'jane.cer': 'revoked', 'ca.cer': 'authority', 'ca.crl': { bytes: crl } }, says: 'Revoked on 2024-07-01 (unspecified)' },
  { rule: 'revoked', message: 'unchecked', severity: 'warning', files: { 'jane.cer': 'revoked', 'ca.crl': { bytes: crl } }, says: 'whose signature cannot be checked here' },
  { rule: 'revoked', message: 'onHold', files: { ...signedChain, 'ca.cer': caUntil(2044), 'ca.crl': holdListOf(1) }, says: 'On hold since 2025-01-01' },
  { rule: 'revoked', message: 'other', files: { ...signedChain, 'ca.cer': caUntil(2044), 'root.crl': rootListOf(5) }, says: 'Revoked on 2025-01-01 (unspecified) according to a CRL in these files: it is rejected' },
  { rule: 'chain-invalid', message: 'revoked', severity: 'error', files: { ...signedChain, 'ca.cer': caUntil(2044), 'root.crl': rootListOf(5) }, says: 'CN=CA was revoked on 2025-01-01 (unspecified)' },
  { rule: 'chain-invalid', message: 'revokedUnchecked', files: { 'jane.cer': signedChain['jane.cer'], 'ca.cer': caUntil(2044), 'root.crl': rootListOf(5) }, says: 'CN=CA was revoked on 2025-01-01 (unspecified), according to a CRL whose signature' },
  { rule: 'chain-invalid', message: 'revoked', severity: 'error', files: { ...signedChain, 'ca.cer': caUntil(2044), 'other.cer': caUntil(2043, 6), 'root.crl': rootListOf(5, 6) }, says: 'CN=CA was revoked on 2025-01-01' },
  { rule: 'upn-malformed', message: 'suffix', files: { 'jane.cer': { bytes: der.certificate({ extensions: [upnOf(der.utf8('jane'))] }) } }, says: '"jane" does not have the form' },
  { rule: 'upn-malformed', message: 'suffix', files: { 'jane.cer': withNames('jane@contoso,com') }, says: '"jane@contoso,com" does not have the form' },
  { rule: 'upn-malformed', message: 'suffix', files: { 'jane.cer': withNames('"jane@contoso.com"') }, says: 'does not have the form' },
  { rule: 'upn-malformed', message: 'encoding', files: { 'jane.cer': { bytes: der.certificate({ extensions: [upnOf(der.tlv(0x16, 'jane@contoso.com'))] }) } }, says: '"jane@contoso.com" is not a UTF8String' },
  { rule: 'sids-contradict', message: 'differ', files: { 'jane.cer': 'sidsDiffer' }, says: 'more than one SID' },
  { rule: 'sids-contradict', message: 'malformed', files: { 'jane.cer': { bytes: der.certificate({ extensions: [sidOf('S-1-5-21-1-2-3-4'), uriOf('jane')] }) } }, says: 'has "jane"' },
  { rule: 'cannot-sign', message: 'usage', files: { 'jane.cer': 'noSigning' }, says: 'Key usage (keyEncipherment) does not include digitalSignature' },
  { rule: 'cannot-sign', message: 'noKey', files: { 'jane.pfx': openedBundle('without-key.pfx') }, says: 'has no private key of this certificate' },
  { rule: 'cannot-sign', message: 'noKey', files: { 'jane.pfx': openedBundle('key-of-authority.pfx') }, says: 'has no private key of this certificate' },
  { rule: 'cannot-sign', message: 'otherKey', files: { 'jane.pfx': { bytes: keyBundle([{ der: signedCertificate({ extensions: [jane] }, userKey, caKey), id: '1' }], [{ key: rootKey.privateKey, id: '1' }]), password: '' } }, says: 'belongs to another certificate' },
  { rule: 'cannot-sign', message: 'key', severity: 'error', files: { 'jane.cer': { bytes: der.certificate({ extensions: [jane], publicKey: der.sequence(der.sequence(der.oid('1.3.101.110')), der.bits(Buffer.alloc(32, 1))) }) } }, says: 'X25519 key cannot sign' },
  { rule: 'self-signed-client', message: 'own', files: { 'device.cer': 'pssKey' }, says: 'Self-signed client certificate' },
  { rule: 'unknown-critical-extension', message: 'unknown', files: { 'jane.cer': { bytes: der.certificate({ extensions: [jane, der.extension('1.2.3.4', der.utf8('x'), true)] }) } }, says: 'Critical extension 1.2.3.4 is unknown' },
  { rule: 'chain-invalid', message: 'expired', files: { 'jane.cer': 'strong', 'ca.cer': { text: pemOf('expiredAuthority') }, 'root.cer': 'root' }, says: 'CN=CONTOSO-DC-CA,DC=contoso,DC=com expired on 2025-06-01' },
  { rule: 'chain-invalid', message: 'notYetValid', files: chainOf([constraints(isCa)], { validity: der.sequence(der.tlv(0x17, '300101000000Z'), der.tlv(0x17, '440101000000Z')) }), says: 'CN=CA is not valid before 2030-01-01' },
  { rule: 'chain-invalid', message: 'noAuthority', files: chainOf([]), says: 'Issuer CN=CA is not a CA' },
  { rule: 'chain-invalid', message: 'mayNotSign', files: chainOf([constraints(isCa), keyUsage(0x80)]), says: 'CN=CA may not sign certificates' },
  { rule: 'chain-invalid', message: 'notForClients', files: chainOf([constraints(isCa), purposes('1.3.6.1.5.5.7.3.1')]), says: 'Issuer CN=CA does not allow client authentication' },
  { rule: 'chain-invalid', message: 'notForClients', files: chainOf([constraints(isCa), applicationPolicies('1.3.6.1.5.5.7.3.1')]), says: 'Issuer CN=CA does not allow client authentication' },
  { rule: 'chain-invalid', message: 'notForClients', files: chainOf([constraints(isCa), purposes('1.3.6.1.4.1.311.20.2.2')]), says: 'Issuer CN=CA does not allow client authentication' },
  { rule: 'chain-invalid', message: 'policyMissing', files: demandingChain(0), says: 'CN=CA requires certificate policies' },
  { rule: 'chain-invalid', message: 'tooLong', files: chainOf([constraints(isCa)], {}, 0), says: 'CN=Root allows 0 CAs below it, but there are 1' },
  { rule: 'chain-invalid', message: 'nameForbidden', files: chainOf([constraints(isCa), excluding(nameOf('subject'))]), says: 'CN=CA does not allow the name CN=subject,' },
  { rule: 'chain-invalid', message: 'nameForbiddenBetween', files: { ...chainOf([constraints(isCa)], { issuer: nameOf('Above') }, 2), 'above.cer': { bytes: signedCertificate({ issuer: nameOf('Root'), subject: nameOf('Above'), extensions: [constraints(isCa), excluding(nameOf('CA'))] }, rootKey, rootKey) } }, says: 'CN=Above does not allow the name CN=CA of a CA below it' },
  { rule: 'chain-invalid', message: 'loop', files: { 'jane.cer': { bytes: der.certificate({ issuer: nameOf('A'), extensions: [jane] }) }, 'a.cer': { bytes: der.certificate({ issuer: nameOf('B'), subject: nameOf('A'), extensions: [constraints(isCa)] }) }, 'b.cer': { bytes: der.certificate({ issuer: nameOf('A'), subject: nameOf('B'), extensions: [constraints(isCa)] }) } }, says: 'issued each other' },
  { rule: 'client-authentication-missing', message: 'denied', files: { 'jane.cer': 'wrongPurpose' }, says: 'does not include Client Authentication' },
  { rule: 'client-authentication-missing', message: 'policies', severity: 'warning', files: { 'jane.cer': { bytes: der.certificate({ extensions: [jane, purposes('1.3.6.1.5.5.7.3.2'), der.extension('1.3.6.1.4.1.311.21.10', der.sequence(der.sequence(der.oid('1.3.6.1.5.5.7.3.4'))))] }) } }, says: 'application policies' },
  { rule: 'client-authentication-missing', message: 'absent', severity: 'information', files: { 'jane.cer': 'noPurpose' }, says: 'has no EKU' },
  { rule: 'expired', message: 'client', files: { 'jane.cer': 'expired' }, says: 'Expired on 2021-01-01: IIS rejects' },
  { rule: 'expired', message: 'other', files: { 'ca.cer': 'authority' }, now: day('2044-01-02'), says: 'Expired on 2044-01-01: the certificate and every' },
  { rule: 'expired', message: 'other', files: { ...signedChain, 'old.cer': caUntil(2025), 'ca.cer': caUntil(2044, 6, 'Partner') }, says: 'Expired on 2025-01-01: the certificate and every' },
  { rule: 'expired', message: 'other', files: { ...signedChain, 'old.cer': caUntil(2025), 'ca.cer': caUntil(2044, 6, 'Root', userKey) }, says: 'Expired on 2025-01-01: the certificate and every' },
  { rule: 'expired', message: 'renewed', severity: 'information', files: { ...signedChain, 'old.cer': caUntil(2025), 'ca.cer': caUntil(2044, 6) }, says: 'Expired on 2025-01-01. The renewed CA certificate' },
  { rule: 'expiring', message: 'renewed', severity: 'information', files: { ...signedChain, 'old.cer': caUntil(2027), 'ca.cer': caUntil(2044, 6) }, now: day('2026-12-22'), says: 'Expires on 2027-01-01 (in 10 days). The renewed CA certificate' },
  { rule: 'not-yet-valid', message: 'client', files: { 'jane.cer': 'notYetValid' }, says: 'Not valid before 2042-01-01: IIS rejects the certificate with 403.17' },
  { rule: 'not-yet-valid', message: 'other', files: { 'mail.cer': 'server' }, now: day('2023-12-31'), says: 'Not valid before 2024-01-01: it is rejected' },
  { rule: 'expiring', message: 'client', files: { 'jane.cer': 'expiring' }, says: 'Expires on 2026-02-01 (in 16 days); after that, IIS rejects it with 403.17' },
  { rule: 'expiring', message: 'other', files: { 'mail.cer': 'server' }, now: day('2043-12-22'), says: 'Expires on 2044-01-01 (in 10 days); after that, it is rejected' },
  { rule: 'expiring', message: 'other', files: { 'mail.cer': 'server' }, now: day('2043-12-31'), says: 'Expires on 2044-01-01 (in a day); after that, it is rejected' },
  { rule: 'weak-signature', message: 'weak', files: { 'jane.cer': 'sha1' }, says: 'sha1WithRSAEncryption, which is weak' },
  { rule: 'weak-signature', message: 'broken', severity: 'error', files: { 'jane.cer': 'md5' }, says: 'md5WithRSAEncryption, which is broken' },
  { rule: 'weak-key', message: 'unusual', files: { 'jane.cer': 'ed25519' }, says: 'The key is Ed25519' },
  { rule: 'weak-key', message: 'small', files: { 'jane.cer': 'weakKey' }, says: 'RSA key of 1024 bits' },
  { rule: 'no-revocation-information', message: 'none', files: { 'jane.cer': 'noRevocation' }, says: '403.13' },
  { rule: 'authority-as-client', message: 'authority', files: { 'jane.cer': 'authorityAsClient' }, says: 'basic constraints CA=TRUE' },
  { rule: 'no-strong-mapping', message: 'possible', severity: 'warning', files: { 'jane.cer': 'upnOnly', b: account('userPrincipalName: jane@contoso.com', `altSecurityIdentities: X509:<SHA1-PUKEY>${'ab'.repeat(20)}`) }, says: 'An altSecurityIdentities value of' },
  { rule: 'no-strong-mapping', message: 'weak', files: { 'jane.cer': 'upnOnly' }, says: 'Weak mapping only (UPN)' },
  { rule: 'no-strong-mapping', message: 'notASid', files: { 'jane.cer': { bytes: der.certificate({ extensions: [jane, sidOf('jane')] }) } }, says: '"jane" is not a valid SID' },
  { rule: 'no-strong-mapping', message: 'none', files: { 'device.cer': 'pssKey' }, says: 'No strong mapping' },
  { rule: 'weak-alt-security-identity', message: 'weak', files: { 'users.ldf': { text: 'dn: CN=Jane\naltSecurityIdentities: X509:<S>CN=Jane\n' } }, says: '"X509:<S>CN=Jane" maps by subject' },
  { rule: 'weak-alt-security-identity', message: 'weak', files: { 'users.xml': { text: '<user altSecurityIdentities="X509:&lt;S&gt;CN=Jane &amp; Joe" />' } }, says: '"X509:<S>CN=Jane & Joe" maps by subject' },
  { rule: 'chain-incomplete', message: 'missing', files: { 'jane.cer': 'strong', 'root.cer': 'root' }, says: '"CN=CONTOSO-DC-CA,DC=contoso,DC=com" is not in these files' },
  { rule: 'chain-incomplete', message: 'missingOther', files: { 'mail.cer': 'server', 'root.cer': 'root' }, says: 'Validation needs it' },
  { rule: 'chain-incomplete', message: 'missing', files: { 'pc1.cer': computer('PC1'), 'root.cer': 'root' }, says: 'CN=issuer' },
  { rule: 'chain-incomplete', message: 'missingOther', severity: 'information', files: { 'ca.cer': 'authority', 'other.cer': 'strangeRoot' }, says: 'CN=Contoso Root CA' },
  { rule: 'chain-incomplete', message: 'otherKey', files: { 'jane.cer': 'strong', 'ca.cer': 'impostor' }, says: 'has a different key' },
  { rule: 'root-not-self-signed', message: 'issued', files: { 'Root/ca.cer': 'authority' }, says: 'issued by CN=Contoso Root CA' },
  { rule: 'private-key-in-workspace', message: 'plain', files: { 'key.pem': { text: made?.bundle('with-key.pem').toString() ?? '' } }, says: 'Unencrypted private key (EC P-256)' },
  { rule: 'private-key-in-workspace', message: 'encrypted', files: { 'key.pem': { text: '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n' } }, says: 'encrypted with a password' },
  { rule: 'private-key-in-workspace', message: 'pkcs12', files: { 'jane.pfx': { bytes: made?.bundle('modern.pfx') ?? new Uint8Array() } }, says: 'A PKCS#12 file' },
  { rule: 'server-name-mismatch', message: 'uncovered', files: { 'mail.cer': 'server' }, serverNames: ['mail.contoso.com', 'autodiscover.contoso.com'], says: 'does not cover autodiscover.contoso.com' },
  { rule: 'server-name-mismatch', message: 'uncovered', files: { 'mail.cer': 'server', 'dc.cer': domainController }, serverNames: ['owa.contoso.com'], says: 'does not cover owa.contoso.com' },
  { rule: 'upn-missing', message: 'computer', files: { 'pc1.cer': computer('PC1') }, says: 'Computer certificate (pc1.contoso.com)' },
  { rule: 'upn-missing', message: 'computer', files: { 'pc1.cer': { bytes: der.certificate({ extensions: [upnOf(der.utf8('pc1$@contoso.com')), sidOf('S-1-5-21-1-2-3-4')] }) } }, says: 'Computer certificate (pc1$@contoso.com)' },
  { rule: 'upn-missing', message: 'empty', files: { 'jane.cer': { bytes: der.certificate({ extensions: [upnOf(der.utf8('')), sidOf('S-1-5-21-1-2-3-4')] }) } }, says: 'The UPN is empty' },
  { rule: 'upn-missing', message: 'requested', severity: 'warning', files: { 'jane.csr': request() }, says: 'The request has no UPN' },
  { rule: 'no-strong-mapping', message: 'requested', severity: 'warning', files: { 'jane.csr': request() }, says: 'The request has no SID' },
  { rule: 'no-strong-mapping', message: 'unreadable', severity: 'warning', files: { 'jane.cer': unreadableName }, says: 'cannot be read' },
  { rule: 'upn-malformed', message: 'variable', severity: 'error', files: { 'jane.cer': withNames('{{UserPrincipalName}}') }, says: '"{{UserPrincipalName}}" is a variable' },
  { rule: 'upn-malformed', message: 'invisible', files: { 'jane.cer': withNames('jane@contoso.com ') }, says: '"jane@contoso.com⟨U+0020⟩"' },
  { rule: 'upn-malformed', message: 'invisible', files: { 'jane.cer': withNames('jane@contoso.com\u0000') }, says: '⟨U+0000⟩' },
  { rule: 'upn-malformed', message: 'invisible', files: { 'jane.cer': withNames('\ufeffjane@contoso.com') }, says: '⟨U+FEFF⟩' },
  { rule: 'upn-malformed', message: 'invisible', files: { 'jane.cer': withNames('jane@contoso.com\u00a0') }, says: '⟨U+00A0⟩' },
  ...sidFaults.map(([message, says, ...extensions]): Case => ({ rule: 'no-strong-mapping', message, says, ...(message === 'uriCase' ? { severity: 'warning' } : {}), files: { 'jane.cer': { bytes: der.certificate({ extensions }) } } })),
  { rule: 'weak-signature', message: 'unknown', files: { 'jane.cer': under(edwardsKey())['jane.cer']! }, says: 'Signed with Ed25519; whether' },
  { rule: 'weak-signature', message: 'pss', severity: 'information', files: { 'jane.cer': 'pss' }, says: 'some phones and appliances' },
  { rule: 'weak-key', message: 'blocked', severity: 'error', files: { 'jane.cer': { bytes: der.certificate({ extensions: [jane], publicKey: rsaKey(64) }) } }, says: 'RSA key of 512 bits, which Windows blocks' },
  { rule: 'chain-invalid', message: 'brokenSignature', severity: 'error', files: chainOf([constraints(isCa)], { algorithm: withDigest('1.2.840.113549.1.1.4') }), says: 'CN=CA is signed with md5WithRSAEncryption' },
  { rule: 'chain-invalid', message: 'weakSignature', files: chainOf([constraints(isCa)], { algorithm: withDigest('1.2.840.113549.1.1.5') }), says: 'CN=CA is signed with sha1WithRSAEncryption' },
  { rule: 'chain-invalid', message: 'weakKey', files: under(smallKey(1024)), says: 'CN=CA has an RSA key of 1024 bits' },
  { rule: 'chain-invalid', message: 'blockedKey', severity: 'error', files: under(smallKey(512)), says: 'CN=CA has an RSA key of 512 bits' },
  { rule: 'chain-invalid', message: 'unusualKey', files: under(edwardsKey()), says: 'CN=CA has the key Ed25519' },
  { rule: 'chain-invalid', message: 'unknownSignature', files: under(ellipticKey(), edwardsKey()), says: 'CN=CA is signed with Ed25519' },
  { rule: 'chain-invalid', message: 'unchecked', files: { 'jane.cer': { bytes: der.certificate({ issuer: nameOf('CA'), extensions: [jane] }) }, 'ca.cer': { bytes: der.certificate({ issuer: nameOf('Root'), subject: nameOf('CA'), extensions: [constraints(isCa)] }) } }, says: 'cannot be checked here' },
  { rule: 'chain-invalid', message: 'unknownExtension', files: chainOf([constraints(isCa), der.extension('1.2.3.4', der.utf8('x'), true)]), says: 'CN=CA has the unknown critical extension 1.2.3.4' },
  { rule: 'revoked', message: 'elsewhere', severity: 'warning', files: renewedKey, says: 'signed with another key' },
  { rule: 'revoked', message: 'responder', files: { ...answered('revoked'), 'root.cer': signedChain['root.cer'] }, says: 'Revoked on 2025-01-01 (keyCompromise) according to an OCSP response' },
  { rule: 'revoked', message: 'responderUnchecked', severity: 'warning', files: answered('revoked'), says: 'whose signature cannot be checked here' },
  { rule: 'alt-security-identity-mismatch', message: 'serialNotReversed', files: { 'jane.cer': 'strong', 'map.ldf': mapping('X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SR>2B0000000011AC0000000012') }, says: '<SR>1200000000AC11000000002B' },
  { rule: 'alt-security-identity-mismatch', message: 'issuerReversed', files: { 'jane.cer': 'strong', 'map.ldf': mapping('X509:<I>CN=CONTOSO-DC-CA,DC=contoso,DC=com<SR>1200000000AC11000000002B') }, says: 'X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SR>1200000000AC11000000002B' },
  { rule: 'alt-security-identity-mismatch', message: 'unknownForm', files: { 'map.ldf': mapping('X509N:<I>CN=CA<SR>12') }, says: '"X509N:<I>CN=CA<SR>12" is not a form' },
  { rule: 'alt-security-identity-mismatch', message: 'otherCertificate', files: { 'jane.cer': 'upnOnly', 'jane.ldf': account('userPrincipalName: jane@contoso.com', 'altSecurityIdentities: X509:<I>CN=CA<SR>12') }, says: 'does not match the certificate of this account' },
  { rule: 'pkcs12-protection', message: 'modern', files: { 'jane.pfx': { bytes: made?.bundle('modern.pfx') ?? new Uint8Array() } }, says: 'AES-256-CBC with HMAC-SHA-256' },
  { rule: 'account-mismatch', message: 'sidDiffers', files: { 'jane.cer': 'strong', 'jane.ldf': account('userPrincipalName: Jane@contoso.com', 'objectSid: S-1-5-21-1-2-3-4') }, says: 'objectSid S-1-5-21-1-2-3-4 is not the SID' },
  { rule: 'account-mismatch', message: 'upnDiffers', files: { 'joe.ldf': account('userPrincipalName: joe@fabrikam.com', `userCertificate:: ${Buffer.from(made?.der('strong') ?? []).toString('base64')}`) }, says: 'has another UPN ("jane@contoso.com", not "joe@fabrikam.com")' },
  { rule: 'account-mismatch', message: 'upnRenamed', severity: 'warning', files: { 'jane.cer': 'strong', 'jane.ldf': account('userPrincipalName: renamed@contoso.com', `objectSid: ${GOOD_SID}`) }, says: 'has the SID of this account but the UPN' },
  { rule: 'account-mismatch', message: 'alsoOf', severity: 'warning', files: { 'jane.cer': janeWithAccount['jane.cer'], 'all.ldf': { text: 'dn: CN=Jane\nuserPrincipalName: jane@contoso.com\n\ndn: CN=Joe\nuserPrincipalName: joe@contoso.com\naltSecurityIdentities: X509:<I>CN=CA<SR>12\n' } }, says: 'This account names a certificate that is also of' },
  { rule: 'account-disabled', message: 'expired', files: { 'jane.cer': 'strong', 'jane.ldf': account('sAMAccountName: jane', 'accountExpires: 132223104000000000') }, says: 'expired on 2020-01-01' },
  { rule: 'account-disabled', message: 'disabled', files: { 'jane.cer': 'strong', 'jane.ldf': account('sAMAccountName: jane', 'userAccountControl: 514') }, says: 'is disabled' },
  { rule: 'revocation-list-outdated', message: 'outdated', files: { 'ca.crl': { bytes: made?.bundle('authority.crl') ?? new Uint8Array() } }, now: day('2043-01-02'), says: 'CN=CONTOSO-DC-CA,DC=contoso,DC=com expired on 2043-01-01' },
];


/** What looks like a mistake and is not one, by rule. */
const good: Readonly<Record<string, readonly Omit<Case, 'rule' | 'message' | 'says'>[]>> = {
  'upn-missing': [{ files: mappedWithoutUpn }, { files: { a: unreadableName } }, { files: { a: 'strong' } }, { files: { a: 'server' } }, { files: { a: 'subjectUpn' } }, { files: { a: 'authority' } }],
  'upn-only-in-subject': [{ files: { a: unreadableName } }, { files: { a: 'strong' } }, { files: { a: 'noUpn' } }, { files: { a: 'hardName' } }],
  'several-upns': [{ files: { a: 'strong' } }, { files: { a: 'noUpn' } }],
  revoked: [{ files: { ...answered('good'), 'root.cer': signedChain['root.cer'] } }, { files: { a: 'revoked', b: 'authority' } }, { files: { a: 'strong', b: 'authority', c: { bytes: crl } } }, { files: { a: 'byImpostor', b: 'impostor', c: { bytes: crl } } }],
  'upn-malformed': [{ files: { a: 'strong' } }, { files: { a: 'noUpn' } }, { files: { a: 'severalUpns' } }],
  'sids-contradict': [{ files: { a: 'strong' } }, { files: { a: 'sanUri' } }, { files: { a: { bytes: der.certificate({ extensions: [sidOf('S-1-5-21-1-2-3-4'), uriOf('s-1-5-21-1-2-3-4', 'S-1-5-21-1-2-3-4')] }) } } }],
  'cannot-sign': [{ files: { a: openedBundle('elliptic.pfx') } }, { files: { a: 'strong' } }, { files: { a: { bytes: der.certificate({ extensions: [jane] }) } } }, { files: { a: 'server' } }],
  'self-signed-client': [{ files: { a: 'strong' } }, { files: { a: 'selfSigned' } }, { files: { a: 'root' } }],
  'unknown-critical-extension': [{ files: { a: 'strong' } }, { files: { a: { bytes: der.certificate({ extensions: [jane, der.extension('1.2.3.4', der.utf8('x'))] }) } } }],
  'chain-invalid': [
    { files: { a: 'strong', b: 'authority', c: 'root' } },
    { files: { a: 'strong', b: { text: pemOf('expiredAuthority') }, c: 'authority', d: 'root' } },
    { files: { a: 'server', b: 'authority' } },
    { files: { ...signedChain, 'ca.cer': caUntil(2044), 'other.cer': caUntil(2043, 6), 'root.crl': rootListOf(5) } },
    { files: { ...signedChain, 'ca.cer': caUntil(2044), 'root.crl': rootListOf(6) } },
    { files: chainOf([constraints(isCa), applicationPolicies('1.3.6.1.5.5.7.3.2')]) },
    { files: demandingChain(0, policies('1.2.3')) },
    { files: chainOf([constraints(isCa), excluding(nameOf('Joe'))]) },
    { files: { ...chainOf([constraints(isCa), keyUsage(0x04), purposes('1.3.6.1.5.5.7.3.2')]), 'root.cer': { bytes: signedCertificate({ issuer: nameOf('Root'), subject: nameOf('Root'), serial: der.integer(9) }, rootKey, rootKey) } } },
  ],
  'client-authentication-missing': [{ files: { a: 'smartCard' } }, { files: { a: 'strong' } }, { files: { a: 'server' } }],
  expired: [{ files: { a: 'strong' } }, { files: { a: 'notYetValid' } }, { files: { a: 'expired' }, now: day('2020-12-31') }],
  'not-yet-valid': [{ files: { a: 'strong' } }, { files: { a: 'expired' } }],
  expiring: [{ files: { a: 'strong' } }, { files: { a: 'expired' } }, { files: { a: 'expiring' }, now: day('2025-12-31') }],
  'weak-signature': [{ files: { a: 'strong' } }, { files: { a: 'ed25519' } }, { files: { a: 'root' } }],
  'weak-key': [{ files: { a: 'rsaUser' } }, { files: { a: 'strong' } }, { files: { a: 'pssKey' } }],
  'no-revocation-information': [{ files: { a: 'strong' } }, { files: { a: 'authority' } }, { files: { a: 'selfSigned' } }],
  'authority-as-client': [{ files: { a: 'strong' } }, { files: { a: 'authority' } }],
  'no-strong-mapping': [{ files: { a: computer('PC1') } }, { files: janeWithAccount }, { files: { a: 'strong' } }, { files: { a: 'sanUri' } }, { files: { a: 'server' } }],
  'weak-alt-security-identity': [{ files: { a: { text: 'dn: CN=Jane\naltSecurityIdentities: X509:<I>CN=CA<SR>12\n' } } }, { files: { a: 'strong' } }],
  'chain-incomplete': [{ files: { a: 'strong' } }, { files: { a: 'strong', b: 'authority' } }, { files: { a: 'selfSigned', b: 'root' } }, { files: { a: 'byImpostor', b: 'impostor', c: 'authority', d: 'strangeRoot', e: 'root' } }],
  'root-not-self-signed': [{ files: { 'Root/a': 'root' } }, { files: { 'ca/a': 'authority' } }],
  'private-key-in-workspace': [{ files: { a: 'strong' } }, { files: { a: { text: '-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n' } } }],
  'server-name-mismatch': [{ files: { a: domainController }, serverNames: ['mail.contoso.com'] }, { files: { a: domainController, b: 'server' }, serverNames: ['mail.contoso.com'] }, { files: { a: 'server' }, serverNames: ['mail.contoso.com', 'x.apps.contoso.com'] }, { files: { a: 'server' } }, { files: { a: 'selfSigned' }, serverNames: ['mail.contoso.com'] }],
  'alt-security-identity-mismatch': [
    { files: { a: 'strong', b: mapping('X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SR>1200000000AC11000000002B') } },
    { files: { a: 'strong', b: mapping('X509:<I>CN=Another CA<SR>12') } },
    { files: { a: 'strong', b: mapping('Kerberos:jane@contoso.com') } },
    { files: janeWithAccount },
  ],
  'pkcs12-protection': [{ files: { a: 'strong' } }, { files: { a: { bytes: made?.bundle('legacy.pfx') ?? new Uint8Array() } } }],
  'account-mismatch': [
    { files: { a: 'strong', b: account('userPrincipalName: JANE@contoso.com', `objectSid: ${GOOD_SID}`) } },
    { files: { a: 'strong', b: account('userPrincipalName: joe@contoso.com', 'objectSid: S-1-5-21-1-2-3-4') } },
    // Named in altSecurityIdentities, it is found whatever its UPN is.
    { files: { a: 'strong', b: account('userPrincipalName: renamed@contoso.com', `objectSid: ${GOOD_SID}`, 'altSecurityIdentities: X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SR>1200000000AC11000000002B') } },
  ],
  'account-disabled': [
    { files: { a: 'strong', b: account('sAMAccountName: jane', 'userAccountControl: 512') } },
    { files: { a: 'strong', b: account('sAMAccountName: joe', 'userAccountControl: 514') } },
    { files: { a: 'strong', b: account('sAMAccountName: jane', 'accountExpires: 0') } },
    { files: { a: 'strong', b: account('sAMAccountName: jane', 'accountExpires: 9223372036854775807') } },
    { files: { a: 'strong', b: account('sAMAccountName: jane', 'accountExpires: 159017472000000000') } },
  ],
  'revocation-list-outdated': [{ files: { a: { bytes: made?.bundle('authority.crl') ?? new Uint8Array() } } }, { files: { a: 'strong' } }],
};

async function check({ files, serverNames = [], now = NOW }: Pick<Case, 'files' | 'serverNames' | 'now'>): Promise<{ findings: readonly Finding[]; texts: ReadonlyMap<string, string> }> {
  const inputs = await Promise.all(Object.entries(files).map(async ([uri, content]): Promise<NamedCertificateFile> => {
    const bytes = typeof content === 'string' ? Buffer.from(made!.pem(content)) : 'text' in content ? Buffer.from(content.text) : content.bytes;
    const { password = null } = typeof content === 'string' || 'text' in content ? {} : content;
    const opened = password === null ? null : await openPkcs12(bytes, password, pkcs12Crypto, digests);
    return opened?.state === 'open' ? { uri, file: opened.file } : readCertificatesAndAccounts(uri, bytes, digests);
  }));
  const subjects = await certificateSubjects(inputs, { now, serverNames }, verifySignature);
  for (const subject of [...subjects.certificates, ...subjects.files]) freeze(subject);
  const analysis = checkCertificates(subjects);
  assert.deepEqual(analysis.failures, []);
  return { findings: analysis.findings, texts: new Map(inputs.map(({ uri, file }) => [uri, file.text ?? ''])) };
}

const own = rules.filter(({ id, subject }) => subject.startsWith('certificate') && id !== 'evidence/ntauth-missing');

describe('rules about certificates', { skip }, () => {
  before(() => {
    assert.ok(own.length >= 17);
  });

  for (const one of bad) {
    test(`certificate/${one.rule} says '${one.message}' of ${Object.values(one.files).filter((file) => typeof file === 'string').join(', ')}`, async () => {
      const { findings, texts } = await check(one);
      const found = findings.filter(({ rule }) => rule.endsWith(`/${one.rule}`));
      assert.equal(found.length, 1, findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
      const [{ message, severity, range, uri }] = found as [Finding];
      const rule = own.find(({ id }) => id.endsWith(`/${one.rule}`))!;
      assert.ok(typeof one.says === 'string' ? message.includes(one.says) : one.says.test(message), message);
      assert.ok(message.length <= 160, `${message.length}: ${message}`);
      assert.equal(severity, one.severity ?? rule.severity);
      assert.match(message, templateOf(rule.messages[one.message]!));
      const text = texts.get(uri)!;
      assert.ok(range.start <= range.end && range.end <= text.length);
      if (text !== '') assert.ok(range.end > range.start, 'an empty range in a text');
      assert.doesNotMatch(text.slice(range.start, range.end), /^-----BEGIN [A-Z ]*PRIVATE KEY-----\s+\S/);
    });
  }

  for (const [rule, cases] of Object.entries(good)) {
    test(`certificate/${rule} keeps silent where nothing is wrong`, async () => {
      assert.ok(cases.length >= 2);
      for (const one of cases) {
        const { findings } = await check(one);
        assert.deepEqual(findings.filter((finding) => finding.rule.endsWith(`/${rule}`)), [], JSON.stringify(Object.values(one.files)));
      }
    });
  }

  test('every rule and every message of it is tried', () => {
    const named = (id: string): string => id.slice(id.indexOf('/') + 1);
    const messages = own.flatMap(({ id, messages }) => Object.keys(messages).map((key) => `${named(id)} ${key}`)).sort();
    assert.deepEqual([...new Set(bad.map(({ rule, message }) => `${rule} ${message}`))].sort(), messages);
    assert.deepEqual(Object.keys(good).sort(), own.map(({ id }) => named(id)).sort());
  });

  test('a certificate in order, with its chain, has no finding at all', async () => {
    const { findings } = await check({ files: { 'jane.cer': 'strong', 'ca.cer': 'authority', 'Root/root.cer': 'root' } });
    assert.deepEqual(findings, []);
  });

  test('certificate policies that an authority demands', async () => {
    const verdicts = async (files: Case['files']): Promise<string | undefined> => {
      const inputs = Object.entries(files).map(([uri, content]): NamedCertificateFile => ({
        uri,
        file: readCertificateFile((content as { bytes: Uint8Array }).bytes, digests),
      }));
      const { certificates } = await certificateSubjects(inputs, { now: NOW, serverNames: [] }, verifySignature);
      return clientReadiness(certificates[0]!).items.find(({ template }) => template.includes('requires certificate policies'))?.state;
    };
    assert.equal(await verdicts(demandingChain(0)), 'doubtful');
    assert.equal(await verdicts(demandingChain(1)), 'doubtful');
    assert.equal(await verdicts(demandingChain(2)), undefined);
    assert.equal(await verdicts(demandingChain(0, policies('1.2.3'))), undefined);
    assert.equal(await verdicts(demandingChain(0, policies('1.2.4'))), 'doubtful');
    // Readers differ about what a root requires.
    const root = signedCertificate({ issuer: nameOf('Root'), subject: nameOf('Root'), extensions: [constraints(isCa), demanding(0)] }, rootKey, rootKey);
    const rooted = (...own: readonly der.Der[]): Case['files'] => ({ ...demandingChain(9, ...own), 'root.cer': { bytes: root } });
    assert.equal(await verdicts(rooted()), 'unknown');
    assert.equal(await verdicts(rooted(policies('1.2.3'))), undefined);
  });

  test('an authority without basic constraints is not taken for a user', async () => {
    for (const [parts, role] of [
      [{ extensions: [keyUsage(0x06)] }, 'authority'],
      [{ extensions: [keyUsage(0x80)] }, 'client'],
      [{ extensions: [keyUsage(0x06), jane] }, 'client'],
      [{ extensions: [keyUsage(0x86), purposes('1.3.6.1.5.5.7.3.2')] }, 'client'],
      [{ extensions: [keyUsage(0x06), constraints()] }, 'client'],
    ] as const) {
      const file = readCertificateFile(der.certificate(parts), digests);
      const { certificates } = await certificateSubjects([{ uri: 'x', file }], { now: NOW, serverNames: [] }, verifySignature);
      assert.equal(certificates[0]?.role, role, JSON.stringify(Object.keys(parts)));
      if (role === 'authority') assert.deepEqual(checkCertificates({ certificates, files: [] }).findings, []);
    }
  });

  test('a root without basic constraints that issued another certificate is not taken for a user', async () => {
    const root = signedCertificate({ issuer: nameOf('Root'), subject: nameOf('Root'), serial: der.integer(9) }, rootKey, rootKey);
    const files = { ...chainOf([constraints(isCa)]), 'root.cer': { bytes: root } };
    assert.deepEqual((await check({ files })).findings.filter(({ uri }) => uri === 'root.cer'), []);
    const alone = await check({ files: { 'root.cer': { bytes: root } } });
    assert.ok(alone.findings.some(({ rule }) => rule === 'certificate/upn-missing'));
  });

  test('one mistake gives one finding', async () => {
    const authorities = { 'ca.cer': 'authority', 'root.cer': 'root' } as const;
    for (const name of ['noUpn', 'subjectUpn', 'severalUpns', 'wrongPurpose', 'expired', 'notYetValid', 'expiring', 'sha1', 'md5', 'weakKey', 'noRevocation', 'authorityAsClient', 'upnOnly', 'noPurpose'] as const) {
      const { findings } = await check({ files: { 'jane.cer': name, ...authorities } });
      assert.equal(findings.length, 1, `${name}: ${findings.map(({ rule }) => rule).join(', ')}`);
    }
  });

  test('a finding about an extension points at its bytes in the Base64', async () => {
    const { findings, texts } = await check({ files: { 'jane.cer': 'severalUpns' } });
    const { range, uri } = findings.find(({ rule }) => rule === 'certificate/several-upns')!;
    const quoted = texts.get(uri)!.slice(range.start, range.end).replaceAll(/\s/g, '');
    // Base64 of a span begins in the middle of a group: one of four alignments shows the text.
    const decodings = [0, 1, 2, 3].map((skipped) => Buffer.from(quoted.slice(skipped), 'base64').toString('latin1'));
    assert.ok(decodings.some((text) => text.includes('fabrikam')));
  });

  test('what is in doubt about a mapping string is beside its command', async () => {
    const { findings } = await check({ files: { 'jane.cer': { bytes: der.certificate({ serial: der.integer(0, 0xa1), extensions: [jane] }) } } });
    const [change] = findings.find(({ rule }) => rule === 'certificate/no-strong-mapping')!.remedies[0]!.changes;
    assert.ok(change!.kind === 'command');
    assert.match(change!.description, /begins with a zero byte, which some tools leave out/);
  });

  test('the remedy of a weak mapping is a command that adds the strong one', async () => {
    const { findings } = await check({ files: { 'jane.cer': 'upnOnly' } });
    const [remedy] = findings.find(({ rule }) => rule === 'certificate/no-strong-mapping')!.remedies;
    assert.equal(remedy!.kind, 'review');
    const [change] = remedy!.changes;
    assert.ok(change!.kind === 'command');
    assert.match(change!.powershell!, /^Get-ADUser -LDAPFilter '\(userPrincipalName=jane@contoso\.com\)' \| Set-ADUser -Add @\{altSecurityIdentities='X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SR>[0-9A-F]+'\}$/);
  });

  test('messages stay short however long the names are', async () => {
    const long = `${'very.'.repeat(60)}long`;
    const upn = (value: string): der.Der => der.tlv(0xa0, der.oid('1.3.6.1.4.1.311.20.2.3'), der.tlv(0xa0, der.utf8(value)));
    const client = der.extension('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.2')));
    const server = der.extension('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.1')));
    const issuer = der.name([der.COMMON_NAME, der.utf8(long)]);
    const authority = der.certificate({ subject: issuer, issuer, extensions: [der.extension('2.5.29.19', der.sequence(der.tlv(1, Buffer.of(255))))] });
    const { findings } = await check({
      files: {
        a: { bytes: der.certificate({ issuer, extensions: [client, der.extension('2.5.29.17', der.sequence(upn(`${long}@a`), upn(`${long}@b`)))] }) },
        b: { bytes: der.certificate({ issuer, subject: der.name(['1.2.840.113549.1.9.1', der.tlv(0x16, `${long}@a`)]), extensions: [client] }) },
        c: { bytes: der.certificate({ issuer, extensions: [server, der.extension('2.5.29.17', der.sequence(der.tlv(0x82, 'a')))] }) },
        'Root/d': { bytes: der.certificate({ issuer }) },
        e: { bytes: der.revocationList([]) },
        f: { bytes: authority },
        g: { text: `dn: CN=x\naltSecurityIdentities: X509:<I>CN=${long}<S>CN=${long}\n` },
      },
      serverNames: [`${long}.contoso.com`, `a.${long}`],
      now: day('2027-01-01'),
    });
    assert.ok(new Set(findings.map(({ rule }) => rule)).size > 8);
    for (const { rule, message } of findings) assert.ok(message.length <= 160, `${rule} ${message.length}: ${message}`);
  });

  test('severities can be set, and rules switched off', async () => {
    const file = readCertificateFile(Buffer.from(made!.pem('expired')), digests);
    const subjects = await certificateSubjects([{ uri: 'a', file }], { now: NOW, serverNames: [] }, verifySignature);
    assert.deepEqual(checkCertificates(subjects, { 'certificate/expired': 'hint' }).findings.map(({ severity }) => severity), ['hint']);
    assert.deepEqual(checkCertificates(subjects, { 'certificate/expired': 'off' }).findings, []);
  });

  test('an opened PKCS#12 file without a private key is not a secret', async () => {
    const opened = await openPkcs12(made!.bundle('modern.pfx'), PASSWORD, pkcs12Crypto, digests);
    assert.ok(opened.state === 'open');
    const file = { ...opened.file, privateKeys: [] };
    const subjects = await certificateSubjects([{ uri: 'a.pfx', file }], { now: NOW, serverNames: [] }, verifySignature);
    assert.ok(!checkCertificates(subjects).findings.some(({ rule }) => rule === 'certificate/private-key-in-workspace'));
  });
});

/** What a message's template becomes, whatever fills it. */
function templateOf(template: string): RegExp {
  const escaped = template.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.+')}$`, 's');
}
