// What is known of the TLS side of a connection: its version, and whether the certificate is requested in the
// handshake.
import { agreed } from '../text/agreed.js';
import { isDisputed, switchKnownAt } from '../exchange/ssl-records.js';
import type { WindowsServer } from '../exchange/virtual-directory.js';
import type { Truth } from '../iis/truth.js';
import type { Note } from '../text/range.js';
import type { SimulatedRequest } from './model.js';
import { switchPlaces } from './places.js';
import type { Target } from './target.js';
import type { World } from './world.js';

interface Known {
  readonly state: Truth;
  readonly because: readonly Note[];
}

/**
 * Whether HTTP.SYS requests the certificate in the handshake; unknown counts as no, which is what IIS tools
 * write.
 */
export function handshakeNegotiation(world: World, { binding, records }: Target): Known {
  const name = 'negotiateClientCertificate';
  return {
    state: world.truth(name, switchKnownAt(binding, records, name)),
    because: switchPlaces(records, name, 'Negotiate Client Certificate'),
  };
}

/** Windows Server 2022 is the first with TLS 1.3. */
export function windowsMayHaveTls13(windows: string): boolean {
  return windows === ('2022' satisfies WindowsServer) || windows === ('2025' satisfies WindowsServer);
}

/** Whether the connection uses TLS 1.3: client and server must both offer it. */
export function offersTls13(request: SimulatedRequest, world: World, target: Target): Known {
  if (request.tls === '1.2') return { state: 'no', because: [] };
  const server = serverTls13(world, target);
  if (server.state === 'no') return server;
  if (request.tls === null) return { state: 'unknown', because: [] };
  return server.state === 'unknown' ? { state: 'unknown', because: [] } : server;
}

function serverTls13(world: World, { binding, records }: Target): Known {
  const { windowsServer, tlsServer } = world.members;
  if (windowsServer !== null && !windowsMayHaveTls13(windowsServer)) return { state: 'no', because: [] };
  if (switchKnownAt(binding, records, 'disableTls13') === 'yes')
    return { state: 'no', because: switchPlaces(records, 'disableTls13', 'Disable TLS 1.3') };
  const said = tlsServer.filter(({ version }) => version === 'TLS 1.3');
  const isOn = agreed(said.map(({ on }) => on));
  if (isOn === false) return { state: 'no', because: [{ ...said[0]!, message: 'SCHANNEL does not offer TLS 1.3.' }] };
  const isUnknown = windowsServer === null || (said.length > 0 && isOn === null) || isDisputed(records, 'disableTls13');
  return { state: isUnknown ? 'unknown' : 'yes', because: [] };
}
