// The mobile devices that failed, with names instead of the numbers of the tables. Names are made when they
// are requested.
import { none, type NameTable } from '../requests/names.js';
import type { NameTables } from '../requests/name-tables.js';
import type { Incident, LogLine } from './incident.js';
import { column, type Column } from './requester-rows.js';
import type { Requesters } from './requesters.js';
import type { Signature } from './signature.js';

export interface IncidentSummary {
  readonly signature: Signature;
  readonly server: string;
  readonly count: number;
  /** Seconds since 1970, NaN where no line has a time. */
  readonly first: number;
  readonly last: number;
  readonly example: LogLine;
  /** Numbers that stand for distinct addresses. */
  readonly clients: readonly number[];
  clientName(client: number): string;
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
  /** Those of certain signatures. */
  incidentsOf(signatures: ReadonlySet<Signature>): readonly IncidentSummary[];
}

/** Every device and client with an incident; devices first, in the order in which they came up. */
export function failingOf(
  requesters: Requesters,
  names: NameTables,
  nameOf: (server: number) => string,
): DeviceSummary[] {
  const devices: DeviceSummary[] = [];
  const clients: DeviceSummary[] = [];
  for (let row = 0; row < requesters.size; row++) {
    if (requesters.incidentsOf(row).length === 0) continue;
    const group = requesters.get(row, column.device) === none ? clients : devices;
    group.push(new FailingDevice(requesters, row, names, nameOf));
  }
  for (const client of clients) devices.push(client);
  return devices;
}

class FailingDevice implements DeviceSummary {
  readonly #requesters: Requesters;
  readonly #row: number;
  readonly #names: NameTables;
  readonly #nameOf: (server: number) => string;

  constructor(requesters: Requesters, row: number, names: NameTables, nameOf: (server: number) => string) {
    this.#requesters = requesters;
    this.#row = row;
    this.#names = names;
    this.#nameOf = nameOf;
  }

  get incidents(): readonly IncidentSummary[] {
    return this.#requesters.incidentsOf(this.#row).map((incident) => this.#named(incident));
  }

  incidentsOf(signatures: ReadonlySet<Signature>): readonly IncidentSummary[] {
    const named: IncidentSummary[] = [];
    // Most are of another cause than the one that is requested.
    for (const incident of this.#requesters.incidentsOf(this.#row)) {
      if (signatures.has(incident.signature)) named.push(this.#named(incident));
    }
    return named;
  }

  #named(incident: Incident): IncidentSummary {
    return new NamedIncident(incident, this.#names.clients, this.#nameOf(incident.server));
  }

  #get(which: Column): number {
    return this.#requesters.get(this.#row, which);
  }

  get device(): string | null {
    return nameIn(this.#names.devices, this.#get(column.device));
  }

  get user(): string | null {
    return nameIn(this.#names.users, this.#get(column.user));
  }

  get deviceType(): string | null {
    return nameIn(this.#names.deviceTypes, this.#get(column.deviceType));
  }

  get agent(): string | null {
    return nameIn(this.#names.agents, this.#get(column.agent));
  }

  get requests(): number {
    return this.#get(column.requests);
  }

  get firstFailure(): number {
    return this.#requesters.time(this.#row, column.firstFailure);
  }

  get lastFailure(): number {
    return this.#requesters.time(this.#row, column.lastFailure);
  }

  get lastSuccess(): number {
    return this.#requesters.time(this.#row, column.lastSuccess);
  }
}

class NamedIncident implements IncidentSummary {
  readonly #incident: Incident;
  readonly #clients: NameTable;
  readonly server: string;

  constructor(incident: Incident, clients: NameTable, server: string) {
    this.#incident = incident;
    this.#clients = clients;
    this.server = server;
  }

  get signature(): Signature {
    return this.#incident.signature;
  }

  get count(): number {
    return this.#incident.count;
  }

  get first(): number {
    return this.#incident.first;
  }

  get last(): number {
    return this.#incident.last;
  }

  get example(): LogLine {
    return this.#incident.example;
  }

  get clients(): readonly number[] {
    const { client, others } = this.#incident;
    return client === none ? others : [client, ...others];
  }

  clientName(client: number): string {
    return this.#clients.name(client);
  }
}

function nameIn(table: NameTable, id: number): string | null {
  return id === none ? null : table.name(id);
}
