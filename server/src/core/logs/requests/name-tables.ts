// The tables of all names that requests are distinguished by.
import { readActiveSyncQuery } from './active-sync-query.js';
import { accountName, clientAddress, isLoopback, isMonitoringAccount, isMonitoringAgent } from './identity.js';
import { NameTable } from './names.js';

/** Mobile devices that are distinguished; further ones are counted without being distinguished. */
export const maximumDevices = 200_000;

/** What tables know of names besides. */
export const marks = { probe: 1, computer: 2 } as const;

const probeIf = (is: boolean): number => (is ? marks.probe : 0);

export class NameTables {
  readonly devices = new NameTable(maximumDevices, (raw) => readActiveSyncQuery(`DeviceId=${raw}`).deviceId ?? '');
  readonly deviceTypes = new NameTable(
    5000,
    (raw) => readActiveSyncQuery(`DeviceType=${raw}`).deviceType ?? '',
    (name) => probeIf(name.toLowerCase() === 'easprobedevicetype'),
  );
  readonly users = new NameTable(maximumDevices, accountName, (name) =>
    name.endsWith('$') ? marks.computer : probeIf(isMonitoringAccount(name)),
  );
  readonly clients = new NameTable(maximumDevices, clientAddress, (name) => probeIf(isLoopback(name)));
  readonly agents = new NameTable(
    20_000,
    (raw) => raw.replaceAll('"', '').replaceAll('+', ' '),
    (name) => probeIf(isMonitoringAgent(name)),
  );
  readonly commands = new NameTable(200, (raw) => raw);
}
