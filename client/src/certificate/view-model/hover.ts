// What is said about a certificate in a text: short, with the verdict first.
import type { CertificateModel } from '../../../../server/src/core/certificate/model.js';
import type { PrivateKeyNote } from '../../../../server/src/core/certificate/file.js';
import {
  compareMapping,
  suggestMappings,
} from '../../../../server/src/core/certificate/meaning/alt-security-identities.js';
import type { AltSecurityIdentity } from '../../../../server/src/core/certificate/meaning/alt-security-identities.js';
import type { RevocationList, X509Certificate } from '../../../../server/src/core/certificate/model.js';
import { alternativeNames } from '../../../../server/src/core/certificate/meaning/strong-mapping.js';
import type { CertificateSubject } from '../../../../server/src/core/certificate/subjects.js';
import type { Tone, Verdict } from '../../webview/messages.js';
import { keyWords, momentWords, spaced } from './format.js';
import { generalNameWords } from './general-names.js';
import { privateKeyWords } from './identity.js';
import { withoutIcons } from './labels.js';
import { codeSpan, escapeMarkdown } from './markdown.js';
import { longName, titleOf } from './names.js';
import { kindWords } from './rows.js';
import { validityOf } from './validity.js';
import { certificateVerdict, listVerdict, requestVerdict, shortAnswer } from './verdict.js';
import type { PageContext } from './words.js';

const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', doubtful: '⚠', bad: '✕', neutral: '•' };
const REASONS = 4;
const NAMES = 6;

/**
 * `subject`: the same as a subject when it is a certificate; `newerList`: what replaces it when it is an
 * outdated list.
 */
export function certificateHover(
  model: CertificateModel,
  subject: CertificateSubject | null,
  around: PageContext,
  newerList: RevocationList | null = null,
): string {
  const { words } = around;
  const verdict = verdictFor(model, subject, newerList, around);
  const lines = [`**${escapeMarkdown(titleOf(model))}** — ${escapeMarkdown(kindWords(model, words))}`];
  if (verdict !== null) {
    lines.push(`${SIGNS[verdict.tone]} ${escapeMarkdown(verdict.headline)}`);
    if (verdict.action !== null) {
      const { text, command } = verdict.action;
      lines.push(
        `${escapeMarkdown(words('To do: {action}', { action: text }))}${command === null ? '' : `\n\n${codeSpan(command, 800)}`}`,
      );
    }
    const reasons = verdict.reasons.filter(({ tone }) => tone === 'bad' || tone === 'doubtful').slice(0, REASONS);
    if (reasons.length > 0) lines.push(reasons.map(({ text }) => `- ${escapeMarkdown(text)}`).join('\n'));
    // Without it the reasons and the facts would be one list.
    lines.push('---');
  }
  const facts: [string, string][] = [];
  if (model.kind !== 'crl') facts.push([words('Subject'), escapeMarkdown(longName(model.subject))]);
  if (model.kind !== 'request') facts.push([words('Issuer'), escapeMarkdown(longName(model.issuer))]);
  if (model.kind === 'certificate') {
    const names = alternativeNames(model);
    const shown = names.slice(0, NAMES).map((name) => escapeMarkdown(generalNameWords(name, words), 150));
    if (names.length > NAMES) shown.push(words('and {count} more', { count: names.length - NAMES }));
    if (shown.length > 0) facts.push([words('Alternative name'), shown.join(', ')]);
    facts.push([words('Serial number'), codeSpan(spaced(model.serialNumber.hex))]);
  }
  const validity = validityOf(model, around);
  if (validity !== null)
    facts.push([words('Validity'), escapeMarkdown(`${validity.from} – ${validity.to} (${validity.words})`)]);
  if (model.kind !== 'crl') facts.push([words('Public key'), escapeMarkdown(keyWords(model.publicKey))]);
  facts.push([words('Thumbprint (SHA-1)'), codeSpan(model.sha1.toUpperCase())]);
  lines.push(facts.map(([label, value]) => `- ${escapeMarkdown(label)}: ${value}`).join('\n'));
  return lines.join('\n\n');
}

function verdictFor(
  model: CertificateModel,
  subject: CertificateSubject | null,
  newerList: RevocationList | null,
  around: PageContext,
): Verdict | null {
  if (model.kind === 'request') return requestVerdict(model, subject, around);
  if (model.kind === 'crl') return listVerdict(model, newerList, around);
  return subject === null ? null : certificateVerdict(subject, around);
}

