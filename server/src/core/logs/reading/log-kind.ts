// Tells what kind of log a file is, by its first lines.
import { byteText } from './byte-text.js';
import { inferFields } from './w3c-layout.js';

export type LogKind = 'w3c' | 'httperr' | 'httpproxy' | 'freb' | 'empty' | 'unknown';

/** A format of IIS that has no substatus, so that nothing can be told from it. */
export type OtherFormat = 'NCSA' | 'IIS';

/** So many bytes at the start of a file decide. */
export const kindBytes = 64 * 1024;

/** A line of HTTPERR has addresses and ports of both sides before the version. */
const httperrLine = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+ (?:\d+|-) \S+ (?:\d+|-) (?:HTTP\/\S+|-) /;

/** The kind of a file that starts with these bytes. `whole`: they are all of it. */
export function logKind(head: Uint8Array, whole: boolean): LogKind {
  if (head.length === 0) return 'empty';
  const text = byteText(head, 0, Math.min(head.length, kindBytes)).replace(/^\uFEFF/, '');
  if (text.trim() === '') return whole ? 'empty' : 'unknown';
  if (/^\s*<(?:\?xml|!--|failedRequest)/.test(text)) return /<failedRequest[\s>]/.test(text) ? 'freb' : 'unknown';
  const lines = text.split(/\r\n?|\n/, 60).map((line) => line.trimEnd());
  for (const line of lines) {
    if (/^#Fields:/i.test(line)) return kindOfFields(line);
    if (httpProxyNames(line)) return 'httpproxy';
  }
  for (const line of lines) {
    if (/^#(?:Software|Version|Date|Start-Date)\b/i.test(line)) {
      return /Log-type:\s*HttpProxy/i.test(text) ? 'httpproxy' : /HTTP API/i.test(text) ? 'httperr' : 'w3c';
    }
    if (inferFields(line) !== null) return 'w3c';
    if (httperrLine.test(line)) return 'httperr';
  }
  return 'unknown';
}

const ncsaLine = /^\S+ \S+ \S.*? \[\d\d\/[A-Za-z]{3}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "/;
/** Address, user, date and time as the server's region writes them, service. */
const iisLine = /^[\d.:a-f]+, [^,]*, [\d./-]{6,10}, [\d:.]{7,8}(?: [AP]M)?, \w+SVC\d*, /i;

/** The format of a file of an unknown kind; null where it is another one. */
export function otherFormat(head: Uint8Array): OtherFormat | null {
  const lines = byteText(head, 0, Math.min(head.length, kindBytes))
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/, 60);
  if (lines.some((line) => ncsaLine.test(line))) return 'NCSA';
  return lines.some((line) => iisLine.test(line)) ? 'IIS' : null;
}

function kindOfFields(line: string): LogKind {
  const fields = line.slice('#Fields:'.length).toLowerCase();
  if (httpProxyNames(fields)) return 'httpproxy';
  if (/\bs-reason\b/.test(fields)) return 'httperr';
  return /\b(?:cs-|sc-|c-ip|s-ip)/.test(fields) ? 'w3c' : 'unknown';
}

function httpProxyNames(line: string): boolean {
  const names = line.replaceAll('"', '').trim().toLowerCase().split(',');
  return names.length > 8 && names.includes('requestid') && names.some((name) => name === 'backendstatus');
}
