// Diagnoses what is in a folder: of several servers the one of the logs that fail, and of those the one on
// which a cause is proven.
import { verifySignature } from '../adapters/signatures.js';
import { netshOfOtherLanguage } from '../core/face/files.js';
import type { LogSummary } from '../core/face/logs.js';
import type { CheckedServer, CheckedProject } from '../core/face/project.js';
import type { RuleSeverity } from '../core/face/settings.js';
import { diagnose, type Diagnosis, type DiagnosisInput, type DiagnosisState } from '../core/face/simulation.js';
import type { Host } from '../host/host.js';
import { fileNameOf } from '../host/uri.js';
import { deviceCertificate } from './device-certificate.js';
import { LogOwners } from './log-owners.js';
import { revocationCodes } from './revocation-output.js';
import { serverWorld, type ServerWorld, type WorldSources } from './server-world.js';

export interface FolderSources extends Pick<DiagnosisInput, 'status' | 'device' | 'path' | 'logs'> {
  readonly project: CheckedProject;
  readonly certificates: WorldSources['certificates'];
  readonly severities: Readonly<Record<string, RuleSeverity>>;
  readonly now: number;
  /** The folder in which answers are saved, where it is another one than the server's. */
  readonly base?: string;
}

export interface FolderDiagnosis {
  readonly diagnosis: Diagnosis;
  /** Null where the folder contains no server. */
  readonly found: { readonly server: CheckedServer; readonly world: ServerWorld } | null;
}

export async function diagnoseFolder(sources: FolderSources, host: Host): Promise<FolderDiagnosis> {
  const { project, certificates, severities, now, status, device, path, logs } = sources;
  const asked = { status, device, path, logs };
  const results: FolderDiagnosis[] = [];
  const owners = new LogOwners(project);
  for (const server of failingServers(project.servers, owners, logs)) {
    const pause = (): Promise<void> => host.yield();
    const loaded = await serverWorld({ server, project, certificates, severities, now, pause });
    const texts = new Map(loaded.texts);
    const world = { ...loaded, texts };
    const onDisk = project.folderOnDisk(world.folder);
    const folders = [...new Set([world.folder, onDisk, sources.base ?? onDisk])];
    const diagnosis = diagnose({
      ...asked,
      hasUnreadNetsh: project.analysis.notChecked?.some(({ why }) => why === netshOfOtherLanguage) === true,
      names: await namesIn(folders, host),
      isOwn: (incident) => owners.isOf(server, incident),
      world: world.world,
      certificate: await deviceCertificate(world, verifySignature, folders),
      revocationCodes: await revocationCodes(folders, host, texts),
    });
    results.push({ diagnosis, found: { server, world } });
  }
  const without = diagnose({ ...asked, world: null, certificate: null, revocationCodes: null });
  return best(results) ?? { diagnosis: without, found: null };
}

/** The names of the files directly in these folders, in lower case. */
async function namesIn(folders: readonly string[], host: Host): Promise<ReadonlySet<string>> {
  const query = { extensions: ['.txt', '.log', '.ldf', '.xml', '.reg'], depth: 0, limit: 2000 };
  const lists = await Promise.all(folders.map((folder) => host.list(folder, query)));
  return new Set(lists.flatMap(({ uris }) => uris.map((uri) => fileNameOf(uri).toLowerCase())));
}

/** The servers whose failures the logs have, where several are in the folder; all where they have none. */
function failingServers(
  servers: readonly CheckedServer[],
  owners: LogOwners,
  logs: LogSummary | null,
): readonly CheckedServer[] {
  if (servers.length < 2 || !logs) return servers;
  const failures = logs.failing.flatMap(({ incidents }) =>
    incidents.map(({ server, example }) => ({ server, uri: logs.files[example.file]?.uri ?? '' })),
  );
  const failing = servers.filter((server) => failures.some((failure) => owners.isOf(server, failure)));
  return failing.length > 0 ? failing : servers;
}

const order: readonly DiagnosisState[] = ['proven', 'evidence', 'handedOver', 'healthy', 'contradiction'];

function best(results: readonly FolderDiagnosis[]): FolderDiagnosis | undefined {
  return [...results].sort((a, b) => order.indexOf(a.diagnosis.state) - order.indexOf(b.diagnosis.state))[0];
}
