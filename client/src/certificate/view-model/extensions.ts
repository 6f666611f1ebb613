// Every extension in words, line by line.
import type {
  DistributionPoint,
  Extension,
  ExtensionValue,
  GeneralName,
  NamedOid,
  PolicyInformation,
} from '../../../../server/src/core/certificate/model.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';
import type { ExtensionItem } from '../../webview/messages.js';
import { extensionName } from './extension-names.js';
import { momentWords, spaced } from './format.js';
import { generalNameWords } from './general-names.js';
import type { PageContext } from './words.js';

/** More lines than anyone reads are counted, not shown. */
const MAXIMUM_LINES = 200;

export function extensionItems(extensions: readonly Extension[], around: PageContext): ExtensionItem[] {
  return extensions.slice(0, MAXIMUM_LINES).map((extension) => {
    const { oid, name, critical, problem, span } = extension;
    const all = extensionLines(extension.value, around);
    const lines = all.slice(0, MAXIMUM_LINES).map((line) => showable(line));
    if (all.length > lines.length) lines.push(around.words('and {count} more', { count: all.length - lines.length }));
    return {
      name: extensionName(oid, around.words) ?? showable(name ?? oid, 100),
      oid: showable(oid, 100),
      critical: critical ? around.words('critical') : null,
      lines,
      problem: problem === null ? null : showable(around.say(problem.message), 300),
      start: span.start,
      end: span.end,
    };
  });
}

export function extensionLines(value: ExtensionValue, around: PageContext): string[] {
  const { words } = around;
  const names = (list: readonly GeneralName[]): string[] => list.map((name) => generalNameWords(name, words));
  switch (value.type) {
    case 'subjectAlternativeName':
    case 'issuerAlternativeName':
    case 'certificateIssuer':
      return names(value.names);
    case 'keyUsage':
      return value.usages.map((usage) => usageWords(usage, around));
    case 'extendedKeyUsage':
      return value.purposes.map(oidWords);
    case 'basicConstraints':
      return [
        value.authority ? words('Authority: yes') : words('Authority: no'),
        ...(value.pathLength === null ? [] : [words('At most {count} CAs below it', { count: value.pathLength })]),
      ];
    case 'subjectKeyIdentifier':
    case 'previousCaCertificateHash':
      return [spaced(value.hex)];
    case 'authorityKeyIdentifier':
      return [
        ...(value.hex === null ? [] : [spaced(value.hex)]),
        ...names(value.issuer),
        ...(value.serialNumber === null
          ? []
          : [words('Serial number: {value}', { value: spaced(value.serialNumber) })]),
      ];
    case 'crlDistributionPoints':
    case 'freshestCrl':
    case 'selfCdp':
      return value.points.flatMap((point) => pointLines(point, around));
    case 'authorityInformationAccess':
    case 'subjectInformationAccess':
      return value.accesses.map(({ method, location }) => `${method.name ?? method.oid}: ${location.value}`);
    case 'certificatePolicies':
    case 'applicationPolicies':
      return value.policies.flatMap(policyLines);
    case 'policyMappings':
    case 'applicationPolicyMappings':
      return value.mappings.map(({ issuer, subject }) => `${oidWords(issuer)} → ${oidWords(subject)}`);
    case 'policyConstraints':
    case 'applicationPolicyConstraints':
      return [
        ...(value.requireExplicitPolicy === null
          ? []
          : [
              words('An explicit policy is required after {count} certificates', {
                count: value.requireExplicitPolicy,
              }),
            ]),
        ...(value.inhibitPolicyMapping === null
          ? []
          : [words('No policy mapping after {count} certificates', { count: value.inhibitPolicyMapping })]),
      ];
    case 'nameConstraints':
      return [
        ...names(value.permitted).map((name) => words('Permitted: {name}', { name })),
        ...names(value.excluded).map((name) => words('Excluded: {name}', { name })),
      ];
    case 'inhibitAnyPolicy':
      return [words('After {count} certificates', { count: value.skipCertificates })];
    case 'privateKeyUsagePeriod':
      return [
        ...(value.notBefore === null
          ? []
          : [words('Valid from: {date}', { date: momentWords(value.notBefore, around) })]),
        ...(value.notAfter === null
          ? []
          : [words('Valid until: {date}', { date: momentWords(value.notAfter, around) })]),
      ];
    case 'crlNumber':
    case 'deltaCrlIndicator':
    case 'crlVirtualBase':
      return [spaced(value.hex)];
    case 'reasonCode':
      return [value.reason];
    case 'invalidityDate':
    case 'crlNextPublish':
      return [momentWords(value.time, around)];
    case 'issuingDistributionPoint':
      return [...names(value.names), ...value.scope, ...value.reasons];
    case 'subjectDirectoryAttributes':
      return value.attributes.map(oidWords);
    case 'tlsFeature':
      return value.features.map((feature) => (feature === 5 ? 'status_request (OCSP stapling)' : String(feature)));
    case 'ocspNoCheck':
      return [words('The certificate of this OCSP responder is not checked for revocation.')];
    case 'ctPoison':
      return [words('Precertificate: it is not valid for any purpose.')];
    case 'signedCertificateTimestamps':
      return value.timestamps.map(
        ({ logId, ms }) =>
          `${Number.isFinite(ms) && Math.abs(ms) < 8e15 ? new Date(ms).toISOString() : '?'} ${spaced(logId)}`,
      );
    case 'qcStatements':
      return value.statements.map(oidWords);
    case 'smimeCapabilities':
      return value.capabilities.map(oidWords);
    case 'netscapeCertificateType':
      return [...value.types];
    case 'text':
      return [value.text];
    case 'sid':
      return [words('Security identifier: {sid}', { sid: value.sid })];
    case 'templateName':
      return [words('Template: {name}', { name: value.name })];
    case 'template':
      return [
        words('Template: {name}', { name: value.oid }),
        ...(value.major === null
          ? []
          : [words('Version {major}.{minor}', { major: value.major, minor: value.minor ?? 0 })]),
      ];
    case 'caVersion':
      return [
        words('Certificate {certificate}, key {key}', { certificate: value.certificateIndex, key: value.keyIndex }),
      ];
    case 'raw':
    case 'malformed':
      return [spaced(value.hex.slice(0, 600)) + (value.hex.length > 600 ? ' …' : '')];
  }
}

function oidWords({ oid, name }: NamedOid): string {
  return name === null ? oid : `${name} (${oid})`;
}

function pointLines({ names, reasons, issuer }: DistributionPoint, { words }: PageContext): string[] {
  return [
    ...names.map(({ value }) => value),
    ...(reasons.length === 0 ? [] : [words('For the reasons {reasons}', { reasons: reasons.join(', ') })]),
    ...issuer.map((name) => words('CRL issued by {name}', { name: name.value })),
  ];
}

function policyLines({ policy, qualifiers }: PolicyInformation): string[] {
  return [oidWords(policy), ...qualifiers.map(({ qualifier, text }) => `  ${oidWords(qualifier)}: ${text ?? ''}`)];
}

function usageWords(usage: string, { words }: PageContext): string {
  switch (usage) {
    case 'digitalSignature':
      return words('Digital signature');
    case 'nonRepudiation':
    case 'contentCommitment':
      return words('Non-repudiation');
    case 'keyEncipherment':
      return words('Key encipherment');
    case 'dataEncipherment':
      return words('Data encipherment');
    case 'keyAgreement':
      return words('Key agreement');
    case 'keyCertSign':
      return words('Certificate signing');
    case 'cRLSign':
      return words('CRL signing');
    default:
      return usage;
  }
}
