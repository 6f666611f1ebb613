// What the command `certificate` prints for people: each object with its verdict, then keys and oddities. Errors are the caller's to say.
import { clientReadiness, fillTemplate } from '../certificate/meaning/readiness.js';
import type { Readiness, ReadinessState } from '../certificate/meaning/readiness.js';
import { MAPPING_CAVEATS } from '../certificate/meaning/alt-security-identities.js';
import type { SuggestedMapping } from '../certificate/meaning/alt-security-identities.js';
import { roleOf } from '../certificate/meaning/purpose.js';
import { strongMapping } from '../certificate/meaning/strong-mapping.js';
import { extensionOf } from '../certificate/model.js';
import type { CertificateModel, GeneralName, PublicKey, X509Certificate } from '../certificate/model.js';
import { showable } from '../certificate/showable.js';
import type { CertificateReport, ReportedCertificate } from './certificate-json.js';
import { Places, type ReportContext } from './context.js';
import { oneLine } from '../text/display.js';
import { styleFor, type Style } from './style.js';
import { count } from './words.js';

const VERDICTS: Readonly<Record<Readiness['verdict'], string>> = {
  ready: 'Ready to sign in as far as the certificate tells.',
  doubtful: 'May fail to sign in.',
  notReady: 'Cannot sign in.',
};

const ROLES = {
  authority: 'certificate of an authority',
  client: 'client certificate',
  server: 'server certificate',
  other: 'certificate for another purpose',
} as const;

export function certificateText(
  report: CertificateReport,
  context: Pick<ReportContext, 'relativePath' | 'color'>,
): string {
  const lines: string[] = [];
  const style = styleFor(context.color);
  const places = new Places(report.texts);
  for (const certificate of report.certificates) lines.push(...objectLines(certificate, places, context, style), '');
  for (const { uri, algorithm, bits, curve, encrypted } of report.privateKeys) {
    const kind = [algorithm, curve ?? bits].filter((part) => part !== null).join(' ');
    lines.push(
      `${name(context.relativePath(uri))}: private key${kind === '' ? '' : ` (${kind})`}${encrypted ? ', encrypted' : ''}; nothing of it is shown.`,
    );
  }
  for (const problem of report.problems) {
    if (problem.severity === 'warning')
      lines.push(`${style.severity('warning', 'warning')} ${problemText(problem, context)}`);
  }
  const orphans = report.findings.filter(
    (finding) => !report.certificates.some(({ findings }) => findings.includes(finding)),
  );
  for (const finding of orphans)
    lines.push(
      `${name(context.relativePath(finding.uri))}: ${style.severity(finding.severity, finding.severity)} ${finding.rule}: ${value(finding.message)}`,
    );
  while (lines.at(-1) === '') lines.pop();
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
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
  const lines = [style.strong(`${name(context.relativePath(reported.uri))} #${reported.index + 1}: ${kind}`)];
  const rows = [
    ...(reported.friendlyName === null ? [] : [['Name', reported.friendlyName] as const]),
    ...rowsOf(model),
  ];
  for (const [label, text] of rows) lines.push(`  ${label.padEnd(16)}${value(text)}`);
  if (subject?.role === 'client') {
    const readiness = clientReadiness(subject);
    lines.push(`  ${'Verdict'.padEnd(16)}${verdictLine(readiness, style)}`);
    for (const { state, template, data } of readiness.items)
      lines.push(`    ${mark(state)} ${oneLine(fillTemplate(template, data))}`);
  }
  for (const finding of findings) {
    const place = places.text(finding.uri) === undefined ? '' : ` at ${places.lineAndColumn(finding)}`;
    lines.push(
      `  ${style.severity(finding.severity, finding.severity)} ${finding.rule}${place}: ${value(finding.message)}`,
    );
  }
  return lines;
}

function verdictLine({ verdict }: Readiness, style: Style): string {
  if (verdict === 'ready') return style.good(VERDICTS.ready);
  return style.severity(verdict === 'doubtful' ? 'warning' : 'error', VERDICTS[verdict]);
}

function mark(state: ReadinessState): string {
  return { good: '+', bad: '-', doubtful: '!', unknown: '?', note: '.' }[state];
}

/** Names of files are the user's, texts of certificates anybody's: neither may speak to the terminal. */
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

function suggestionRows({ text, caveat }: SuggestedMapping): Row[] {
  return [['', text], ...(caveat === null ? [] : [['', `(${MAPPING_CAVEATS[caveat]})`] as const])];
}
