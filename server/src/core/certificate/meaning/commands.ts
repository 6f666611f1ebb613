// Command lines that an administrator can copy: what is in a certificate is quoted so that it stays text.
import type { DirectoryAccount } from '../account.js';
import type { X509Certificate } from '../model.js';
import { showable } from '../showable.js';
import type { SuggestedMapping } from './alt-security-identities.js';
import { userIdentity } from './identity.js';
import { strongMapping } from './strong-mapping.js';

/** Longer ones are not pasted in practice. */
const MAXIMUM_LENGTH = 4000;

/**
 * A single-quoted PowerShell string; typographic quotes end one too and are doubled. Null for what cannot be
 * on one line, and for what hides something.
 */
export function powershellString(text: string): string | null {
  if (showable(text, MAXIMUM_LENGTH) !== text) return null;
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/** A value inside an LDAP filter (RFC 4515 §3). */
function filterValue(text: string): string {
  return text.replace(/[\\*()\u0000]/g, (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/**
 * Adds a strong mapping to the account, found by the user principal name when the certificate has exactly
 * one, else by its SID. Null when what is in the certificate cannot be written safely.
 */
export function addMappingCommand(certificate: X509Certificate, { text }: SuggestedMapping): string | null {
  const value = powershellString(text);
  if (value === null) return null;
  const identity = userIdentity(certificate);
  const filter =
    identity.state === 'present' ? powershellString(`(userPrincipalName=${filterValue(identity.upn)})`) : null;
  const { sid } = strongMapping(certificate);
  const named = (sid === null ? null : powershellString(sid)) ?? "'<user>'";
  const account = filter === null ? `Get-ADUser -Identity ${named}` : `Get-ADUser -LDAPFilter ${filter}`;
  return `${account} | Set-ADUser -Add @{altSecurityIdentities=${value}}`;
}

/**
 * Null when the export names the account by nothing that a command takes, or that cannot be written safely.
 */
export function enableAccountCommand(account: DirectoryAccount): string | null {
  const identity = identityOf(account);
  return identity === null ? null : `Enable-ADAccount -Identity ${identity}`;
}

function identityOf({ dn, samAccountName, sid }: DirectoryAccount): string | null {
  const name = dn ?? sid?.value ?? samAccountName?.value ?? null;
  return name === null ? null : powershellString(name);
}

/** Null where the export names the account in no way. */
export function extendAccountCommand(account: DirectoryAccount): string | null {
  const identity = identityOf(account);
  return identity === null ? null : `Set-ADAccountExpiration -Identity ${identity} -DateTime '<date>'`;
}

export interface CommandLine {
  readonly shell: 'cmd' | 'powershell' | 'sh';
  readonly description: string;
  readonly command: string;
}

type Content = 'certificate' | 'pkcs7' | 'pkcs12' | 'other';

/** By its name, which is all that the tools of the system are told. */
function contentOf(file: string): Content {
  if (/\.(?:cer|crt|der|pem)$/i.test(file)) return 'certificate';
  if (/\.(?:p7b|p7c|spc)$/i.test(file)) return 'pkcs7';
  return /\.(?:pfx|p12)$/i.test(file) ? 'pkcs12' : 'other';
}

/**
 * Lines that look at the certificate with the tools of the system; `file` is the name of the file it is in.
 * Only such as read files of that kind: of PKCS#7, openssl would have to be told how it is encoded.
 */
export function inspectionCommands(certificate: X509Certificate, file: string): CommandLine[] {
  const quoted = powershellString(file);
  const plain = /^[\w .\\/:-]+$/.test(file) && !file.startsWith('-') ? `"${file}"` : '<file>';
  const thumbprint = certificate.sha1.toUpperCase();
  const content = contentOf(file);
  const lines: (CommandLine & { readonly reads: readonly Content[] })[] = [
    {
      shell: 'cmd',
      description: 'Show everything in it',
      command: `certutil -dump ${plain}`,
      reads: ['certificate', 'pkcs7', 'pkcs12'],
    },
    {
      shell: 'cmd',
      description: 'Verify chain and revocation',
      command: `certutil -verify -urlfetch ${plain}`,
      reads: ['certificate'],
    },
    {
      shell: 'powershell',
      description: 'Find it in the computer’s store',
      command: `Get-ChildItem Cert:\\LocalMachine -Recurse | Where-Object Thumbprint -eq '${thumbprint}'`,
      reads: ['certificate', 'pkcs7', 'pkcs12', 'other'],
    },
    ...(quoted === null
      ? []
      : [
          {
            shell: 'powershell',
            description: 'Load it',
            command: `Get-PfxCertificate -FilePath ${quoted}`,
            reads: ['certificate', 'pkcs12'],
          } as const,
        ]),
    {
      shell: 'sh',
      description: 'Show everything in it',
      command: `openssl x509 -in ${plain} -noout -text`,
      reads: ['certificate'],
    },
    {
      shell: 'sh',
      description: 'Show everything in it',
      command: `openssl pkcs12 -in ${plain} -nokeys`,
      reads: ['pkcs12'],
    },
  ];
  return lines
    .filter(({ reads }) => reads.includes(content))
    .map(({ shell, description, command }) => ({ shell, description, command }));
}
