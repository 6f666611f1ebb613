// A picture of a user interface as a PNG with a palette: a third of the size, and nothing that the eye
// misses.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function* chunks(png) {
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    yield { type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) };
    at += length + 12;
  }
}

/** Undoes the filters of the rows (PNG specification, 9.2); `size` is the number of bytes of a pixel. */
function unfilter(rows, width, height, size) {
  const stride = width * size;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x < size ? 0 : pixels[y * stride + x - size];
      const up = y === 0 ? 0 : pixels[(y - 1) * stride + x];
      const corner = x < size || y === 0 ? 0 : pixels[(y - 1) * stride + x - size];
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      pixels[y * stride + x] = rows[y * (stride + 1) + 1 + x] + predicted;
    }
  }
  return pixels;
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map((value) => Math.abs(guess - value));
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

/**
 * Colours that stand for all of them, and for every colour the nearest: the most frequent ones, and then
 * those that are farthest from all others, so that a small red sign stays red.
 */
function palette(pixels, size, limit) {
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += size) {
    const colour = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const colours = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const kept = [];
  /** For every colour, how far the nearest of those kept is, and which one it is. */
  const nearest = new Map(colours.map((colour) => [colour, { far: Infinity, at: 0 }]));
  const keep = (added) => {
    for (const [colour, best] of nearest) {
      const far = distance(colour, added);
      if (far < best.far) nearest.set(colour, { far, at: kept.length });
    }
    kept.push(added);
  };
  for (const colour of colours.slice(0, limit >> 1)) keep(colour);
  while (kept.length < Math.min(limit, colours.length)) {
    keep(colours.reduce((best, colour) => (nearest.get(colour).far > nearest.get(best).far ? colour : best)));
  }
  return { kept, index: new Map([...nearest].map(([colour, { at }]) => [colour, at])) };
}

function distance(a, b) {
  return [16, 8, 0].reduce((sum, shift) => sum + (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2, 0);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** `png`: 8 bits a channel, no interlacing, as browsers make them. */
export function smallPng(png, limit = 256) {
  const parts = [...chunks(png)];
  const header = parts.find(({ type }) => type === 'IHDR').data;
  const [width, height, colourType] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9]];
  const size = { 2: 3, 6: 4 }[colourType];
  const rows = inflateSync(Buffer.concat(parts.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  const pixels = unfilter(rows, width, height, size);
  const { kept, index } = palette(pixels, size, limit);
  const indexed = Buffer.alloc((width + 1) * height);
  for (let at = 0, pixel = 0; at < pixels.length; at += size, pixel++) {
    const colour = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
    indexed[Math.floor(pixel / width) * (width + 1) + 1 + (pixel % width)] = index.get(colour);
  }
  const newHeader = Buffer.from(header);
  newHeader[9] = 3;
  const colours = Buffer.from(kept.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    signature,
    chunk('IHDR', newHeader),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(indexed, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
