// A SID as Active Directory stores it (MS-DTYP §2.4.2.2), as text.

/** `S-1-5-21-…`; null for bytes that are not a SID. */
export function sidText(bytes: Uint8Array): string | null {
  const count = bytes[1] ?? 0;
  if (bytes[0] !== 1 || count > 15 || bytes.length !== 8 + 4 * count) return null;
  let authority = 0;
  for (let i = 2; i < 8; i++) authority = authority * 256 + bytes[i]!;
  const parts = [`S-1-${authority}`];
  for (let at = 8; at < bytes.length; at += 4)
    parts.push(String(bytes[at]! + bytes[at + 1]! * 0x100 + bytes[at + 2]! * 0x10000 + bytes[at + 3]! * 0x1000000));
  return parts.join('-');
}
