// Statuses that ActiveSync has of its own: in response bodies, and as names and numbers in the back end's
// log.

export interface ActiveSyncCode {
  /** A common status of the protocol, 101 to 177. */
  readonly value: number;
  /** As Exchange names it after `Error:`. */
  readonly name: string;
  /** A sentence without its period. */
  readonly meaning: string;
}

type Row = readonly [value: number, name: string, meaning: string];

const rows: readonly Row[] = [
  [108, 'DeviceIdMissingOrInvalid', 'The device ID is missing or has an invalid format'],
  [110, 'ServerError', 'The server had an error that is not temporary'],
  [111, 'ServerErrorRetryLater', 'The server had a temporary error'],
  [112, 'ActiveDirectoryAccessDenied', 'Exchange may not access Active Directory'],
  [113, 'MailboxQuotaExceeded', 'The mailbox is over its quota'],
  [114, 'MailboxServerOffline', 'The mailbox server is offline'],
  [126, 'UserDisabledForSync', 'ActiveSync is disabled for the mailbox'],
  [127, 'UserOnNewMailboxCannotSync', 'The mailbox is on a server that cannot synchronize it'],
  [128, 'UserOnLegacyMailboxCannotSync', 'The mailbox is on a legacy server'],
  [129, 'DeviceIsBlockedForThisUser', 'The mobile device is blocked for this user'],
  [130, 'AccessDenied', 'The user is denied access'],
  [131, 'AccountDisabled', 'The account is disabled'],
  [132, 'SyncStateNotFound', 'The synchronization state is missing'],
  [133, 'SyncStateLocked', 'The synchronization state is locked'],
  [134, 'SyncStateCorrupt', 'The synchronization state is damaged'],
  [135, 'SyncStateAlreadyExists', 'The synchronization state exists already'],
  [136, 'SyncStateVersionInvalid', 'The version of the synchronization state is invalid'],
  [137, 'CommandNotSupported', 'The command is not supported'],
  [138, 'VersionNotSupported', 'The protocol version is not supported'],
  [139, 'DeviceNotFullyProvisionable', 'The mobile device cannot apply the whole policy'],
  [140, 'RemoteWipeRequested', 'A remote wipe of the mobile device was requested'],
  [141, 'LegacyDeviceOnStrictPolicy', 'The policy allows only mobile devices that can provision'],
  [142, 'DeviceNotProvisioned', 'The mobile device is not provisioned'],
  [143, 'PolicyRefresh', 'The policy of the mobile device is outdated'],
  [144, 'InvalidPolicyKey', 'The policy key is invalid'],
  [145, 'ExternallyManagedDevicesNotAllowed', 'Mobile devices that are managed externally are not allowed'],
  [177, 'MaximumDevicesReached', 'The user has reached the maximum number of mobile devices'],
];

/** Every code of the table, ascending. */
export const activeSyncCodes: readonly ActiveSyncCode[] = rows.map(([value, name, meaning]) => ({
  value,
  name,
  meaning,
}));

const byValue = new Map(activeSyncCodes.map((code) => [code.value, code]));
const byName = new Map(activeSyncCodes.map((code) => [code.name.toLowerCase(), code]));

/**
 * The code of a common status (`SC1:142`) or of a name (`Error:DeviceNotProvisioned`, without case); null if
 * unknown.
 */
export function activeSyncCode(valueOrName: number | string): ActiveSyncCode | null {
  const found = typeof valueOrName === 'number' ? byValue.get(valueOrName) : byName.get(valueOrName.toLowerCase());
  return found ?? null;
}
