// The accounts in a text, whichever export it is, and the certificates that are published on them.
import type { DirectoryAccount } from '../../certificate/account.js';
import { looksLikeLdif } from '../../certificate/containers/ldif.js';
import type { Digests } from '../../certificate/digests.js';
import { readCertificateFile } from '../../certificate/file.js';
import type { CertificateEntry, CertificateFile } from '../../certificate/file.js';
import type { NamedCertificateFile } from '../../certificate/subjects.js';
import { parseAltSecurityIdentity } from '../../certificate/meaning/alt-security-identities.js';
import { parseXml } from '../../xml/parse.js';
import { everyObject, valueOf } from '../objects/model.js';
import type { EvidenceObject } from '../objects/model.js';
import { readObjects } from '../objects/read.js';
import { moved, plainText } from '../plain-text.js';
import { accountsInLdif, looksLikeAccountLdif } from './ldif.js';
import { accountOf, bytesOf, exportsIdentities, isAccount } from './objects.js';

/** A property name of an account, as every notation of objects writes it. */
const PROPERTY = /\b(?:userPrincipalName|objectSid|userAccountControl|altSecurityIdentities|SamAccountName)\b/i;

/** A file by its content: its certificates, and its accounts where it is an export of them. Total. */
export function readCertificatesAndAccounts(uri: string, bytes: Uint8Array, digests: Digests): NamedCertificateFile {
  const file = readCertificateFile(bytes, digests);
  const accounts = file.text === null ? [] : readAccounts(uri, file.text, digests);
  return { uri, file: withAccounts(file, accounts, digests), accounts };
}

/** Whether a text is LDIF of directory objects, or has an account as PowerShell or csvde writes one. */
export function exportsAccounts(written: string): boolean {
  const text = plainText(written)?.text ?? written;
  return looksLikeLdif(text) || looksLikeAccountLdif(text) || accountObjects(text).length > 0;
}

/** Empty for a text that is not an export of accounts. */
export function readAccounts(uri: string, text: string, digests: Digests): DirectoryAccount[] {
  const plain = plainText(text);
  return plain === null ? accountsIn(uri, text, digests) : moved(accountsIn(uri, plain.text, digests), plain.at);
}

function accountsIn(uri: string, text: string, digests: Digests): DirectoryAccount[] {
  if (looksLikeAccountLdif(text)) return accountsInLdif(uri, text, digests);
  const objects = accountObjects(text);
  const hasIdentities = objects.some(exportsIdentities);
  return objects.map((object) => accountOf(uri, object, hasIdentities, digests));
}

/**
 * The file with the certificates and mapping strings of the accounts in it, which LDIF aside only this reader
 * finds.
 */
export function withAccounts(
  file: CertificateFile,
  accounts: readonly DirectoryAccount[],
  digests: Digests,
): CertificateFile {
  const { text } = file;
  if (accounts.length === 0 || text === null || file.format === 'ldif') return file;
  const entries = accountObjects(text).flatMap((object): CertificateEntry[] => {
    const value = valueOf(object, 'userCertificate');
    return bytesOf(value).flatMap((bytes) =>
      readCertificateFile(bytes, digests).entries.map((entry) => ({
        ...entry,
        place: { kind: 'text', range: value!.range, base64: value!.range, offset: 0 },
      })),
    );
  });
  const identities = accounts.flatMap(({ altSecurityIdentities, name }) =>
    altSecurityIdentities.map(({ value, range }) => ({
      identity: parseAltSecurityIdentity(value),
      range,
      dn: name,
    })),
  );
  return { ...file, format: 'directory', entries, identities, problems: [], foreign: null };
}

function accountObjects(text: string): EvidenceObject[] {
  if (!PROPERTY.test(text)) return [];
  const { objects } = readObjects(text, () => parseXml(text));
  return [...everyObject(objects)].filter(isAccount);
}
