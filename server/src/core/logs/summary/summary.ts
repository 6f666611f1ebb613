// What the logs of a run say when all are read: the figures, and the failures from which rules find causes.
import type { LogKind } from '../reading/log-kind.js';
import type { FailedRequest } from '../reading/freb-reader.js';
import { devicesOf, type DeviceSummary } from './devices.js';
import type { LogLine } from './incident.js';
import type { LogTriage, MissingFields } from './triage.js';
import type { Signature } from './signature.js';

export interface LogFile {
  readonly uri: string;
  readonly kind: LogKind;
  /** Bytes of the unpacked content. */
  readonly bytes: number;
  /** Physical lines, an unterminated last one included. */
  readonly lines: number;
  readonly unreadableLines: number;
  /** The first of them, zero-based; at most ten. */
  readonly unreadableAt: readonly number[];
  /** A clause that says why reading ended early; null where it did not. */
  readonly problem: string | null;
}

export interface LogServer {
  readonly name: string;
  /** W3C records of all sites. */
  readonly requests: number;
  readonly activeSyncRequests: number;
  /** ActiveSync requests that failed and are neither probes nor legs. */
  readonly failures: number;
  /** Of ActiveSync, seconds since 1970; NaN where there is none. */
  readonly lastSuccess: number;
}

export interface StatusRow {
  readonly status: number;
  readonly substatus: number | null;
  readonly win32: number | null;
  readonly count: number;
}

export interface TracedRequest extends FailedRequest {
  readonly uri: string;
}

/** Everything a report or a rule needs. Times are seconds since 1970, NaN where no line has one. */
export interface LogSummary {
  readonly files: readonly LogFile[];
  readonly requests: number;
  readonly activeSyncRequests: number;
  readonly probes: number;
  /** All ActiveSync requests, most frequent first. */
  readonly byStatus: readonly StatusRow[];
  /** Distinct mobile devices and users, without probes. */
  readonly devices: number;
  readonly users: number;
  /** The IDs of those devices. */
  readonly deviceIds: readonly string[];
  /** Distinct device types of them, and addresses from which requests came. */
  readonly deviceTypes: number;
  readonly clients: number;
  /** By name. */
  readonly servers: readonly LogServer[];
  readonly first: number;
  readonly last: number;
  /** Every device with a failure, and clients without a device ID. */
  readonly failing: readonly DeviceSummary[];
  readonly missing: readonly MissingSummary[];
  /** The first W3C record of all. */
  readonly firstRecord: LogLine | null;
  /** Failures by hour (hours since 1970) and signature. */
  readonly timeline: readonly { readonly hour: number; readonly counts: ReadonlyMap<Signature, number> }[];
  readonly traces: readonly TracedRequest[];
  /** True when there were more devices or clients than are told apart. */
  readonly summedUp: boolean;
  /** False when reading was cancelled. */
  readonly complete: boolean;
}

export interface MissingSummary extends Pick<MissingFields, 'names' | 'requests' | 'at' | 'first' | 'last'> {
  readonly servers: ReadonlyMap<string, number>;
}

/** Closes a triage. */
export function summaryOf(
  triage: LogTriage,
  files: readonly LogFile[],
  traces: readonly TracedRequest[],
  complete: boolean,
): LogSummary {
  triage.settle();
  const { servers, index } = triage.servers.resolve();
  const nameOf = (server: number): string => servers[index[server]!]!.name;
  const failing = devicesOf(triage, nameOf);
  const failures = new Map<string, number>();
  for (const { incidents } of failing) {
    for (const { signature, server, count } of incidents) {
      if (signature.kind === 'status') failures.set(server, (failures.get(server) ?? 0) + count);
    }
  }
  return {
    files,
    requests: triage.requests,
    activeSyncRequests: triage.activeSync,
    probes: triage.probes,
    byStatus: [...triage.statuses.values()]
      .flatMap((counts) => [...counts.values()])
      .sort(
        (a, b) =>
          b.count - a.count || a.status - b.status || order(a.substatus, b.substatus) || order(a.win32, b.win32),
      ),
    devices: triage.devices.size,
    deviceIds: [...triage.devices.keys()].map((id) => triage.reader.devices.name(id)),
    users: triage.users.size,
    deviceTypes: new Set([...triage.devices.values()].map(({ deviceType }) => deviceType)).size,
    clients: triage.reader.clients.size,
    servers: servers
      .map(({ name, requests, activeSync, lastSuccess }) => ({
        name,
        requests,
        activeSyncRequests: activeSync,
        failures: failures.get(name) ?? 0,
        lastSuccess,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    first: triage.first,
    last: triage.last,
    failing,
    missing: [...triage.missing.values()].map(({ names, requests, at, first, last, servers: counts }) => {
      const byName = new Map<string, number>();
      for (const [server, count] of counts) byName.set(nameOf(server), (byName.get(nameOf(server)) ?? 0) + count);
      return { names, requests, at, first, last, servers: byName };
    }),
    firstRecord: triage.firstRecord,
    timeline: [...triage.timeline].sort(([a], [b]) => a - b).map(([hour, counts]) => ({ hour, counts })),
    traces,
    summedUp: triage.overflowed,
    complete,
  };
}

function order(a: number | null, b: number | null): number {
  return (a ?? -1) - (b ?? -1);
}
