// A finding's message for a list of problems: what is wrong comes first and where it is comes last, because
// editors cut messages after about forty characters and a configuration path alone is longer.
import type { Finding } from '../core/face/findings.js';

/**
 * A plain word at the beginning; names of settings, such as `sslFlags="Ssl"` or `useKernelMode`, keep their
 * case.
 */
const plainWord = /^\p{Ll}[\p{Ll}-]*(?=[\s,])/u;

/**
 * `Default Web Site/owa: client certificates are ignored.` → `Client certificates are ignored. (Default Web
 * Site/owa)`.
 * A message that does not begin with the path or the site of its finding stays as it is.
 */
export function problemMessage({ message, configurationPath }: Pick<Finding, 'message' | 'configurationPath'>): string {
  const site = configurationPath.split('/', 1)[0]!;
  const path = [configurationPath, site].find((one) => one !== '' && message.startsWith(`${one}: `));
  if (path === undefined) return message;
  const said = message.slice(path.length + 2);
  return `${said.replace(plainWord, (word) => word[0]!.toUpperCase() + word.slice(1))} (${path})`;
}
