// Saved output of `certutil -verify -urlfetch`: the codes of Windows in it, whatever its language.
import { decodeText } from '../host/decode.js';
import type { Note } from '../core/text/range.js';
import { win32Code } from '../core/face/simulation.js';
import type { Host } from '../host/host.js';

/** Null where no such output is in the folders. `texts` gets what its places are in. */
export async function revocationCodes(
  folders: readonly string[],
  host: Pick<Host, 'list' | 'read'>,
  texts: Map<string, string>,
): Promise<readonly { readonly code: number; readonly place: Note }[] | null> {
  const lists = await Promise.all(
    folders.map((folder) => host.list(folder, { extensions: ['.txt'], depth: 2, limit: 200 })),
  );
  const uris = new Set(lists.flatMap((list) => list.uris));
  const found: { code: number; place: Note }[] = [];
  let isThere = false;
  for (const uri of uris) {
    const result = await host.read(uri);
    const decoded = result.kind === 'bytes' ? decodeText(result.bytes) : null;
    if (decoded?.kind !== 'text' || !/CertUtil: -verify\b|dwErrorStatus|dwInfoStatus/.test(decoded.text)) continue;
    isThere = true;
    texts.set(uri, decoded.text);
    for (const match of decoded.text.matchAll(/\b0x(8009201[0-4]|800b01[01][0-9a-f])\b/gi)) {
      const code = Number(match[0]);
      const range = { start: match.index, end: match.index + match[0].length };
      const meaning = win32Code(code)?.meaning ?? 'certutil reports an error';
      found.push({ code, place: { uri, range, message: `${meaning}.` } });
    }
  }
  return isThere ? found : null;
}
