// The requests under which a status may have been seen: by clients and gateways, with and without a large
// body, over TLS and without.
import type { Shown } from './causes.js';
import type { ClientCertificate, SimulatedRequest } from './model.js';
import { requestAt } from './request.js';
import type { World } from './world.js';

/** More than Exchange takes in one request, so that no read-ahead size holds it. */
const largeBody = 12_000_000;

/**
 * `certificate`: that of the client, where its file was provided; `hop`: `back` for what other servers
 * forwarded.
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
  // Where a gateway validates certificates, requests are its own and bring a ticket.
  const usesGateway = world.exchange?.termination.value === 'device';
  const client: SimulatedRequest = usesGateway
    ? { ...plain, from: 'gateway', anyCertificate: true }
    : { ...plain, certificate, anyCertificate: true };
  const requests = [client];
  if (shown?.status === 413) requests.push({ ...client, method: 'POST', body: largeBody });
  const http = shown?.status === 403 ? requestAt(`http://localhost${client.path}`) : null;
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
