// A switch of HTTP.SYS about which the records of a binding contradict each other: both states are possible.
import type { NetshSwitchName } from '../../evidence/netsh.js';
import { isDisputed } from '../../exchange/ssl-records.js';
import type { Fork } from '../model.js';
import { switchPlaces } from '../places.js';
import { deviation, fork, normal } from '../step.js';
import type { Target } from '../target.js';
import type { World } from '../world.js';

/** Null where they agree, or a branch assumes a state. `usual`: what IIS tools write. */
export function disputed(
  world: World,
  { records }: Target,
  name: NetshSwitchName,
  label: string,
  usual: 'yes' | 'no',
): Fork | null {
  if (!isDisputed(records, name) || world.assumed(name) !== undefined) return null;
  const on = `${label} is enabled`;
  const off = `${label} is disabled`;
  const options =
    usual === 'yes' ? [normal(on), deviation(off)] : [normal(off, 'possible', 'no'), deviation(on, 'possible', 'yes')];
  return fork('records', 'Saved records contradict each other.', options, switchPlaces(records, name, label), name);
}
