// What the logs of a run say when all are read: the figures, and the failures from which rules find causes.
import type { LogKind, OtherFormat } from '../reading/log-kind.js';
import type { FailedRequest } from '../reading/freb-reader.js';
import { none, type NameTable } from '../requests/names.js';
import { failingOf, type DeviceSummary } from './devices.js';
import type { LogLine } from './incident.js';
import type { ServerOccurrence } from './server-occurrence.js';
import type { MissingFields } from './missing-fields.js';
import { column } from './requester-rows.js';
import type { Requesters } from './requesters.js';
import type { Signature } from './signature.js';
import type { StatusCount } from './status-counts.js';
import type { TimelineHour } from './timeline.js';
import type { LogTriage } from './triage.js';

export interface LogFile {
  readonly uri: string;
  readonly kind: LogKind;
  /** The format of IIS that a file of an unknown kind has; null where it has none. */
  readonly otherFormat: OtherFormat | null;
  /** Bytes of the unpacked content. */
  readonly bytes: number;
  /** Physical lines, an unterminated last one included. */
  readonly lines: number;
  readonly unreadableLines: number;
  /** The first of them, zero-based; at most ten. */
  readonly unreadableAt: readonly number[];
  /** True where it has lines and none could be read. */
  readonly isUnread: boolean;
  /** A clause that says why reading ended early; null where it did not. */
  readonly problem: string | null;
}

/** Whether anything of a log counts. */
export function isReadLog({ kind, isUnread }: LogFile): boolean {
  return kind !== 'unknown' && !isUnread;
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
  readonly byStatus: readonly Readonly<StatusCount>[];
  /** Requests for other paths that IIS rejected because of the client certificate, most frequent first. */
  readonly refusedElsewhere: readonly Readonly<StatusCount>[];
  /** Index of the file with the first of them. */
  readonly refusedIn: number;
  /** Distinct mobile devices and users, without probes. */
  readonly devices: number;
  readonly users: number;
  /** Whether a mobile device of that ID, without case, is among them. */
  readonly hasDevice: (id: string) => boolean;
  /** Distinct device types of them. */
  readonly deviceTypes: number;
  /** Whether requests came from more than one address. */
  readonly severalClients: boolean;
  /** By name. */
  readonly servers: readonly LogServer[];
  readonly first: number;
  readonly last: number;
  /** Every device with a failure, and clients without a device ID. */
  readonly failing: readonly DeviceSummary[];
  /** What their failures look like. */
  readonly signatures: ReadonlySet<Signature>;
  readonly missing: readonly MissingSummary[];
  /** Requests that were signed in with a password, by server; `devices` are distinct mobile devices. */
  readonly passwords: readonly ServerOccurrence[];
  /** The first W3C record of all. */
  readonly firstRecord: LogLine | null;
  /** Failures by hour and signature, earliest first. */
  readonly timeline: readonly TimelineHour[];
  readonly traces: readonly TracedRequest[];
  /** True when there were more devices or clients than are distinguished. */
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
  const { requesters, reader } = triage;
  const failing = failingOf(requesters, reader.names, nameOf);
  const signatures = new Set<Signature>();
  const failures = new Map<string, number>();
  for (let row = 0; row < requesters.size; row++) {
    for (const { signature, server, count } of requesters.incidentsOf(row)) {
      signatures.add(signature);
      if (signature.kind !== 'status') continue;
      const name = nameOf(server);
      failures.set(name, (failures.get(name) ?? 0) + count);
    }
  }
  return {
    files,
    requests: triage.requests,
    activeSyncRequests: triage.activeSync,
    probes: triage.probes,
    byStatus: triage.statuses.sorted(),
    refusedElsewhere: triage.refusedElsewhere.sorted(),
    refusedIn: triage.refusedIn,
    devices: requesters.devices,
    hasDevice: (id) => hasDevice(requesters, reader.names.devices, id),
    users: triage.users.size,
    deviceTypes: deviceTypes(requesters),
    severalClients: reader.severalClients,
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
    signatures,
    missing: triage.missing.all.map(({ names, requests, at, first, last, servers: counts }) => {
      const byName = new Map<string, number>();
      for (const [server, count] of counts) byName.set(nameOf(server), (byName.get(nameOf(server)) ?? 0) + count);
      return { names, requests, at, first, last, servers: byName };
    }),
    passwords: triage.passwords.all.map(({ server, count, devices, ...rest }) => ({
      name: nameOf(server),
      count,
      devices: devices.size,
      first: rest.first,
      last: rest.last,
      example: rest.example,
    })),
    firstRecord: triage.firstRecord,
    timeline: triage.timeline.sorted(),
    traces,
    summedUp: triage.overflowed,
    complete,
  };
}

function deviceTypes(requesters: Requesters): number {
  const types = new Set<number>();
  for (let row = 0; row < requesters.size; row++) {
    if (requesters.get(row, column.device) !== none) types.add(requesters.get(row, column.deviceType));
  }
  return types.size;
}

function hasDevice(requesters: Requesters, devices: NameTable, id: string): boolean {
  for (let row = 0; row < requesters.size; row++) {
    const device = requesters.get(row, column.device);
    if (device !== none && devices.name(device).toLowerCase() === id.toLowerCase()) return true;
  }
  return false;
}
