// The JSON of the command `certificate`: what scripts read. Hexadecimal is lower case without separators.
import type { FileProblem } from '../certificate/file.js';
import type { Pkcs12Protection } from '../certificate/containers/pkcs12-protection.js';
import type { PrivateKeyKind } from '../certificate/containers/private-key.js';
import { isShownByClients } from '../certificate/meaning/purpose.js';
import { actionText, answerText, clientReadiness, fillTemplate } from '../certificate/meaning/readiness.js';
import { strongMapping } from '../certificate/meaning/strong-mapping.js';
import { extensionOf } from '../certificate/model.js';
import type { CertificateModel, Extension, GeneralName, PublicKey, X509Certificate } from '../certificate/model.js';
import type { OcspAnswer } from '../certificate/x509/ocsp.js';
import type { CertificateSubject } from '../certificate/subjects.js';
import type { Finding } from '../rules/finding.js';
import { Places, type ReportContext } from './context.js';
import { jsonFinding } from './json.js';

/** One object of one file, with everything that is said of it. */
export interface ReportedCertificate {
  readonly uri: string;
  /** Zero-based within its file. */
  readonly index: number;
  readonly model: CertificateModel;
  readonly friendlyName: string | null;
  /** Null for revocation lists. */
  readonly subject: CertificateSubject | null;
  /** Its own; those about the file as a whole are with its first object. */
  readonly findings: readonly Finding[];
}

export interface CertificateReport {
  readonly certificates: readonly ReportedCertificate[];
  /** What OCSP responders said. */
  readonly responses: readonly { readonly uri: string; readonly answer: OcspAnswer }[];
  /** How PKCS#12 files are protected. */
  readonly protections: readonly { readonly uri: string; readonly protection: Pkcs12Protection }[];
  readonly privateKeys: readonly (PrivateKeyKind & { readonly uri: string })[];
  /** `offset` is null for a file as a whole. */
  readonly problems: readonly (Pick<FileProblem, 'message' | 'severity' | 'derOffset'> & {
    readonly uri: string;
    readonly offset: number | null;
  })[];
  /** All, files without any object included. */
  readonly findings: readonly Finding[];
  readonly texts: ReadonlyMap<string, string>;
}

