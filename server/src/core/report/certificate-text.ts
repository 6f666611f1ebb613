// What the command `certificate` prints for people: the answer first, then what it rests on. Errors are the
// caller's to say.
import { answerText, clientReadiness, fillTemplate, todoText } from '../certificate/meaning/readiness.js';
import type { ReadinessState } from '../certificate/meaning/readiness.js';
import { MAPPING_CAVEATS, MAPPING_USES } from '../certificate/meaning/alt-security-identities.js';
import type { SuggestedMapping } from '../certificate/meaning/alt-security-identities.js';
import { isShownByClients, roleOf } from '../certificate/meaning/purpose.js';
import { strongMapping } from '../certificate/meaning/strong-mapping.js';
import { extensionOf } from '../certificate/model.js';
import type { CertificateModel, GeneralName, PublicKey, X509Certificate } from '../certificate/model.js';
import { showable } from '../certificate/showable.js';
import type { CertificateSubject } from '../certificate/subjects.js';
import type { Finding } from '../rules/finding.js';
import type { CertificateReport, ReportedCertificate } from './certificate-json.js';
import { tableLines } from './certificate-table.js';
import { Places, type ReportContext } from './context.js';
import { oneLine } from '../text/display.js';
import { styleFor, type Style } from './style.js';
import { count } from './words.js';

const ROLES = {
  authority: 'CA certificate',
  client: 'client certificate',
  computer: 'certificate of a computer',
  server: 'server certificate',
  other: 'certificate for another purpose',
} as const;

export interface TextOptions {
  /** Everything of every object, also where there are many files. */
  readonly verbose: boolean;
}

/**
 * Of one file everything, the certificate of the user first; of many a table with totals, and what was found.
 * Where one object alone can be a user's, the first line is its answer.
 */
export function certificateText(
  report: CertificateReport,
  context: Pick<ReportContext, 'relativePath' | 'color'>,
  { verbose }: TextOptions = { verbose: false },
): string {
  const lines: string[] = [];
  const style = styleFor(context.color);
  const places = new Places(report.texts);
  const certificates = byImportance(report.certificates);
  const isMany = new Set(certificates.map(({ uri }) => uri)).size > 1;
  const users = certificates.filter(({ subject }) => subject !== null && isShownByClients(subject.role));
  if (isMany && users.length === 1) lines.push(...answerLines(users[0]!.subject!, style), '');
  if (isMany) lines.push(...tableLines(certificates, context, style), '');
  if (!isMany || verbose)
    for (const certificate of certificates) lines.push(...objectLines(certificate, places, context, style), '');
  else lines.push(...findingLines(report.findings, places, context, style), '');
  lines.push(...besideLines(report, context, style));
  if (!isMany || verbose) {
    const announced = new Set(certificates.flatMap(({ findings }) => findings));
    lines.push(
      ...findingLines(
        report.findings.filter((finding) => !announced.has(finding)),
        places,
        context,
        style,
      ),
    );
  } else lines.push('', 'Details: --verbose, or one file alone.');
  // A part that is empty leaves the blank line around it twice.
  const kept = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
  while (kept.at(-1) === '') kept.pop();
  return kept.length === 0 ? '' : `${kept.join('\n')}\n`;
}

/** What a user signs in with first, then what others do; within a kind in the order of the files. */
function byImportance(certificates: readonly ReportedCertificate[]): ReportedCertificate[] {
  const rank = ({ subject }: ReportedCertificate): number =>
    subject === null ? 5 : { client: 0, computer: 1, server: 2, other: 3, authority: 4 }[subject.role];
  return certificates
    .map((reported, index) => ({ reported, index }))
    .sort((a, b) => rank(a.reported) - rank(b.reported) || a.index - b.index)
    .map(({ reported }) => reported);
}

