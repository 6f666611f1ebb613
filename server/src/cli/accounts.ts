// The accounts in exports of the directory beside a server, and in those that are named.
import { fromBase64 } from '../core/certificate/bytes.js';
import type { Account } from '../core/simulate/world.js';
import type { Range } from '../core/text/range.js';
import { decodeText } from '../host/decode.js';
import type { CommandHost } from './console.js';

export interface FoundAccounts {
  readonly accounts: readonly Account[];
  readonly texts: ReadonlyMap<string, string>;
}

export async function accountsBeside(
  root: string,
  named: readonly string[],
  host: CommandHost,
): Promise<FoundAccounts> {
  const { uris } = await host.list(root, { extensions: ['.ldf', '.ldif'], depth: 6, limit: 500 });
  const accounts: Account[] = [];
  const texts = new Map<string, string>();
  for (const uri of new Set([...uris, ...named])) {
    const result = await host.read(uri);
    const decoded = result.kind === 'bytes' ? decodeText(result.bytes) : null;
    if (decoded?.kind !== 'text') continue;
    const found = accountsIn(uri, decoded.text);
    if (found.length > 0) texts.set(uri, decoded.text);
    accounts.push(...found);
  }
  return { accounts, texts };
}

/** userAccountControl: ACCOUNTDISABLE. */
const disabled = 2;

interface Value {
  readonly value: string;
  readonly range: Range;
}

/** Every record of an LDIF export that names an account. */
function accountsIn(uri: string, text: string): Account[] {
  const records: Map<string, Value[]>[] = [];
  for (const match of text.matchAll(/^([A-Za-z][\w-]{0,60})(?:;[\w-]{1,40})?(::?) ?(.*)$/gm)) {
    const [whole, name = '', colons, rest = ''] = match;
    const key = name.toLowerCase();
    if (key === 'dn') records.push(new Map());
    const record = records.at(-1);
    if (!record) continue;
    const value = rest.trim();
    const end = match.index + whole.trimEnd().length;
    const decoded = colons === '::' && key === 'objectsid' ? sidOf(fromBase64(value).bytes) : value;
    const list = record.get(key) ?? [];
    record.set(key, list);
    if (decoded !== null) list.push({ value: decoded, range: { start: end - value.length, end } });
  }
  return records.flatMap((record) => accountOf(uri, record) ?? []);
}

function accountOf(uri: string, record: ReadonlyMap<string, readonly Value[]>): Account | null {
  const first = (name: string): Value | null => record.get(name)?.[0] ?? null;
  const dn = first('dn');
  const upn = first('userprincipalname');
  const sid = first('objectsid');
  if (!dn || (!upn && !sid)) return null;
  const control = first('useraccountcontrol');
  return {
    uri,
    name: dn.value,
    sid: sid && /^S-1-/i.test(sid.value) ? sid : null,
    upn,
    altSecurityIdentities: record.get('altsecurityidentities') ?? null,
    published: [],
    enabled:
      control && /^\d+$/.test(control.value)
        ? { value: (Number(control.value) & disabled) === 0, range: control.range }
        : null,
    range: dn.range,
  };
}

/** A SID as the directory stores it (MS-DTYP §2.4.2.2). */
function sidOf(bytes: Uint8Array): string | null {
  const count = bytes[1] ?? 0;
  if (bytes[0] !== 1 || bytes.length !== 8 + 4 * count) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts = Array.from({ length: count }, (_, index) => view.getUint32(8 + 4 * index, true));
  return ['S-1', view.getUint16(2) * 2 ** 32 + view.getUint32(4), ...parts].join('-');
}
