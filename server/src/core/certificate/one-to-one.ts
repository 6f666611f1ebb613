// The certificate of an IIS one-to-one mapping: bare Base64 of one DER certificate on one line, compared as
// text.
import { fromBase64, toBase64 } from './bytes.js';
import { noDigests } from './digests.js';
import type { Digests } from './digests.js';
import type { X509Certificate } from './model.js';
import { attempt, readElement } from './der/element.js';
import { decodeCertificate } from './x509/certificate.js';

export type MappingCertificateFault =
  'armour' | 'whiteSpace' | 'notBase64' | 'incomplete' | 'cutOff' | 'notACertificate';

export interface MappingCertificate {
  /** What keeps IIS from ever matching it; null when it is as it should be. */
  readonly fault: MappingCertificateFault | null;
  /** Where in the text the first mistake is. */
  readonly offset: number;
  /** How many characters of Base64, padding included, were read. */
  readonly length: number;
  /** The certificate, if there is one in it all the same. */
  readonly certificate: X509Certificate | null;
  /** The text as it should be; null without a certificate. */
  readonly canonical: string | null;
}

const ARMOUR = /-----(?:BEGIN|END)[^-]*-----/;

/** Reads the attribute's text as it is written in the file. Total. */
export function readMappingCertificate(text: string, digests: Digests = noDigests): MappingCertificate {
  const armour = ARMOUR.exec(text);
  const blanked = text
    .replace(new RegExp(ARMOUR, 'g'), (line) => ' '.repeat(line.length))
    .replace(/&#(?:x0*[9ADad]|0*(?:9|10|13));/g, (reference) => ' '.repeat(reference.length));
  const { bytes, problem } = fromBase64(blanked);
  const decoded = decodeCertificate(bytes, digests);
  const certificate = problem === null && decoded.model?.der.length === bytes.length ? decoded.model : null;
  const blank = blanked.search(/\s/);
  const length = blanked.replace(/\s/g, '').length;
  const rest = { length, certificate, canonical: certificate === null ? null : toBase64(bytes) };
  if (armour !== null) return { fault: 'armour', offset: armour.index, ...rest };
  const isAtEnd = problem === null || /^[=\s]*$/.test(blanked.slice(problem.offset));
  if (isAtEnd && length % 4 !== 0) return { fault: 'incomplete', offset: 0, ...rest };
  if (problem !== null) return { fault: 'notBase64', offset: problem.offset, ...rest };
  if (certificate === null && isCutOff(bytes)) return { fault: 'cutOff', offset: 0, ...rest };
  if (certificate === null) return { fault: 'notACertificate', offset: 0, ...rest };
  if (blank >= 0) return { fault: 'whiteSpace', offset: blank, ...rest };
  return { fault: null, offset: 0, ...rest };
}

/** Whether the bytes begin as a certificate does and are fewer, or more, than its first element says. */
function isCutOff(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30 || bytes.length < 4) return false;
  const { value, problem } = attempt(() => readElement(bytes, 0, bytes.length));
  return problem !== null || value.end !== bytes.length;
}