/** The answer and what to do next. */
function answerLines(subject: CertificateSubject, style: Style): string[] {
  const readiness = clientReadiness(subject);
  const text = oneLine(answerText(readiness.answer));
  const painted =
    readiness.verdict === 'ready'
      ? style.good(text)
      : style.severity(readiness.verdict === 'doubtful' ? 'warning' : 'error', text);
  if (readiness.action === null) return [painted];
  const { command } = readiness.action;
  const todo = `To do: ${oneLine(todoText(readiness.action))}`;
  return [painted, todo, ...(command === null ? [] : [`       ${oneLine(command)}`])];
}

/** Keys, protection, responders and oddities: what is in the files beside certificates. */
function besideLines(report: CertificateReport, context: Pick<ReportContext, 'relativePath'>, style: Style): string[] {
  const lines: string[] = [];
  for (const { uri, algorithm, bits, curve, encrypted } of report.privateKeys) {
    const kind = [algorithm, curve ?? bits].filter((part) => part !== null).join(' ');
    lines.push(
      `${name(context.relativePath(uri))}: private key${kind === '' ? '' : ` (${kind})`}${encrypted ? ', encrypted' : ''}. Nothing of it is shown.`,
    );
  }
  for (const { uri, protection } of report.protections) {
    const parts = [...protection.encryption, protection.integrity ?? 'no integrity check'];
    lines.push(`${name(context.relativePath(uri))}: PKCS#12, protected with ${parts.join(', ')}.`);
  }
  for (const { uri, answer } of report.responses) {
    const until = answer.nextUpdate === null ? '' : `, until ${answer.nextUpdate.iso ?? answer.nextUpdate.raw}`;
    lines.push(
      `${name(context.relativePath(uri))}: OCSP response: ${answer.status}, serial number ${answer.serialNumber}, of ${answer.thisUpdate.iso ?? answer.thisUpdate.raw}${until}.`,
    );
  }
  for (const problem of report.problems) {
    if (problem.severity === 'warning')
      lines.push(`${style.severity('warning', 'warning')} ${problemText(problem, context)}`);
  }
  return lines;
}

function findingLines(
  findings: readonly Finding[],
  places: Places,
  context: Pick<ReportContext, 'relativePath'>,
  style: Style,
): string[] {
  return findings.map((finding) => {
    const at = places.text(finding.uri) === undefined ? '' : `:${places.lineAndColumn(finding)}`;
    return `${name(context.relativePath(finding.uri))}${at}: ${style.severity(finding.severity, finding.severity)} ${finding.rule}: ${value(finding.message)}`;
  });
}

/** `x.cer: what is wrong, at offset 12`, for standard error or the report. */
export function problemText(
  { uri, message, offset }: CertificateReport['problems'][number],
  context: Pick<ReportContext, 'relativePath'>,
): string {
  const sentence = value(message).replace(/\.$/, '');
  return `${name(context.relativePath(uri))}: ${sentence}${offset === null ? '' : ` (at offset ${offset})`}.`;
}

function objectLines(
  reported: ReportedCertificate,
  places: Places,
  context: Pick<ReportContext, 'relativePath'>,
  style: Style,
): string[] {
  const { model, subject, findings } = reported;
  const kind =
    model.kind === 'crl'
      ? 'certificate revocation list'
      : model.kind === 'request'
        ? 'certificate request'
        : ROLES[subject?.role ?? 'other'];
  const isUsers = subject !== null && isShownByClients(subject.role);
  const lines = isUsers ? answerLines(subject, style) : [];
  lines.push(style.strong(`${name(context.relativePath(reported.uri))} #${reported.index + 1}: ${kind}`));
  const rows = [
    ...(reported.friendlyName === null ? [] : [['Name', reported.friendlyName] as const]),
    ...rowsOf(model),
  ];
  for (const [label, text] of rows) lines.push(`  ${label.padEnd(16)}${value(text)}`);
  if (isUsers)
    for (const { state, template, data } of clientReadiness(subject).items)
      lines.push(`    ${mark(state)} ${oneLine(fillTemplate(template, data))}`);
  for (const finding of findings) {
    const at = places.text(finding.uri) === undefined ? '' : ` at ${places.lineAndColumn(finding)}`;
    // The account or the listing that it is about.
    const place = finding.uri === reported.uri ? at : `${at} of ${name(context.relativePath(finding.uri))}`;
    lines.push(
      `  ${style.severity(finding.severity, finding.severity)} ${finding.rule}${place}: ${value(finding.message)}`,
    );
  }
  return lines;
}

