// The names and sizes in a zip archive, read from its central directory (APPNOTE.TXT, section 4.3.12).

export interface ZipEntry {
  readonly name: string;
  /** Uncompressed. */
  readonly size: number;
}

export function zipEntries(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('This is no zip archive.');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    entries.push({
      name: archive.toString('utf8', at + 46, at + 46 + name!),
      size: archive.readUInt32LE(at + 24),
    });
    at += 46 + name! + extra! + comment!;
  }
  return entries;
}
