// What an ActiveSync query says, plain or in Base64 (MS-ASHTTP 2.2.1.1.1.1): mobile device, user, command.
import { byteText, utf8Bytes } from '../reading/byte-text.js';

/** The parts of a query; null for what it does not say. */
export interface ActiveSyncQuery {
  /** In upper case; an ID of bytes that are not all printable ASCII as upper-case hexadecimal. */
  readonly deviceId: string | null;
  readonly deviceType: string | null;
  /** As written, percent-decoded. */
  readonly user: string | null;
  /** `Sync`; `Command 42` for a code that is not known. */
  readonly command: string | null;
  /** True for the Base64 form. */
  readonly encoded: boolean;
  /** 12.1, 14.0, 14.1, 16.0, 16.1; null in the plain form. */
  readonly version: number | null;
  /** The policy key of the Base64 form. */
  readonly policyKey: number | null;
  /** What Exchange adds: the GUID that its HttpProxy log calls RequestId. */
  readonly requestId: string | null;
  /** The back end's `Log=` value as written; null where there is none. */
  readonly log: string | null;
}

/** Command codes of the Base64 form. */
export const activeSyncCommands: Readonly<Record<number, string>> = {
  0: 'Sync',
  1: 'SendMail',
  2: 'SmartForward',
  3: 'SmartReply',
  4: 'GetAttachment',
  9: 'FolderSync',
  10: 'FolderCreate',
  11: 'FolderDelete',
  12: 'FolderUpdate',
  13: 'MoveItems',
  14: 'GetItemEstimate',
  15: 'MeetingResponse',
  16: 'Search',
  17: 'Settings',
  18: 'Ping',
  19: 'ItemOperations',
  20: 'Provision',
  21: 'ResolveRecipients',
  22: 'ValidateCert',
  23: 'Find',
};

/** Reads the query of a log line; `-` and '' say nothing. */
export function readActiveSyncQuery(query: string): ActiveSyncQuery {
  const parameters = new Map<string, string>();
  let encoded: EncodedQuery | null = null;
  for (const [index, part] of query.split('&').entries()) {
    const equals = part.indexOf('=');
    const decoded = index === 0 ? decodeEncodedQuery(part) : null;
    if (decoded !== null) encoded = decoded;
    else if (equals > 0) {
      const name = part.slice(0, equals).toLowerCase();
      if (!parameters.has(name)) parameters.set(name, part.slice(equals + 1));
    }
  }
  const value = (name: string): string | null => {
    const text = parameters.get(name);
    return text === undefined || text === '' ? null : percentDecoded(text);
  };
  return {
    deviceId: encoded?.deviceId ?? value('deviceid')?.toUpperCase() ?? null,
    deviceType: encoded?.deviceType ?? value('devicetype'),
    user: encoded?.user ?? value('user'),
    command: encoded?.command ?? value('cmd'),
    encoded: encoded !== null,
    version: encoded?.version ?? null,
    policyKey: encoded?.policyKey ?? null,
    requestId: parameters.get('cafereqid')?.replace(/;$/, '').toLowerCase() ?? null,
    log: parameters.get('log') ?? null,
  };
}

export interface EncodedQuery {
  readonly version: number;
  readonly command: string;
  readonly locale: number;
  readonly deviceId: string | null;
  readonly policyKey: number | null;
  readonly deviceType: string | null;
  readonly user: string | null;
}

const versions = [120, 121, 140, 141, 160, 161];

