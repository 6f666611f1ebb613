// The requests under which a status may have been seen: by clients and gateways, with and without a large body, over TLS and without.
import type { Shown } from './causes.js';
import type { ClientCertificate, SimulatedRequest } from './model.js';
import { readRequest } from './request.js';
import type { World } from './world.js';

/** More than Exchange takes in one request, so that no read-ahead size holds it. */
const largeBody = 12_000_000;

/** `certificate`: that of the client, where its file was provided. */
export function variantsOf(
  path: string,
  shown: Shown | null,
  certificate: ClientCertificate | null,
  world: World,
): SimulatedRequest[] {
  const options = { method: null, body: null, tls: null, http2: null, from: 'client', certificate } as const;
  const plain = readRequest(path, options);
  if ('problem' in plain) return [];
  const client: SimulatedRequest = { ...plain, anyCertificate: true };
  const requests = [client];
  if (shown?.status === 413) requests.push({ ...client, method: 'POST', body: largeBody });
  if (shown?.status === 403) {
    const http = readRequest(`http://localhost${client.path}`, options);
    if (!('problem' in http)) requests.push(http);
  }
  // A ticket of a gateway, where one may come: it is tried where certificates are not for Exchange.
  const usesGateway = world.exchange?.termination.value === 'device';
  if (usesGateway) requests.unshift({ ...client, from: 'gateway', certificate: null, anyCertificate: false });
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