export function privateKeyHover(key: PrivateKeyNote, { words }: PageContext): string {
  return [
    `**${escapeMarkdown(words('Private key'))}**`,
    escapeMarkdown(privateKeyWords(key, words)),
    escapeMarkdown(
      words('A person who can read this file can sign in with it. Keep it in a protected store, not in a workspace.'),
    ),
  ].join('\n\n');
}

/** One altSecurityIdentities string, and the provided certificates that it is about. */
export function identityHover(
  identity: AltSecurityIdentity,
  certificates: readonly X509Certificate[],
  { words }: PageContext,
): string {
  const lines = [`**altSecurityIdentities** — ${escapeMarkdown(strengthWords(identity, words))}`];
  if (identity.serialNumber !== null)
    lines.push(
      `${escapeMarkdown(words('Serial number as in the certificate:'))} ${codeSpan(spaced(identity.serialNumber))}`,
    );
  const matches = certificates.filter((certificate) => compareMapping(identity, certificate) === 'yes');
  const reversed = certificates.filter((certificate) => compareMapping(identity, certificate) === 'serialNotReversed');
  const turned = certificates.filter((certificate) => compareMapping(identity, certificate) === 'issuerReversed');
  for (const certificate of matches.slice(0, 5))
    lines.push(
      `${SIGNS.good} ${escapeMarkdown(words('Certificate: {name}.', { name: longName(certificate.subject) }))} ${codeSpan(certificate.sha1.toUpperCase())}`,
    );
  for (const certificate of reversed.slice(0, 3)) {
    const right = suggestMappings(certificate)[0];
    lines.push(
      `${SIGNS.bad} ${escapeMarkdown(
        words('The bytes of the serial number are not reversed; reversed, they would name {name}.', {
          name: longName(certificate.subject),
        }),
      )}${right === undefined ? '' : `\n\n${codeSpan(right.text, 600)}`}`,
    );
  }
  for (const certificate of turned.slice(0, 3)) {
    const right = suggestMappings(certificate)[0];
    lines.push(
      `${SIGNS.bad} ${escapeMarkdown(
        words('The issuer is in the wrong order; in the right order, it would name {name}.', {
          name: longName(certificate.subject),
        }),
      )}${right === undefined ? '' : `\n\n${codeSpan(right.text, 600)}`}`,
    );
  }
  if (matches.length + reversed.length + turned.length === 0)
    lines.push(escapeMarkdown(words('It does not refer to a certificate in the workspace.')));
  return lines.join('\n\n');
}

function strengthWords({ strength, form }: AltSecurityIdentity, words: PageContext['words']): string {
  const by = formWords(form, words);
  switch (strength) {
    case 'strong':
      return words('strong: {by}', { by });
    case 'weak':
      return words('weak, rejected since September 9, 2025: {by}', { by });
    case 'unknown':
      return words('of unknown form');
  }
}

function formWords(form: AltSecurityIdentity['form'], words: PageContext['words']): string {
  switch (form) {
    case 'issuerSerial':
      return words('by issuer and serial number');
    case 'subjectKeyIdentifier':
      return words('by subject key identifier');
    case 'sha1PublicKey':
      return words('by digest of the public key');
    case 'issuerSid':
      return words('by issuer and SID');
    case 'issuerSubject':
      return words('by issuer and subject');
    case 'subject':
      return words('by subject');
    case 'email':
      return words('by email address');
    case 'kerberos':
    case 'unknown':
      return '';
  }
}

/** For digits that look like a thumbprint and are none of those provided. */
export function unknownThumbprint(sha1: string, { words }: PageContext): string {
  return `${codeSpan(sha1.toUpperCase())}\n\n${escapeMarkdown(words('No certificate in the workspace has this thumbprint.'))}`;
}

/** Valid dates of a moment, for lenses: `Jane Doe · valid until 1 Jan 2044`. */
/** `subject` as for the hover: it gives the answer for a certificate that a user shows. */
export function lensTitle(model: CertificateModel, subject: CertificateSubject | null, around: PageContext): string {
  const { words } = around;
  const validity = validityOf(model, around);
  const parts = [titleOf(model), kindWords(model, words)];
  const answer = subject === null ? null : shortAnswer(subject, around);
  if (answer !== null) parts.push(`${SIGNS[answer.tone]} ${answer.words}`);
  if (model.kind === 'certificate') parts.push(words('until {date}', { date: momentWords(model.notAfter, around) }));
  if (validity !== null) parts.push(validity.words);
  return withoutIcons(parts.join(' · '));
}
