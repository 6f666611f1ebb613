// What the run says of each piece of evidence: its kind, whose it is, and whether anything was made of it.
import { haveOtherCertificates } from '../certificate/trust/store-listing.js';
import type { Delegation, Facts, TlsServerState, VirtualDirectoryView } from '../evidence/facts.js';
import type { EvidenceKindName, Reading } from '../evidence/kind.js';
import { isOfSchannel, issuerListValues } from '../evidence/registry/schannel.js';
import { disputedDelegations } from '../exchange/delegations.js';
import { disputedServiceNames } from '../exchange/service-names.js';
import { isContradicted } from '../exchange/ssl-records.js';
import { pathKey } from '../iis/paths.js';
import { agreed, contradicted } from '../text/agreed.js';
import type { EvidenceEntry } from '../lint/analysis.js';
import type { AssembledEvidence } from './assembly.js';
import type { AssembledServer } from './assembled-server.js';
import { noSites } from './not-checked.js';

/** One entry for each file and kind that was read. `withoutSites`: exports of a configuration without sites. */
export function evidenceEntries(
  evidence: readonly AssembledEvidence[],
  servers: readonly AssembledServer[],
  withoutSites: ReadonlySet<string>,
): EvidenceEntry[] {
  return evidence.flatMap(({ file, belongings }) => {
    const kinds = [...new Set(file.readings.map(({ reading }) => reading.kind))];
    return kinds.map((kind): EvidenceEntry => {
      const readings = file.readings.flatMap(({ reading }, at) =>
        reading.kind === kind ? [{ reading, belonging: belongings[at]! }] : [],
      );
      const computers = new Set(readings.flatMap(({ reading }) => reading.computer ?? []));
      const [computer] = computers;
      const owners = new Set(
        readings.flatMap(({ reading, belonging }) => (reading.scope === 'server' ? belonging.owners : [])),
      );
      const [owner] = owners;
      const isFit = ({ reading, belonging }: (typeof readings)[number]): boolean =>
        belonging.owners.some((index) => says(reading, servers[index]!));
      const used = readings.some(isFit);
      const notes = readings.flatMap((each) => {
        const isDisputed = each.belonging.owners.some((index) => disputes(each.reading, servers[index]!));
        const isUsed = isFit(each) && each.belonging.note === '';
        return [...(isUsed ? [] : [noteOf(each)]), ...(isDisputed ? [contradicted] : [])];
      });
      if (kind === 'healthchecker' && withoutSites.has(file.uri)) notes.push(noSites);
      return {
        uri: file.uri,
        kind,
        computer: computers.size === 1 ? computer! : null,
        server: owners.size === 1 ? servers[owner!]!.root : null,
        belongs: readings.some(({ belonging }) => belonging.owners.length > 0),
        used,
        note: [...new Set(notes)].join(' '),
      };
    });
  });
}

/** Whether a reading and others of the server say different things of what can only be one. */
function disputes({ facts }: Reading, { facts: all }: AssembledServer): boolean {
  const versions = all.windows.map(({ version }) => version);
  const isTls13 = ({ version }: TlsServerState): boolean => version === 'TLS 1.3';
  const offered = all.tlsServer.filter(isTls13).map(({ on }) => on);
  const sent = issuerListValues(all.registry).map(({ number }) => number !== 0);
  const disputed = disputedDelegations(all.delegations);
  const renamed = new Set([...disputedServiceNames(all.serviceNames)].map(({ account }) => account.toLowerCase()));
  const isDisputed = ({ account }: Delegation): boolean =>
    [...disputed].some((one) => one.account.toLowerCase() === account.toLowerCase());
  return (
    ((facts.windows?.length ?? 0) > 0 && agreed(versions) === null) ||
    (facts.tlsServer?.some(isTls13) === true && agreed(offered) === null) ||
    (issuerListValues(facts.registry ?? []).length > 0 && agreed(sent) === null) ||
    (facts.sslRecords ?? []).some((record) => isContradicted(record, all.sslRecords)) ||
    (facts.stores ?? []).some((listing) => all.stores.some((other) => haveOtherCertificates(listing, other))) ||
    (disputed.size > 0 && (facts.delegations ?? []).some(isDisputed)) ||
    (facts.serviceNames ?? []).some(({ account }) => renamed.has(account.toLowerCase())) ||
    (facts.features ?? []).some(({ name, installed }) =>
      all.features.some((other) => other.name.toLowerCase() === name.toLowerCase() && other.installed !== installed),
    ) ||
    (facts.virtualDirectories ?? []).some((view) => all.virtualDirectories.some((other) => differAbout(view, other)))
  );
}

