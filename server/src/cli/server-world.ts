// Reads everything about one server that a prediction needs: configuration, evidence, certificates, accounts.
import { forgeDigests } from '../adapters/digests.js';
import { verifySignature } from '../adapters/signatures.js';
import {
  certificateSubjects,
  checkCertificates,
  readCertificateFile,
  readCertificatesAndAccounts,
  type NamedCertificateFile,
} from '../core/face/certificates.js';
import type { SourcedFacts } from '../core/face/files.js';
import type { Finding } from '../core/face/findings.js';
import { buildWorld, type World } from '../core/face/simulation.js';
import { folderOf } from '../host/uri.js';
import type { CommandHost, Output } from './console.js';
import type { BinaryFile } from './files.js';
import { loadServer, type OneServer } from './one-server.js';
import type { SettingsArguments } from './settings-arguments.js';

const start = { start: 0, end: 0 };

export interface ServerWorld {
  readonly loaded: OneServer;
  readonly world: World;
  readonly certificates: readonly NamedCertificateFile[];
  /** The server's folder; of a server that is an export, the folder around that file. */
  readonly folder: string;
  /** The texts that places may lie in. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Null after a line on standard error that says why there is none. */
export async function loadWorld(
  path: string,
  settings: SettingsArguments,
  host: CommandHost,
  out: Output,
  options: { readonly now: number; readonly accounts?: readonly string[] },
): Promise<ServerWorld | null> {
  const loaded = await loadServer(path, settings, host, out);
  if (!loaded) return null;
  const accounts: BinaryFile[] = [];
  for (const uri of options.accounts ?? []) {
    const file = await accountFile(uri, loaded, host, out);
    if (!file) return null;
    accounts.push(file);
  }
  return worldOf(loaded, host, { now: options.now, accounts });
}

/** A file that is named as an export of accounts; null after a line that says why it is none. */
async function accountFile(
  uri: string,
  { judging }: OneServer,
  host: CommandHost,
  out: Output,
): Promise<BinaryFile | null> {
  const result = await host.read(uri);
  const why =
    result.kind === 'missing'
      ? 'there is no such file'
      : result.kind !== 'bytes'
        ? result.reason
        : (readCertificatesAndAccounts(uri, result.bytes, forgeDigests).accounts ?? []).length === 0
          ? 'it contains no account'
          : null;
  if (why !== null) out.warn(`exchange-cba: ${judging.name(uri)}: ${why}.`);
  return why === null && result.kind === 'bytes' ? { uri, bytes: result.bytes, named: true } : null;
}

/** Everything about a server that was loaded. */
export async function worldOf(
  loaded: OneServer,
  host: CommandHost,
  options: { readonly now: number; readonly accounts?: readonly BinaryFile[] },
): Promise<ServerWorld> {
  const { server, project, judging } = loaded;
  const { root, applicationHost } = server.configuration;
  const folder = project.outer({ uri: applicationHost.uri, range: start }).uri === root ? folderOf(root) : root;
  const texts = new Map(project.analysis.texts);
  for (const { source } of judging.loader.files) texts.set(source.uri, source.text);
  const named = options.accounts ?? [];
  const beside = judging.loader.certificates.filter(({ uri }) => !named.some((one) => one.uri === uri));
  const certificates = [...beside, ...named].map(({ uri, bytes }): NamedCertificateFile => {
    const input = readCertificatesAndAccounts(uri, bytes, forgeDigests);
    if (input.file.text !== null) texts.set(uri, input.file.text);
    return input;
  });
  const pause = (): Promise<void> => host.yield();
  const subjects = await certificateSubjects(
    certificates,
    { now: options.now, serverNames: [] },
    verifySignature,
    pause,
  );
  const ofCertificates = checkCertificates(subjects).findings;
  const world = buildWorld({
    configuration: server.configuration,
    exchange: server.exchange,
    root: folder,
    windowsServer: server.exchange?.settings.windowsServer ?? server.settings?.settings.windowsServer ?? null,
    facts: server.facts,
    certificates,
    shown: shownCertificates(server.facts),
    findings: [...ofServer(loaded), ...ofCertificates],
    now: options.now,
  });
  return { loaded, world, certificates, folder, texts };
}

/** The findings in the files of this server; of a server without Exchange those below its folder. */
function ofServer({ server, project }: OneServer): readonly Finding[] {
  const { root, applicationHost, placedFiles } = server.configuration;
  const files = new Set([
    applicationHost.uri,
    ...[...placedFiles.keys()].map(({ uri }) => uri),
    ...server.readings.map(({ uri }) => uri),
  ]);
  return project.innerFindings.filter(({ uri }) => files.has(uri) || uri.startsWith(`${root}/`));
}

/** The server certificates in saved output of TLS clients. */
function shownCertificates({ probes }: SourcedFacts): World['members']['shown'] {
  return probes.flatMap(({ uri, pem }) => {
    if (!pem) return [];
    const { entries } = readCertificateFile(new TextEncoder().encode(pem.text), forgeDigests);
    const model = entries[0]?.model;
    if (model?.kind !== 'certificate') return [];
    const message = `Clients are shown the certificate ${model.sha1}.`;
    return [{ sha1: model.sha1, place: { uri, range: pem.range, message } }];
  });
}
