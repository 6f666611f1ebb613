// Names as they are compared: accounts without domain, suffix and case; addresses without port and zone.
import { percentDecoded } from './active-sync-query.js';

/** `CONTOSO\Alice`, `alice@contoso.com` and `alice` are `alice`. '' where nothing is left. */
export function accountName(text: string): string {
  const decoded = percentDecoded(text).replaceAll('"', '').replaceAll('+', ' ').trim();
  const name = decoded.slice(decoded.lastIndexOf('\\') + 1);
  const at = name.indexOf('@');
  return (at > 0 ? name.slice(0, at) : name).toLowerCase();
}

/** The first address of `X-Forwarded-For` or `c-ip`: without port, brackets and zone, in lower case. */
export function clientAddress(text: string): string {
  // Most addresses are plain, and there are many.
  if (/^[\d.]+$/.test(text)) return text;
  // Proxies write "unknown" where they hide an address.
  const parts = text.split(/[,+\s"]/).filter((part) => part !== '' && !/^(?:-|unknown)$/i.test(part));
  const first = parts[0] ?? '';
  const bracketed = /^\[([^\]]*)\]/.exec(first);
  const bare = bracketed?.[1] ?? (/^[^:]*:\d+$/.test(first) ? first.slice(0, first.indexOf(':')) : first);
  return bare.replace(/%.*$/, '').toLowerCase();
}

/** True for 127.0.0.0/8, `::1` and its IPv4-mapped form. */
export function isLoopback(address: string): boolean {
  const bare = clientAddress(address);
  // Most addresses are none, and there are many.
  if (/^(?!127\.)\d+\./.test(bare)) return false;
  return /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(bare) || bare === '::1' || /^(?:0+:){7}0*1$/.test(bare);
}

/** True for loopback and link-local addresses, which every server has and which name none. */
export function isOwnAddress(address: string): boolean {
  const bare = clientAddress(address);
  return isLoopback(bare) || /^fe[89ab][0-9a-f]:/.test(bare) || bare.startsWith('169.254.');
}

/** True for a user agent of Exchange's own monitoring, in quotes or not. */
export function isMonitoringAgent(userAgent: string): boolean {
  return /^"?AMProbe/i.test(userAgent);
}

/** True for Exchange's own monitoring accounts. */
export function isMonitoringAccount(account: string): boolean {
  return account.startsWith('healthmailbox');
}
