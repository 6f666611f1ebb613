// Statuses as people write them: `403.16.2148204809`, `403 16 0x800B0109`, `403,7`, `HTTP 413`.
import { parseWin32 } from './win32-codes.js';

/** A parsed status; a member is null where the text does not say it. */
export interface StatusText {
  /** 100 to 999. */
  readonly status: number;
  readonly substatus: number | null;
  /** Unsigned. */
  readonly win32: number | null;
}

/** Reads `status[.substatus[.win32]]`, with periods, commas, or spaces; null for any other text. */
export function parseStatusText(text: string): StatusText | null {
  const match = /^(?:HTTP(?:\/[\d.]+)?\s+)?([1-9]\d\d)(?:[.,\s]+(\d{1,3})(?:[.,\s]+(\S+))?)?$/i.exec(text.trim());
  if (match === null) return null;
  const win32 = match[3] === undefined ? null : parseWin32(match[3]);
  if (match[3] !== undefined && win32 === null) return null;
  return { status: Number(match[1]), substatus: match[2] === undefined ? null : Number(match[2]), win32 };
}

/** `403.16`, or `413` where there is no substatus; a 0 is left out of `200`. */
export function statusText(status: number, substatus: number | null): string {
  return substatus === null || (substatus === 0 && status < 400) ? `${status}` : `${status}.${substatus}`;
}
