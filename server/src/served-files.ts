// Which files the product is for, by name; both the client, which must be small, and the server ask here.

/** IIS's own configuration files and the product's settings, as they are usually written. */
export const servedNames: readonly string[] = [
  'applicationHost.config',
  'web.config',
  'administration.config',
  'redirection.config',
  '.exchange-cba.json',
];

const known = new Set(servedNames.map((name) => name.toLowerCase()));

/** Names have no case. */
export function isServedFileName(name: string): boolean {
  return known.has(name.toLowerCase());
}

// A glob that finds a name in any case, in every folder: [wW][eE][bB].[cC][oO][nN][fF][iI][gG]
export function globOfName(name: string): string {
  return `**/${name.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)}`;
}
