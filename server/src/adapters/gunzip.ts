// Unpacks gzip while it is read, with the stream that browsers and Node have alike.

/** The unpacked content where the bytes are gzip, else the bytes as they are. */
export async function* unpacked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  const all = resumed(first.value, iterator);
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) yield* all;
  else yield* gunzipped(all);
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