export function certificateJson(
  report: CertificateReport,
  context: Pick<ReportContext, 'relativePath' | 'version'>,
): string {
  const places = new Places(report.texts);
  const findings = (some: readonly Finding[]): object[] => some.map((finding) => jsonFinding(finding, places, context));
  const json = {
    tool: 'exchange-cba',
    version: context.version,
    certificates: report.certificates.map((reported) => ({
      path: context.relativePath(reported.uri),
      index: reported.index,
      ...describe(reported.model),
      friendlyName: reported.friendlyName,
      ...(reported.subject === null ? { readiness: null } : readinessJson(reported.subject, context)),
      findings: findings(reported.findings),
    })),
    pkcs12: report.protections.map(({ uri, protection }) => ({ path: context.relativePath(uri), ...protection })),
    ocspAnswers: report.responses.map(({ uri, answer }) => ({
      path: context.relativePath(uri),
      serialNumber: answer.serialNumber,
      status: answer.status,
      revocationDate: answer.revocationDate?.iso ?? null,
      reason: answer.reason,
      thisUpdate: answer.thisUpdate.iso,
      nextUpdate: answer.nextUpdate?.iso ?? null,
    })),
    privateKeys: report.privateKeys.map(({ uri, algorithm, bits, curve, encrypted }) => ({
      path: context.relativePath(uri),
      algorithm,
      bits,
      curve,
      encrypted,
    })),
    problems: report.problems.map(({ uri, message, severity, offset, derOffset }) => ({
      path: context.relativePath(uri),
      message,
      offset,
      derOffset,
      severity,
    })),
    findings: findings(report.findings),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function describe(model: CertificateModel): object {
  const { kind, sha1, sha256, signatureAlgorithm } = model;
  const extensions = fromExtensions(model);
  const common = { sha1, sha256, signatureAlgorithm: signatureAlgorithm.name };
  switch (kind) {
    case 'certificate':
      return {
        kind,
        subject: model.subject.text,
        issuer: model.issuer.text,
        serialNumber: model.serialNumber.hex,
        notBefore: model.notBefore.iso,
        notAfter: model.notAfter.iso,
        ...common,
        publicKey: publicKey(model.publicKey),
        isAuthority: model.isAuthority,
        ...extensions,
        strongMapping: mapping(model),
      };
    case 'request':
      return {
        kind,
        subject: model.subject.text,
        issuer: null,
        serialNumber: null,
        notBefore: null,
        notAfter: null,
        ...common,
        publicKey: publicKey(model.publicKey),
        isAuthority: extensionOf(model, 'basicConstraints')?.authority ?? false,
        ...extensions,
        strongMapping: null,
      };
    case 'crl':
      return {
        kind,
        subject: null,
        issuer: model.issuer.text,
        serialNumber: null,
        notBefore: model.thisUpdate.iso,
        notAfter: model.nextUpdate?.iso ?? null,
        ...common,
        publicKey: null,
        isAuthority: false,
        ...extensions,
        strongMapping: null,
        revokedCount: model.entryCount,
      };
  }
}

function publicKey({ algorithm, oid, bits, curve }: PublicKey): object {
  return { algorithm, oid, bits, curve };
}

function fromExtensions(model: { readonly extensions: readonly Extension[] }): object {
  const template = extensionOf(model, 'template');
  const templateName = extensionOf(model, 'templateName')?.name ?? null;
  return {
    subjectAlternativeNames: (extensionOf(model, 'subjectAlternativeName')?.names ?? []).map(alternativeName),
    extendedKeyUsage: extensionOf(model, 'extendedKeyUsage')?.purposes ?? [],
    keyUsage: extensionOf(model, 'keyUsage')?.usages ?? [],
    sid: extensionOf(model, 'sid')?.sid ?? null,
    template:
      template === null && templateName === null
        ? null
        : {
            name: templateName,
            oid: template?.oid ?? null,
            version: template === null ? null : `${template.major ?? 0}.${template.minor ?? 0}`,
          },
    extensions: model.extensions.map(({ oid, name, critical }) => ({ oid, name, critical })),
  };
}

/** X.400 addresses and EDI party names, which no one uses, are `other`. */
function alternativeName({ type, value, oid }: GeneralName): object {
  return { type: type === 'x400' || type === 'ediParty' ? 'other' : type, value, ...(oid === null ? {} : { oid }) };
}

function mapping(certificate: X509Certificate): object {
  const { verdict, by, suggestions } = strongMapping(certificate);
  return { verdict, by, altSecurityIdentities: suggestions.map(({ text }) => text) };
}

function readinessJson(subject: CertificateSubject, context: Pick<ReportContext, 'relativePath'>): object {
  const { role, chain } = subject;
  const readiness = isShownByClients(role) ? clientReadiness(subject) : null;
  return {
    role,
    accounts: (subject.accounts ?? []).map(({ account, obstacles }) => ({
      path: context.relativePath(account.uri),
      name: account.name,
      fits: obstacles.length === 0,
    })),
    chain: {
      path: chain.path.map(({ subject: name, sha1, notBefore, notAfter }) => ({
        subject: name.text,
        sha1,
        notBefore: notBefore.iso,
        notAfter: notAfter.iso,
      })),
      end: chain.end,
      verified: chain.verified,
    },
    readiness:
      readiness === null
        ? null
        : {
            verdict: readiness.verdict,
            kind: readiness.answer.kind,
            answer: answerText(readiness.answer),
            action: readiness.action === null ? null : actionText(readiness.action),
            reasons: readiness.items.map(({ aspect, state, template, data }) => ({
              aspect,
              state,
              text: fillTemplate(template, data),
            })),
          },
  };
}
