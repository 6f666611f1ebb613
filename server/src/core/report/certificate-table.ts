// Many certificates at a glance: one line each, with totals first.
import { userIdentity, visibleName } from '../certificate/meaning/identity.js';
import { isShownByClients } from '../certificate/meaning/purpose.js';
import { clientReadiness, type AnswerKind } from '../certificate/meaning/readiness.js';
import { validityAt } from '../certificate/meaning/validity.js';
import type { CertificateModel, DistinguishedName } from '../certificate/model.js';
import { showable } from '../certificate/showable.js';
import type { CertificateSubject } from '../certificate/subjects.js';
import { oneLine } from '../text/display.js';
import type { ReportedCertificate } from './certificate-json.js';
import type { ReportContext } from './context.js';
import type { Style } from './style.js';
import { count } from './words.js';

const ANSWERS: Readonly<Record<AnswerKind, string>> = {
  can: 'can sign in',
  cannot: 'cannot sign in',
  cannotUnless: 'cannot unless mapped',
  cannotTell: 'cannot tell',
};

const ROLES = { authority: 'CA', server: 'server', other: 'other purpose' } as const;

type Column = 'file' | 'who' | 'answer' | 'ends';
type Row = Readonly<Record<Column, string>> & { readonly kind: AnswerKind | null };

/**
 * Totals, and a table; where one certificate alone can be a user's, its answer is for the caller to say
 * before.
 */
export function tableLines(
  certificates: readonly ReportedCertificate[],
  context: Pick<ReportContext, 'relativePath'>,
  style: Style,
): string[] {
  const several = new Map<string, number>();
  for (const { uri } of certificates) several.set(uri, (several.get(uri) ?? 0) + 1);
  const rows = certificates.map((reported) => rowOf(reported, several.get(reported.uri) !== 1, context));
  const heading: Row = { file: 'File', who: 'Who', answer: 'Answer', ends: 'Ends', kind: null };
  const width = (column: Column): number =>
    Math.min(48, Math.max(...[heading, ...rows].map((row) => row[column].length)));
  const widths = { file: width('file'), who: width('who'), answer: width('answer') };
  const cells = (row: Row): string[] => [
    row.file.padEnd(widths.file),
    row.who.padEnd(widths.who),
    painted(row, row.answer.padEnd(widths.answer), style),
    row.ends,
  ];
  return [
    totals(rows),
    '',
    style.strong(cells(heading).join('  ').trimEnd()),
    ...rows.map((row) => cells(row).join('  ').trimEnd()),
  ];
}

function totals(rows: readonly Row[]): string {
  const number = (kind: AnswerKind | null): number => rows.filter((row) => row.kind === kind).length;
  const parts = [
    ...(['can', 'cannot', 'cannotUnless', 'cannotTell'] as const).map((kind) => [ANSWERS[kind], number(kind)] as const),
    ['not used by users', number(null)] as const,
  ];
  const told = parts.filter(([, found]) => found > 0).map(([name, found]) => `${found} ${name}`);
  return `${count(rows.length, 'object')}: ${told.join(', ')}.`;
}

function painted({ kind }: Row, text: string, style: Style): string {
  if (kind === null) return text;
  if (kind === 'can') return style.good(text);
  return style.severity(kind === 'cannotTell' ? 'warning' : 'error', text);
}

function rowOf(
  reported: ReportedCertificate,
  isOneOfSeveral: boolean,
  context: Pick<ReportContext, 'relativePath'>,
): Row {
  const { uri, index, model, subject } = reported;
  const kind = subject !== null && isShownByClients(subject.role) ? clientReadiness(subject).answer.kind : null;
  return {
    file: `${oneLine(context.relativePath(uri))}${isOneOfSeveral ? ` #${index + 1}` : ''}`,
    who: oneLine(whoOf(model, subject)),
    answer: `${kind === null ? roleOf(model, subject) : ANSWERS[kind]}${model.kind === 'request' ? ' (request)' : ''}`,
    ends: endOf(model, subject),
    kind,
  };
}

function roleOf(model: CertificateModel, subject: CertificateSubject | null): string {
  if (model.kind === 'crl') return 'CRL';
  const role = subject?.role ?? 'other';
  return role === 'client' || role === 'computer' ? '' : ROLES[role];
}

/** The UPN of a user; another subject's name. */
function whoOf(model: CertificateModel, subject: CertificateSubject | null): string {
  if (model.kind === 'crl') return nameOf(model.issuer);
  if (subject !== null && isShownByClients(subject.role)) {
    const identity = userIdentity(subject.certificate);
    if (identity.state === 'present') return visibleName(identity.upn);
  }
  return nameOf(model.subject);
}

function nameOf(name: DistinguishedName): string {
  const attributes = name.rdns.flat();
  const found = attributes.find(({ type }) => type === 'CN') ?? attributes.at(-1);
  return showable(found?.value ?? '(no name)', 48);
}

function endOf(model: CertificateModel, subject: CertificateSubject | null): string {
  const end = model.kind === 'certificate' ? model.notAfter : model.kind === 'crl' ? model.nextUpdate : null;
  if (end === null) return '';
  const day = (end.iso ?? end.raw).slice(0, 10);
  const isEnding =
    model.kind === 'certificate' && subject !== null && validityAt(model, subject.now).state === 'expiring';
  return isEnding ? `${day}, renew soon` : day;
}
