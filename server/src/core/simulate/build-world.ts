// Builds the world of a server, and the certificate of a request, from files that were read.
import { Accounts } from '../certificate/accounts.js';
import type { SignatureVerifier } from '../certificate/trust/chain.js';
import type { CertificateSubject, NamedCertificateFile } from '../certificate/subjects.js';
import { knownFilesIn, certificateSubjectOf } from '../certificate/subjects.js';
import { roleOf } from '../certificate/meaning/purpose.js';
import { keyFault } from '../certificate/own-key.js';
import { clientReadiness } from '../certificate/meaning/readiness.js';
import type { X509Certificate } from '../certificate/model.js';
import { agreed } from '../text/agreed.js';
import type { RegistryValue, Sourced } from '../evidence/facts.js';
import { isOfSchannel, issuerListValues } from '../evidence/registry/schannel.js';
import type { SourcedFacts } from '../evidence/sourced.js';
import type { ExchangeServer, WindowsServer } from '../exchange/virtual-directory.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { Finding } from '../rules/finding.js';
import type { ClientCertificate } from './model.js';
import { revocationState } from './trust.js';
import { storeOf, World } from './world.js';

export interface WorldInput {
  readonly configuration: ServerConfiguration;
  readonly exchange: ExchangeServer | null;
  /** The server's own folder, in which stores are folders. */
  readonly root: string;
  readonly windowsServer: WindowsServer | null;
  readonly facts: SourcedFacts;
  readonly certificates: readonly NamedCertificateFile[];
  readonly shown: World['members']['shown'];
  readonly findings: readonly Finding[];
  readonly now: number;
}

export function buildWorld(input: WorldInput): World {
  const { facts } = input;
  const folder = (name: string) => certificatesIn(input, name);
  return new World({
    configuration: input.configuration,
    exchange: input.exchange,
    records: facts.sslRecords,
    windowsServer: input.windowsServer ?? agreed(facts.windows.map(({ version }) => version)),
    tlsServer: facts.tlsServer,
    sendsIssuers: sendsIssuers(facts.registry),
    root: storeOf(storesOf(facts, 'Root'), folder('root')),
    intermediate: storeOf(storesOf(facts, 'CA'), folder('ca')),
    ntauth: storeOf(storesOf(facts, 'NTAuth'), folder('ntauth'), false),
    accounts: new Accounts(input.certificates.flatMap(({ accounts = [] }) => accounts)),
    facts,
    shown: input.shown,
    findings: input.findings,
    now: input.now,
  });
}

function storesOf(facts: SourcedFacts, name: 'Root' | 'CA' | 'NTAuth'): SourcedFacts['stores'] {
  return facts.stores.filter(({ store }) => store === name);
}

function sendsIssuers(registry: readonly Sourced<RegistryValue>[]): World['members']['sendsIssuers'] {
  const said = issuerListValues(registry);
  const [found] = said;
  if (found && agreed(said.map(({ number }) => number !== 0)) === null) return { state: 'unknown', because: [] };
  const { uri, range } = found ?? registry.find(isOfSchannel) ?? {};
  if (uri === undefined || range === undefined) return { state: 'unknown', because: [] };
  const isOn = found !== undefined && found.number !== 0;
  const message = isOn ? 'SendTrustedIssuerList is enabled.' : 'SendTrustedIssuerList is disabled.';
  return { state: isOn ? 'yes' : 'no', because: [{ uri, range, message }] };
}

/** The certificates of a folder directly in the server's folder; null without one. */
function certificatesIn(
  { root, certificates }: WorldInput,
  name: string,
): { readonly uri: string; readonly certificate: X509Certificate }[] | null {
  const files = certificates.filter(({ uri }) => {
    const [folder, file] = uri.startsWith(`${root}/`) ? uri.slice(root.length + 1).split('/') : [];
    return folder?.toLowerCase() === name && file !== undefined;
  });
  if (files.length === 0) return null;
  return files.flatMap(({ uri, file }) =>
    file.entries.flatMap(({ model }) => (model.kind === 'certificate' ? [{ uri, certificate: model }] : [])),
  );
}

/**
 * The first certificate of a file that is not an authority's, one with its key before one without, prepared;
 * null where the file holds none.
 */
export async function clientCertificate(
  file: NamedCertificateFile,
  others: readonly NamedCertificateFile[],
  { members: { now, root } }: World,
  verify: SignatureVerifier,
): Promise<{ readonly client: ClientCertificate; readonly subject: CertificateSubject } | null> {
  const all = file.file.entries.filter(({ model }) => model.kind === 'certificate');
  const own = all.filter(({ model }) => model.kind === 'certificate' && roleOf(model) !== 'authority');
  const entry = own.find((one) => keyFault(file.file, one) === null) ?? own[0] ?? all[0];
  if (!entry) return null;
  const files = [file, ...others.filter(({ uri }) => uri !== file.uri)];
  const trustedRoots = new Set(root?.certificates.map(({ sha1 }) => sha1));
  const context = { now, serverNames: [], ...(root === null ? {} : { trustedRoots }) };
  const subject = await certificateSubjectOf(file, entry, knownFilesIn(files, verify), context);
  if (!subject) return null;
  const { certificate, chain, issuers = [] } = subject;
  const revocation = revocationState(subject);
  const reasons = clientReadiness(subject).items;
  return { client: { uri: file.uri, certificate, chain, issuers, revocation, reasons }, subject };
}
