// What the logs show that is to be explained: statuses of failures, on how many devices, and whether it is over.
import type { DeviceSummary, IncidentSummary } from '../logs/summary/devices.js';
import type { LogSummary } from '../logs/summary/summary.js';
import type { Shown } from './causes.js';

export interface Observed {
  readonly shown: Shown;
  readonly count: number;
  readonly devices: number;
  /** Every mobile device of the logs has it, and there are several; false where others pass; null where neither is told. */
  readonly allDevices: boolean | null;
  /** There is one device in the logs. */
  readonly isOnly: boolean;
  /** Names of the servers that log it. */
  readonly servers: readonly string[];
  /** Seconds since 1970; NaN where no line has a time. */
  readonly first: number;
  readonly last: number;
  readonly example: { readonly uri: string; readonly line: number };
  /** Every one of these devices succeeded afterwards. */
  readonly isOver: boolean;
}

/** Failures by status, most frequent first; of one device where its id is given. */
export function observedIn(summary: LogSummary, device: string | null): Observed[] {
  const wanted = device?.toLowerCase() ?? null;
  const failing = summary.failing.filter((one) => wanted === null || one.device?.toLowerCase() === wanted);
  const groups = new Map<string, { incident: IncidentSummary; owner: DeviceSummary }[]>();
  for (const owner of failing) {
    for (const incident of owner.incidents) {
      const { signature } = incident;
      if (signature.kind !== 'status' || signature.hop !== 'front') continue;
      const key = `${signature.status}.${signature.substatus ?? ''}.${signature.win32 ?? ''}`;
      const group = groups.get(key);
      if (group) group.push({ incident, owner });
      else groups.set(key, [{ incident, owner }]);
    }
  }
  return [...groups.values()]
    .map((group) => observedOf(group, summary))
    .sort((a, b) => Number(a.isOver) - Number(b.isOver) || b.count - a.count);
}

function observedOf(
  group: readonly { readonly incident: IncidentSummary; readonly owner: DeviceSummary }[],
  summary: LogSummary,
): Observed {
  const { signature, example } = group[0]!.incident;
  const { status, substatus, win32 } = signature as Extract<typeof signature, { kind: 'status' }>;
  const owners = new Set(group.map(({ owner }) => owner));
  const named = [...owners].filter(({ device }) => device !== null).length;
  const servers = [...new Set(group.map(({ incident }) => incident.server))];
  // A device that passes on another server of several tells of the server, not of its certificate.
  const passing = [...owners].some(({ lastSuccess, firstFailure }) => lastSuccess >= firstFailure);
  const isEverybody = named >= summary.devices && !passing;
  return {
    shown: { status, substatus, win32 },
    count: group.reduce((sum, { incident }) => sum + incident.count, 0),
    devices: Math.max(named, 1),
    allDevices:
      isEverybody || servers.length < activeServers(summary)
        ? summary.devices < 2
          ? null
          : true
        : othersPass(summary, owners)
          ? false
          : null,
    isOnly: summary.devices < 2,
    servers,
    first: Math.min(...group.map(({ incident }) => incident.first)),
    last: Math.max(...group.map(({ incident }) => incident.last)),
    example: { uri: summary.files[example.file]?.uri ?? '', line: example.line },
    isOver: [...owners].every(({ lastSuccess, lastFailure }) => lastSuccess > lastFailure),
  };
}

/** Another device has no failure, or succeeds after all. */
function othersPass({ devices, failing }: LogSummary, owners: ReadonlySet<DeviceSummary>): boolean {
  const known = failing.filter(({ device }) => device !== null);
  if (devices > known.length) return true;
  return failing.some((one) => !Number.isNaN(one.lastSuccess) && (!owners.has(one) || owners.size < known.length));
}

function activeServers({ servers }: LogSummary): number {
  return servers.filter(({ activeSyncRequests }) => activeSyncRequests > 0).length;
}
