// Texts as files that other programs open.

/** CSV with a byte order mark: without it, Excel reads the system's code page and shows wrong umlauts. */
export function csvBytes(csv: string): Uint8Array {
  return new TextEncoder().encode(`\uFEFF${csv}`);
}