const switches = [
  'basic',
  'windows',
  'digest',
  'forms',
  'adfs',
  'oAuth',
  'clientCertificates',
  'tokenChecking',
] as const;

/** Views of one virtual directory that do not have the same switches. */
function differAbout(one: VirtualDirectoryView, other: VirtualDirectoryView): boolean {
  if (one.fromDirectoryOnly || other.fromDirectoryOnly) return false;
  if (pathKey(one.configurationPath) !== pathKey(other.configurationPath)) return false;
  return switches.some((name) => {
    const [said, otherwise] = [one[name]?.value, other[name]?.value];
    return said !== undefined && otherwise !== undefined && said !== otherwise;
  });
}

/** An archive is used where a file in it was read. */
export function archiveEntries(archives: readonly string[], files: readonly string[]): EvidenceEntry[] {
  const known = new Set(archives);
  const opened = new Set<string>();
  for (const uri of archives.length > 0 ? files : []) {
    for (let slash = uri.indexOf('/'); slash >= 0; slash = uri.indexOf('/', slash + 1)) {
      if (known.has(uri.slice(0, slash))) opened.add(uri.slice(0, slash));
    }
  }
  return archives.map((uri) => {
    const used = opened.has(uri);
    const note = used ? '' : 'It holds no configuration and no evidence.';
    return { uri, kind: 'archive', computer: null, server: null, belongs: used, used, note };
  });
}

function noteOf({ reading, belonging }: { reading: Reading; belonging: { readonly note: string } }): string {
  return belonging.note === ''
    ? (unused.get(reading.kind) ?? 'Nothing in it is compared with the configuration.')
    : belonging.note;
}

const unused: ReadonlyMap<EvidenceKindName, string> = new Map([
  [
    'virtual-directory',
    'It was read from Active Directory only, or its virtual directories are not in the configuration.',
  ],
  ['event', 'It holds no event about client certificates or certificate records.'],
  ['exchange-server', 'It is compared where the name of the server is known: set serverName in .exchange-cba.json.'],
  [
    'organization-config',
    'No setting of IIS corresponds to it. With OAuth2ClientProfileEnabled, cloud services send a token and no certificate.',
  ],
  ['clixml', 'It is not an export that a check reads.'],
]);

/** The lists of facts that rules compare or read; of the registry, predictions read what is of SCHANNEL. */
const compared: readonly (keyof Facts)[] = [
  'sslRecords',
  'tlsServer',
  'windows',
  'stores',
  'serviceNames',
  'delegations',
  'features',
  'exchangeBuilds',
];

function says({ kind, facts }: Reading, server: AssembledServer): boolean {
  if (kind === 'exchange-server' && server.name === null) return false;
  if (kind === 'healthchecker') return server.exported !== null || server.hostUri !== '';
  const views = facts.virtualDirectories?.filter(({ fromDirectoryOnly }) => !fromDirectoryOnly) ?? [];
  // These refer to records.
  const ofRecords = (facts.exchangeCertificates?.length ?? 0) + (facts.probes?.length ?? 0);
  return (
    (ofRecords > 0 && server.facts.sslRecords.length > 0) ||
    compared.some((name) => (facts[name]?.length ?? 0) > 0) ||
    facts.registry?.some(isOfSchannel) === true ||
    views.some(({ configurationPath }) => server.configuration.exists(configurationPath)) ||
    (facts.events ?? []).some(({ provider }) => provider === 'kdc' || provider === 'http')
  );
}
