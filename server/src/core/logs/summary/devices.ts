// The mobile devices that failed, with names instead of the numbers of the tables.
import { none, type NameTable } from '../requests/names.js';
import type { DeviceState } from './device-state.js';
import type { Incident, LogLine } from './incident.js';
import type { Signature } from './signature.js';
import type { LogTriage } from './triage.js';

export interface IncidentSummary {
  readonly signature: Signature;
  readonly server: string;
  readonly count: number;
  /** Seconds since 1970, NaN where no line has a time. */
  readonly first: number;
  readonly last: number;
  readonly example: LogLine;
  readonly clients: readonly string[];
}

export interface DeviceSummary {
  /** Null for a client that sends no device ID. */
  readonly device: string | null;
  readonly user: string | null;
  readonly deviceType: string | null;
  readonly agent: string | null;
  /** All requests, probes excluded. */
  readonly requests: number;
  readonly firstFailure: number;
  readonly lastFailure: number;
  /** NaN where it never succeeded. */
  readonly lastSuccess: number;
  readonly incidents: readonly IncidentSummary[];
}

/** Every device and client with an incident; devices first, in the order in which they came up. */
export function devicesOf(triage: LogTriage, nameOf: (server: number) => string): DeviceSummary[] {
  const { reader } = triage;
  const summaries: DeviceSummary[] = [];
  for (const states of [triage.devices, triage.others]) {
    for (const state of states.values()) {
      if (state.incidents.length > 0) summaries.push(summaryOf(state, reader, nameOf));
    }
  }
  return summaries;
}

function summaryOf(state: DeviceState, reader: LogTriage['reader'], nameOf: (server: number) => string): DeviceSummary {
  const name = (table: NameTable, id: number): string | null => (id === none ? null : table.name(id));
  return {
    device: name(reader.devices, state.device),
    user: name(reader.users, state.user),
    deviceType: name(reader.deviceTypes, state.deviceType),
    agent: name(reader.agents, state.agent),
    requests: state.requests,
    firstFailure: state.firstFailure,
    lastFailure: state.lastFailure,
    lastSuccess: state.lastSuccess,
    incidents: state.incidents.map((incident) => incidentSummary(incident, reader.clients, nameOf)),
  };
}

function incidentSummary(
  { signature, server, count, first, last, example, clients }: Incident,
  table: NameTable,
  nameOf: (server: number) => string,
): IncidentSummary {
  return {
    signature,
    server: nameOf(server),
    count,
    first,
    last,
    example,
    clients: clients.map((client) => table.name(client)),
  };
}
