// The requests under which a status may have been seen: by clients and gateways, with and without a large
// body, over TLS and without.
import type { Shown } from './causes.js';
import { invert } from './invert.js';
import type { ClientCertificate, SimulatedRequest } from './model.js';
import { requestAt } from './request.js';
import type { World } from './world.js';

/** More than Exchange takes in one request, so that no read-ahead size holds it. */
const largeBody = 12_000_000;

/**
 * The requests that the setup is for: of clients, or of a gateway. Where none of these leads to the status, the others:
 * a setup may differ from what it is for. `certificate`: that of the client, where its file was provided; `hop`: `back`
 * for what other servers forwarded.
 */
export function variantsOf(
  path: string,
  shown: Shown | null,
  certificate: ClientCertificate | null,
  world: World,
  hop: 'front' | 'back' = 'front',
): SimulatedRequest[] {
  const plain = requestAt(path);
  if (!plain) return [];
  if (hop === 'back') {
    const port = world.exchange?.backEnd ? 444 : plain.port;
    const below = /\/proxy$/i.test(plain.path) ? plain.path : `${plain.path}/Proxy`;
    return [{ ...plain, from: 'proxy', port, path: below, isUrl: false, anyCertificate: true }];
  }
  const byClient = requestsLike({ ...plain, certificate, anyCertificate: true }, shown);
  // A gateway that validates certificates sends requests of its own, with a ticket.
  const byGateway = requestsLike({ ...plain, from: 'gateway', anyCertificate: true }, shown);
  const isGateways = world.exchange?.termination.value === 'device';
  const [meant, other] = isGateways ? [byGateway, byClient] : [byClient, byGateway];
  return shown !== null && !leadTo(shown, meant, world) && leadTo(shown, other, world) ? other : meant;
}

function leadTo(shown: Shown, requests: readonly SimulatedRequest[], world: World): boolean {
  return invert(shown, requests, world).candidates.some(({ standing }) => standing !== 'excluded');
}

function requestsLike(request: SimulatedRequest, shown: Shown | null): SimulatedRequest[] {
  const requests = [request];
  if (shown?.status === 413) requests.push({ ...request, method: 'POST', body: largeBody });
  const http = shown?.status === 403 ? requestAt(`http://localhost${request.path}`) : null;
  if (http) requests.push({ ...http, isUrl: false, host: '' });
  return requests;
}

/** ActiveSync of Exchange; elsewhere the first application that uses client certificates, else the site. */
export function pathOfInterest({ exchange, configuration }: World): string {
  if (exchange) return '/Microsoft-Server-ActiveSync';
  const flags = configuration.applicationHost.locations.find(({ path, element }) => {
    const text = configuration.applicationHost.document.text.slice(element.range.start, element.range.end);
    return path.includes('/') && /Ssl(?:Negotiate|Require)Cert/.test(text);
  });
  return flags ? `/${flags.path.split('/').slice(1).join('/')}` : '/';
}
