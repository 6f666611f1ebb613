// The Extensions of RFC 5280 §4.1: finds each one's decoder and keeps a value that its decoder rejects as
// malformed.
import { toHex } from '../bytes.js';
import { Cursor, Id, attempt } from '../der/element.js';
import { booleanOf, oidOf } from '../der/values.js';
import type { Extension } from '../model.js';
import { extensionName } from '../oids.js';
import type { ExtensionDecoder } from './extension-decoder.js';
import { MICROSOFT_DECODERS } from './extensions-microsoft.js';
import { PATH_DECODERS } from './extensions-path.js';
import { REVOCATION_DECODERS } from './extensions-revocation.js';
import { STANDARD_DECODERS } from './extensions-standard.js';

const DECODERS: ReadonlyMap<string, ExtensionDecoder> = new Map([
  ...STANDARD_DECODERS,
  ...PATH_DECODERS,
  ...REVOCATION_DECODERS,
  ...MICROSOFT_DECODERS,
]);

/** Reads the SEQUENCE OF Extension that is next. */
export function readExtensions(cursor: Cursor): Extension[] {
  const list = cursor.enter(Id.sequence, 'the extensions');
  const extensions: Extension[] = [];
  while (list.more) extensions.push(readExtension(list));
  return extensions;
}

function readExtension(cursor: Cursor): Extension {
  const whole = cursor.expect(Id.sequence, 'an extension');
  const inside = cursor.inside(whole);
  const oid = oidOf(inside, 'the type of an extension');
  const critical = inside.optional(Id.boolean);
  const value = inside.expect(Id.octetString, 'the value of an extension');
  inside.finish('an extension');
  return {
    oid,
    name: extensionName(oid),
    critical: critical !== null && booleanOf(cursor.bytes, critical),
    ...decodeExtension(oid, cursor.bytes, value.contentStart, value.contentEnd, inside.depth),
    span: { start: whole.start, end: whole.end },
    valueSpan: { start: value.contentStart, end: value.contentEnd },
  };
}

/** Bytes after a value are passed over, as OpenSSL does, and said. */
function decodeExtension(
  oid: string,
  bytes: Uint8Array,
  start: number,
  end: number,
  depth: number,
): Pick<Extension, 'value' | 'problem'> {
  const decoder = DECODERS.get(oid);
  if (decoder === undefined) return { value: { type: 'raw', hex: toHex(bytes, start, end) }, problem: null };
  const cursor = new Cursor(bytes, start, end, depth);
  const read = attempt(() => decoder(cursor));
  if (read.value === null)
    return { value: { type: 'malformed', hex: toHex(bytes, start, end) }, problem: read.problem };
  const rest = attempt(() => {
    cursor.finish('the extension');
    return true;
  });
  return { value: read.value, problem: rest.problem };
}