function mark(state: ReadinessState): string {
  return { good: '+', bad: '-', doubtful: '!', unknown: '?', note: '.' }[state];
}

/** Names of files are the user's, texts of certificates anyone's: neither may speak to the terminal. */
function name(path: string): string {
  return oneLine(path);
}

function value(text: string): string {
  return oneLine(showable(text));
}

type Row = readonly [string, string];

function rowsOf(model: CertificateModel): Row[] {
  const prints: Row[] = [
    ['Signature', model.signatureAlgorithm.name],
    ['SHA-1', model.sha1],
    ['SHA-256', model.sha256],
  ];
  switch (model.kind) {
    case 'certificate':
      return [
        ['Subject', model.subject.text],
        ['Issuer', model.issuer.text],
        ['Serial number', model.serialNumber.hex],
        ['Valid', `${model.notBefore.iso ?? model.notBefore.raw} to ${model.notAfter.iso ?? model.notAfter.raw}`],
        ['Public key', keyText(model.publicKey)],
        ...prints,
        ...extensionRows(model),
        ...mappingRows(model),
      ];
    case 'request':
      return [
        ['Subject', model.subject.text],
        ['Public key', keyText(model.publicKey)],
        ...prints,
        ...extensionRows(model),
      ];
    case 'crl':
      return [
        ['Issuer', model.issuer.text],
        ['This update', model.thisUpdate.iso ?? model.thisUpdate.raw],
        ['Next update', model.nextUpdate === null ? 'none' : (model.nextUpdate.iso ?? model.nextUpdate.raw)],
        ['Revoked', count(model.entryCount, 'certificate')],
        ...prints,
      ];
  }
}

function keyText({ algorithm, bits, curve }: PublicKey): string {
  return [algorithm, curve, bits === null ? null : `${bits} bits`].filter((part) => part !== null).join(', ');
}

function extensionRows(model: Exclude<CertificateModel, { kind: 'crl' }>): Row[] {
  const rows: Row[] = [];
  const names = extensionOf(model, 'subjectAlternativeName')?.names ?? [];
  if (names.length > 0) rows.push(['Names', names.map(alternativeName).join(', ')]);
  const purposes = extensionOf(model, 'extendedKeyUsage')?.purposes ?? [];
  if (purposes.length > 0) rows.push(['Purposes', purposes.map((purpose) => purpose.name ?? purpose.oid).join(', ')]);
  const usages = extensionOf(model, 'keyUsage')?.usages ?? [];
  if (usages.length > 0) rows.push(['Key usage', usages.join(', ')]);
  const template = extensionOf(model, 'templateName')?.name ?? extensionOf(model, 'template')?.oid;
  if (template !== undefined) rows.push(['Template', template]);
  return rows;
}

function alternativeName({ type, oidName, oid, value: text }: GeneralName): string {
  return `${type === 'other' ? (oidName ?? oid ?? type) : type} ${text}`;
}

function mappingRows(certificate: X509Certificate): Row[] {
  // Only certificates of users are mapped to accounts.
  if (roleOf(certificate) !== 'client') return [];
  const { verdict, by, sid, suggestions } = strongMapping(certificate);
  const how = by
    .map(
      (evidence) => ({ sidExtension: 'SID extension', sanUri: 'SID in a URI', upn: 'UPN', dns: 'DNS name' })[evidence],
    )
    .join(' and ');
  const text = verdict === 'strong' ? `yes (${how} ${sid ?? ''})` : verdict === 'weak' ? `weak only (${how})` : 'none';
  return [['Strong mapping', text], ...suggestions.flatMap(suggestionRows)];
}

function suggestionRows({ form, text, caveat }: SuggestedMapping): Row[] {
  return [
    ['', text],
    ['', `(${MAPPING_USES[form]}${caveat === null ? '' : ` ${MAPPING_CAVEATS[caveat]}`})`],
  ];
}
