// What the logs show that is to be explained: statuses of failures, on how many devices, and whether it is
// over.
import type { DeviceSummary, IncidentSummary } from '../logs/summary/devices.js';
import type { LogServer, LogSummary } from '../logs/summary/summary.js';
import { withKnownCode, type Shown } from './causes.js';

export interface Observed {
  readonly shown: Shown;
  /** `back`: what a front end, or another server, forwarded to `Proxy`. */
  readonly hop: 'front' | 'back';
  readonly count: number;
  readonly devices: number;
  /**
   * Every mobile device of the logs has it, and there are several; false where others pass; null where
   * neither is told.
   */
  readonly allDevices: boolean | null;
  /** Different users of these devices, as far as the lines name them. */
  readonly users: number;
  /** There is one device in the logs. */
  readonly isOnly: boolean;
  /** False where the lines name no device, as those of HTTP.SYS do. */
  readonly isNamed: boolean;
  /** Names of the servers that log it. */
  readonly servers: readonly string[];
  /** Seconds since 1970; NaN where no line has a time. */
  readonly first: number;
  readonly last: number;
  readonly example: { readonly uri: string; readonly line: number };
  /** These devices, or where all failed at once one of them, succeeded afterwards on these servers. */
  readonly isOver: boolean;
  /** How many of these devices succeeded after their last failure. */
  readonly recovered: number;
  /** Every mobile device of the logs has it, and some of them succeed as well. */
  readonly isMixed: boolean;
  /** These devices fail otherwise since: what it was is repaired, or hidden behind the next cause. */
  readonly isSuperseded: boolean;
}

/** Whether a failure was logged by the server in question. */
export type IsOwn = (incident: { readonly server: string; readonly uri: string }) => boolean;

interface Failure {
  readonly incident: IncidentSummary;
  readonly owner: DeviceSummary;
}

/**
 * Failures by status and, where it tells something, by Windows code: of clients first, most frequent first; of one
 * device where its id is given.
 */
export function observedIn(summary: LogSummary, device: string | null, isOwn: IsOwn = () => true): Observed[] {
  const wanted = device?.toLowerCase() ?? null;
  const failing = summary.failing.filter((one) => wanted === null || one.device?.toLowerCase() === wanted);
  const groups = new Map<string, { readonly kind: Kind; readonly failures: Failure[] }>();
  for (const owner of failing) {
    for (const incident of owner.incidents) {
      const kind = kindOf(incident);
      const uri = summary.files[incident.example.file]?.uri ?? '';
      if (!kind || !isOwn({ server: incident.server, uri })) continue;
      const { status, substatus, win32 } = kind.shown;
      const key = `${kind.hop} ${status}.${substatus ?? ''}.${win32 ?? ''}`;
      const group = groups.get(key);
      if (group) group.failures.push({ incident, owner });
      else groups.set(key, { kind, failures: [{ incident, owner }] });
    }
  }
  const all = [...groups.values()].map(({ kind, failures }) => ({
    owners: new Set(failures.map(({ owner }) => owner)),
    observed: observedOf(kind, failures, summary),
  }));
  return all
    .map(({ owners, observed }): Observed => {
      const isSuperseded = all.some(
        (later) =>
          later.observed.hop === observed.hop &&
          later.observed.first > observed.last &&
          [...owners].every((owner) => later.owners.has(owner)),
      );
      return { ...observed, isSuperseded };
    })
    .sort(
      (a, b) =>
        Number(a.isOver) - Number(b.isOver) ||
        Number(a.isSuperseded) - Number(b.isSuperseded) ||
        Number(a.hop === 'back') - Number(b.hop === 'back') ||
        b.count - a.count,
    );
}

type Kind = Pick<Observed, 'shown' | 'hop'>;

/** Null for what has no status: a reason of HTTPERR, an error behind a success, a loop. */
function kindOf({ signature }: IncidentSummary): Kind | null {
  if (signature.kind === 'status') {
    const { status, substatus, win32, hop } = signature;
    return { shown: withKnownCode({ status, substatus, win32 }), hop };
  }
  const { kind } = signature;
  if (kind !== 'httperr' || signature.status < 400) return null;
  const shown = { status: signature.status, substatus: null, win32: null, isOfHttpSys: true };
  return { shown, hop: 'front' };
}

function observedOf(
  { shown, hop }: Kind,
  group: readonly Failure[],
  summary: LogSummary,
): Omit<Observed, 'isSuperseded'> {
  const owners = new Set(group.map(({ owner }) => owner));
  const named = [...owners].filter(({ device }) => device !== null).length;
  const servers = [...new Set(group.map(({ incident }) => incident.server))];
  const last = Math.max(...group.map(({ incident }) => incident.last));
  // A device that passes on another server of several tells of the server, not of its certificate.
  const passing = [...owners].some(({ lastSuccess, firstFailure }) => lastSuccess >= firstFailure);
  const elsewhere = passing && servers.length < activeServers(summary).length;
  const isEverybody = named >= summary.devices && !passing;
  const isAll = summary.devices > 1 && (isEverybody || elsewhere);
  const { example } = group[0]!.incident;
  return {
    shown,
    hop,
    count: group.reduce((sum, { incident }) => sum + incident.count, 0),
    devices: Math.max(named, 1),
    allDevices: isAll ? true : isEverybody ? null : othersPass(summary, owners) ? false : null,
    users: new Set([...owners].flatMap(({ user }) => user?.toLowerCase() ?? [])).size,
    isOnly: named === 1 && summary.devices === 1,
    isNamed: named > 0,
    servers,
    first: Math.min(...group.map(({ incident }) => incident.first)),
    last,
    example: { uri: summary.files[example.file]?.uri ?? '', line: example.line },
    isOver: isOver([...owners], servers, last, summary),
    recovered: [...owners].filter(({ lastSuccess, lastFailure }) => lastSuccess > lastFailure).length,
    isMixed: named >= summary.devices && passing,
  };
}

/** Each of the devices succeeded since; of all devices at once one, on each of the servers. */
function isOver(owners: readonly DeviceSummary[], servers: readonly string[], last: number, logs: LogSummary): boolean {
  const active = activeServers(logs);
  const succeeded = active.filter(({ name }) => servers.includes(name)).every(({ lastSuccess }) => lastSuccess > last);
  if (servers.length < active.length && !succeeded) return false;
  if (owners.every(({ lastSuccess, lastFailure }) => lastSuccess > lastFailure)) return true;
  const named = owners.filter(({ device }) => device !== null).length;
  return named > 1 && named >= logs.devices && succeeded;
}

/** Another device has no failure, or succeeds after all. */
function othersPass({ devices, failing }: LogSummary, owners: ReadonlySet<DeviceSummary>): boolean {
  const known = failing.filter(({ device }) => device !== null);
  if (devices > known.length) return true;
  return failing.some((one) => !Number.isNaN(one.lastSuccess) && (!owners.has(one) || owners.size < known.length));
}

function activeServers({ servers }: LogSummary): readonly LogServer[] {
  return servers.filter(({ activeSyncRequests }) => activeSyncRequests > 0);
}
