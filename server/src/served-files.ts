// Which files the product is for, by name; both the client, which must be small, and the server ask here.

/** IIS's own configuration files and the product's settings, as they are usually written. */
export const servedNames: readonly string[] = [
  'applicationHost.config',
  'web.config',
  'administration.config',
  'redirection.config',
  '.exchange-cba.json',
];

/**
 * Ends of the names under which `netsh http show sslcert` output is expected to be saved: `sslcert.txt`,
 * `EXCH01-netsh.txt`.
 */
export const netshNameEnds: readonly string[] = ['sslcert.txt', 'netsh.txt'];

/**
 * Ends of the names of certificate files, requests, revocation lists, OCSP responses, and of stores and keys
 * that are taken for them.
 */
export const certificateEnds: readonly string[] = [
  '.cer', '.crt', '.der', '.pem', '.p7b', '.p7c', '.p7s', '.spc', '.pkipath', '.pfx', '.p12', '.crl', '.csr', '.req', '.p10',
  '.ocsp', '.ors', '.sst', '.jks', '.jceks', '.keystore', '.truststore', '.bks', '.bcfks', '.uber', '.pvk', '.ppk', '.asc',
  '.gpg', '.pgp',
]; // prettier-ignore

const known = new Set(servedNames.map((name) => name.toLowerCase()));

/** Names have no case. */
export function isServedFileName(name: string): boolean {
  const lower = name.toLowerCase();
  return known.has(lower) || netshNameEnds.some((end) => lower.endsWith(end));
}

// A glob that finds a name in any case, in every folder: [wW][eE][bB].[cC][oO][nN][fF][iI][gG]
function globOfName(name: string): string {
  return `**/${name.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)}`;
}

export const applicationHostGlob = globOfName('applicationHost.config');

/** Finds every file that is served by name. */
export const servedGlobs: readonly string[] = [
  ...servedNames.map(globOfName),
  ...netshNameEnds.map((end) => globOfName(`*${end}`)),
];
