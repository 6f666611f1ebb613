// Diagnoses what lies in a folder: of several servers the one of the logs that fail, and of those the one on
// which a cause is proven.
import { verifySignature } from '../adapters/signatures.js';
import type { LogSummary } from '../core/face/logs.js';
import type { CheckedServer, CheckedProject } from '../core/face/project.js';
import type { RuleSeverity } from '../core/face/settings.js';
import { diagnose, type Diagnosis, type DiagnosisInput, type DiagnosisState } from '../core/face/simulation.js';
import type { Host } from '../host/host.js';
import { deviceCertificate } from './device-certificate.js';
import { revocationCodes } from './revocation-output.js';
import { serverWorld, type ServerWorld, type WorldSources } from './server-world.js';

export interface FolderSources extends Pick<DiagnosisInput, 'status' | 'device' | 'path' | 'logs'> {
  readonly project: CheckedProject;
  readonly certificates: WorldSources['certificates'];
  readonly severities: Readonly<Record<string, RuleSeverity>>;
  readonly now: number;
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
  for (const server of serversOf(project.servers, logs)) {
    const pause = (): Promise<void> => host.yield();
    const world = await serverWorld({ server, project, certificates, severities, now, pause });
    const diagnosis = diagnose({
      ...asked,
      world: world.world,
      certificate: await deviceCertificate(world, verifySignature),
      revocationCodes: await revocationCodes(world.folder, host),
    });
    results.push({ diagnosis, found: { server, world } });
  }
  const without = diagnose({ ...asked, world: null, certificate: null, revocationCodes: null });
  return best(results) ?? { diagnosis: without, found: null };
}

/** The servers of the logs that fail, where several are in the folder. */
function serversOf(servers: readonly CheckedServer[], logs: LogSummary | null): readonly CheckedServer[] {
  if (servers.length < 2 || !logs) return servers;
  const failing = new Set(logs.failing.flatMap(({ incidents }) => incidents.map(({ server }) => server.toLowerCase())));
  const nameOf = ({ configuration: { root } }: CheckedServer): string =>
    root.slice(root.lastIndexOf('/') + 1).toLowerCase();
  const named = servers.filter((server) => failing.has(nameOf(server)));
  return named.length > 0 ? named : servers;
}

const order: readonly DiagnosisState[] = ['proven', 'evidence', 'handedOver', 'healthy', 'contradiction'];

function best(results: readonly FolderDiagnosis[]): FolderDiagnosis | undefined {
  return [...results].sort((a, b) => order.indexOf(a.diagnosis.state) - order.indexOf(b.diagnosis.state))[0];
}
