// Reads the URL or path of a request, and fills in what a client would do.
import type { ClientCertificate, Origin, SimulatedRequest } from './model.js';

export interface RequestOptions {
  readonly method: string | null;
  readonly body: number | null;
  readonly tls: '1.2' | '1.3' | null;
  readonly http2: boolean | null;
  readonly from: Origin;
  readonly certificate: ClientCertificate | null;
}

/** A sentence where the text is neither a URL nor a path. */
export function readRequest(text: string, options: RequestOptions): SimulatedRequest | { readonly problem: string } {
  const match = /^(https?):\/\/(\[[0-9a-f:.]+\]|[^/:?#@\s]+)(?::(\d{1,5}))?(?=[/?#]|$)([^?#]*)/i.exec(text.trim());
  if (!match && /^[a-z][a-z0-9+.-]*:/i.test(text.trim())) {
    return { problem: `'${text}' is not a URL of http or https.` };
  }
  const scheme = match?.[1]?.toLowerCase() === 'http' ? 'http' : 'https';
  const port = match?.[3] === undefined ? (scheme === 'http' ? 80 : 443) : Number(match[3]);
  if (port < 1 || port > 65_535) return { problem: `'${text}' has no valid port.` };
  const written = match ? match[4]! : text.trim().replace(/[?#].*$/, '');
  const path = withoutDots(`/${decoded(written).replaceAll('\\', '/')}`.replace(/\/+/g, '/'));
  const isActiveSync = /^\/microsoft-server-activesync(?:\/|$)/i.test(path);
  const body = options.body ?? 0;
  return {
    url: text.trim(),
    scheme,
    host: match?.[2]?.toLowerCase() ?? '',
    port,
    path,
    isUrl: match !== null,
    method: options.method?.toUpperCase() ?? (options.body === null ? (isActiveSync ? 'OPTIONS' : 'GET') : 'POST'),
    body,
    tls: options.tls,
    http2: options.http2,
    from: options.from,
    certificate: scheme === 'https' ? options.certificate : null,
  };
}

/** A client at a path or URL of which nothing else is said; null for what is neither. */
export function requestAt(text: string): SimulatedRequest | null {
  const options = { method: null, body: null, tls: null, http2: null, from: 'client', certificate: null } as const;
  const request = readRequest(text, options);
  return 'problem' in request ? null : request;
}

/** HTTP.SYS resolves `.` and `..` before it looks for a site; there is nothing above the root. */
function withoutDots(path: string): string {
  if (!/\/\.{1,2}(?:\/|$)/.test(path)) return path;
  const kept: string[] = [];
  for (const segment of path.split('/').slice(1)) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
