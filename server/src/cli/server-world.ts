// Reads everything about one server that a prediction needs: configuration, evidence, certificates, accounts.
import { forgeDigests } from '../adapters/digests.js';
import { readCertificatesAndAccounts } from '../core/face/certificates.js';
import { serverWorld, type ServerWorld as SharedWorld } from '../prediction/server-world.js';
import type { CommandHost, Output } from './console.js';
import type { BinaryFile } from './files.js';
import { loadServer, type OneServer } from './one-server.js';
import type { SettingsArguments } from './settings-arguments.js';

export interface ServerWorld extends SharedWorld {
  readonly loaded: OneServer;
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
  return worldOf(loaded, settings, host, { now: options.now, accounts });
}

/** A file that is named as an export of accounts; null after a line that says why it is not one. */
async function accountFile(
  uri: string,
  { projectLoader }: OneServer,
  host: CommandHost,
  out: Output,
): Promise<BinaryFile | null> {
  const result = await host.read(uri);
  const why =
    result.kind === 'missing'
      ? 'file not found'
      : result.kind !== 'bytes'
        ? result.reason
        : (readCertificatesAndAccounts(uri, result.bytes, forgeDigests).accounts ?? []).length === 0
          ? 'it contains no account'
          : null;
  if (why !== null) out.warn(`exchange-cba: ${projectLoader.name(uri)}: ${why}.`);
  return why === null && result.kind === 'bytes' ? { uri, bytes: result.bytes, named: true } : null;
}

/** Everything about a server that was loaded. */
export async function worldOf(
  loaded: OneServer,
  settings: SettingsArguments,
  host: CommandHost,
  options: { readonly now: number; readonly accounts?: readonly BinaryFile[] },
): Promise<ServerWorld> {
  const { server, project, projectLoader } = loaded;
  const named = options.accounts ?? [];
  const beside = projectLoader.loader.certificates.filter(({ uri }) => !named.some((one) => one.uri === uri));
  const shared = await serverWorld({
    server,
    project,
    certificates: [...beside, ...named],
    severities: settings.project.rules,
    now: options.now,
    pause: () => host.yield(),
  });
  const texts = new Map([...project.analysis.texts, ...shared.texts]);
  for (const { source } of projectLoader.loader.files) texts.set(source.uri, source.text);
  return { ...shared, loaded, texts };
}
