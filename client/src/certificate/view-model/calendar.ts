// The ends of certificates as a calendar file (RFC 5545), one day each, with a reminder a month before.
import type { X509Certificate } from '../../../../server/src/core/certificate/model.js';
import { EXPIRY_WARNING_DAYS } from '../../../../server/src/core/certificate/meaning/validity.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';
import { longName, titleOf } from './names.js';
import type { PageContext } from './words.js';

/** Those that have not ended yet, each once however many files hold it. */
export function calendarOf(
  certificates: readonly { readonly certificate: X509Certificate; readonly file: string }[],
  { words, now }: PageContext,
): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//exchange-cba//Certificates//EN', 'CALSCALE:GREGORIAN'];
  const seen = new Set<string>();
  for (const { certificate, file } of certificates) {
    const { ms } = certificate.notAfter;
    if (ms === null || ms < now || seen.has(certificate.sha256)) continue;
    seen.add(certificate.sha256);
    const title = words('Certificate of {name} expires', { name: titleOf(certificate) });
    const description = [
      `${words('Subject')}: ${longName(certificate.subject)}`,
      `${words('Issuer')}: ${longName(certificate.issuer)}`,
      `${words('Thumbprint (SHA-1)')}: ${certificate.sha1.toUpperCase()}`,
      `${words('File')}: ${showable(file, 300)}`,
    ].join('\n');
    lines.push(
      'BEGIN:VEVENT',
      `UID:${certificate.sha256}@exchange-cba`,
      `DTSTAMP:${stamp(now)}`,
      `DTSTART;VALUE=DATE:${stamp(ms).slice(0, 8)}`,
      `SUMMARY:${escapeText(title)}`,
      `DESCRIPTION:${escapeText(description)}`,
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `TRIGGER:-P${EXPIRY_WARNING_DAYS}D`,
      `DESCRIPTION:${escapeText(title)}`,
      'END:VALARM',
      'END:VEVENT',
    );
  }
  lines.push('END:VCALENDAR');
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** `20440101T000000Z`. */
function stamp(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
}

function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}

/** Lines of at most 75 octets; a continued one begins with a space. */
function folded(line: string): string {
  let out = '';
  let octets = 0;
  for (const character of line) {
    const code = character.codePointAt(0)!;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > 75) {
      out += '\r\n ';
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}