/** Decodes the Base64 form; null for any other text. `+` may be written as `%2B` or as a space. */
export function decodeEncodedQuery(text: string): EncodedQuery | null {
  const bytes = base64Bytes(percentDecoded(text.replaceAll('+', '%2B')).replaceAll(' ', '+'));
  if (bytes === null || bytes.length < 7 || !versions.includes(bytes[0]!)) return null;
  const idEnd = 5 + bytes[4]!;
  const keyLength = bytes[idEnd];
  if (keyLength !== 0 && keyLength !== 4) return null;
  const typeStart = idEnd + 1 + keyLength;
  const typeLength = bytes[typeStart];
  if (typeLength === undefined || typeStart + 1 + typeLength > bytes.length) return null;
  const type = bytes.subarray(typeStart + 1, typeStart + 1 + typeLength);
  return {
    version: bytes[0]! / 10,
    command: activeSyncCommands[bytes[1]!] ?? `Command ${bytes[1]!}`,
    locale: bytes[2]! | (bytes[3]! << 8),
    deviceId: deviceIdOf(bytes.subarray(5, idEnd)),
    policyKey: keyLength === 0 ? null : new DataView(bytes.buffer, bytes.byteOffset + idEnd + 1, 4).getUint32(0, true),
    deviceType: typeLength === 0 ? null : byteText(type),
    user: parameterOf(bytes, typeStart + 1 + typeLength, 8),
  };
}

function deviceIdOf(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return null;
  if (bytes.every((byte) => byte > 32 && byte < 127)) return byteText(bytes).toUpperCase();
  return [...bytes]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

function parameterOf(bytes: Uint8Array, start: number, tag: number): string | null {
  for (let i = start; i + 2 <= bytes.length; i += 2 + bytes[i + 1]!) {
    const end = i + 2 + bytes[i + 1]!;
    if (bytes[i] === tag && end <= bytes.length) return byteText(bytes, i + 2, end);
  }
  return null;
}

/** The text with `%41` decoded as UTF-8; what is not a valid escape stays. */
export function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) =>
    byteText(Uint8Array.from(escapes.slice(1).split('%'), (hex) => parseInt(hex, 16))),
  );
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sixBits = new Int8Array(128).fill(-1);
for (let i = 0; i < alphabet.length; i++) sixBits[alphabet.charCodeAt(i)] = i;
sixBits[45] = 62;
sixBits[95] = 63;

/** Null where the text is not Base64, plain or URL-safe, padded or not. */
export function base64Bytes(text: string): Uint8Array | null {
  const body = text.replace(/={0,2}$/, '');
  if (body.length === 0 || body.length % 4 === 1) return null;
  const bytes = new Uint8Array((body.length * 3) >> 2);
  let bits = 0;
  let count = 0;
  let length = 0;
  for (let i = 0; i < body.length; i++) {
    const value = sixBits[body.charCodeAt(i)] ?? -1;
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xff_ffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[length++] = (bits >> count) & 0xff;
    }
  }
  return bytes;
}

/** The Base64 of bytes, with padding. */
export function base64Text(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let k = 0; k < 4; k++) {
      text += i + k > bytes.length ? '=' : alphabet[(group >> (18 - 6 * k)) & 0x3f]!;
    }
  }
  return text;
}

/** The bytes of the Base64 form with another device and user, for anonymizing; null where it is not one. */
export function reencodedQuery(text: string, deviceId: string | null, user: string | null): string | null {
  const plain = percentDecoded(text.replaceAll('+', '%2B')).replaceAll(' ', '+');
  if (decodeEncodedQuery(text) === null) return null;
  const bytes = base64Bytes(plain)!;
  const idEnd = 5 + bytes[4]!;
  const typeEnd = idEnd + 1 + bytes[idEnd]! + 1 + bytes[idEnd + 1 + bytes[idEnd]!]!;
  const id = utf8Bytes(deviceId ?? '').subarray(0, 255);
  const out = [...bytes.subarray(0, 4), id.length, ...id, ...bytes.subarray(idEnd, typeEnd)];
  for (let i = typeEnd; i + 2 <= bytes.length; i += 2 + bytes[i + 1]!) {
    const replacement =
      bytes[i] === 8 ? utf8Bytes(user ?? '').subarray(0, 255) : bytes.subarray(i + 2, i + 2 + bytes[i + 1]!);
    out.push(bytes[i]!, replacement.length, ...replacement);
  }
  return base64Text(Uint8Array.from(out));
}
