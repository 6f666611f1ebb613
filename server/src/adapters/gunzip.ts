// Unpacks gzip while it is read, with the stream that browsers and Node have alike; turns UTF-16 into UTF-8, and
// line ends of CR alone into LF.

/**
 * The unpacked content where the bytes are gzip, else the bytes as they are; UTF-16 with its mark as UTF-8, and
 * LF where lines end with CR alone.
 */
export async function* unpacked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const begun = await begin(chunks);
  if (begun === null) return;
  const { first, all } = begun;
  yield* withLineFeeds(inUtf8(first[0] === 0x1f && first[1] === 0x8b ? gunzipped(all) : all));
}

const lineFeed = 10;
const carriageReturn = 13;

/** The first line end decides for the whole file; a CR that ends a piece waits for what follows. */
async function* withLineFeeds(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isCrAlone: boolean | null = null;
  let waiting = false;
  for await (const read of chunks) {
    const chunk: Uint8Array = waiting ? afterCr(read) : read;
    isCrAlone ??= endsLinesWithCr(chunk);
    waiting = isCrAlone !== false && chunk.at(-1) === carriageReturn;
    const settled = waiting ? chunk.subarray(0, -1) : chunk;
    yield isCrAlone === true ? crToLf(settled) : settled;
  }
  if (waiting) yield Uint8Array.of(isCrAlone === true ? lineFeed : carriageReturn);
}

function afterCr(bytes: Uint8Array): Uint8Array {
  const joined = new Uint8Array(bytes.length + 1);
  joined[0] = carriageReturn;
  joined.set(bytes, 1);
  return joined;
}

/** Null where the bytes have no line end, or may end in the middle of one. */
function endsLinesWithCr(bytes: Uint8Array): boolean | null {
  const end = bytes.findIndex((byte) => byte === lineFeed || byte === carriageReturn);
  if (end < 0) return null;
  if (bytes[end] === lineFeed) return false;
  return end + 1 < bytes.length ? bytes[end + 1] !== lineFeed : null;
}

/** A CR before LF stays: the file was put together from two. */
function crToLf(chunk: Uint8Array): Uint8Array {
  return chunk.map((byte, at) => (byte === carriageReturn && chunk[at + 1] !== lineFeed ? lineFeed : byte));
}

/** What PowerShell writes when it redirects a log; other bytes as they are. */
async function* inUtf8(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const begun = await begin(chunks);
  if (begun === null) return;
  const { first, all } = begun;
  const isLittle = first[0] === 0xff && first[1] === 0xfe;
  if (!isLittle && !(first[0] === 0xfe && first[1] === 0xff)) {
    yield* all;
    return;
  }
  const decoder = new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be');
  const encoder = new TextEncoder();
  for await (const chunk of all) yield encoder.encode(decoder.decode(chunk, { stream: true }));
  yield encoder.encode(decoder.decode());
}

interface Begun {
  readonly first: Uint8Array;
  /** The first piece and those after it. */
  readonly all: AsyncGenerator<Uint8Array>;
}

/** Null where there are no bytes. */
async function begin(chunks: AsyncIterable<Uint8Array>): Promise<Begun | null> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  return first.done === true ? null : { first: first.value, all: resumed(first.value, iterator) };
}

async function* resumed(first: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** An archive that is cut off gives what it holds and then an error. */
async function* gunzipped(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done === true) controller.close();
      // The stream keeps it longer than the file does.
      else controller.enqueue(next.value.slice());
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
  const reader = source
    .pipeThrough(new DecompressionStream('gzip') as unknown as ReadableWritablePair<Uint8Array, Uint8Array>)
    .getReader();
  try {
    for (;;) {
      const next = await reader.read();
      if (next.done) return;
      yield next.value;
    }
  } catch {
    throw new Error('its gzip content is damaged');
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
