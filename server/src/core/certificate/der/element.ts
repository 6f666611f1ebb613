// One ASN.1 element (tag, length, content) read from bytes, and a cursor over a row of them. BER is read, not
// only DER.
//
// Readers built on this throw `DerError` among themselves and catch it where an object or an extension ends
// (`attempt`), so that nothing outside `core/certificate` ever sees a throw: it gets a value or a problem
// with its byte offset.

/** A half-open interval of byte offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Something wrong at a byte offset. `error`: what is there could not be read; `warning`: it was read all the
 * same.
 */
export interface ByteProblem {
  readonly offset: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

export class DerError extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

/** How deep elements may nest. Real files stay below 20. */
export const MAXIMUM_DEPTH = 64;

/** The first identifier octet of the universal types that X.509 uses. */
export const Id = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  nothing: 0x05,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  generalString: 0x1b,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One element. Offsets count from the first of the bytes it was read from. */
export interface Element {
  /** The first identifier octet: class, constructed bit and, below 31, the tag number. */
  readonly id: number;
  readonly tag: number;
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  /** After the content and, with an indefinite length, its end marker. */
  readonly end: number;
}

export function isConstructed(element: Element): boolean {
  return (element.id & 0x20) !== 0;
}

/** 0 universal, 1 application, 2 context-specific, 3 private. */
export function classOf(element: Element): number {
  return element.id >> 6;
}

/**
 * Reads the element at `offset`, which must end at or before `limit`. Lengths not in the shortest form are
 * accepted, as OpenSSL does.
 */
export function readElement(bytes: Uint8Array, offset: number, limit: number): Element {
  if (offset >= limit) throw new DerError(offset, 'An element is missing here.');
  const id = bytes[offset]!;
  let position = offset + 1;
  let tag = id & 0x1f;
  if (tag === 0x1f) {
    tag = 0;
    for (;;) {
      if (position >= limit) throw new DerError(offset, 'The tag is cut off.');
      const octet = bytes[position++]!;
      if (tag > 0xffffff) throw new DerError(offset, 'The tag number is too large.');
      tag = tag * 128 + (octet & 0x7f);
      if (octet < 0x80) break;
    }
  }
  if (position >= limit) throw new DerError(offset, 'The length is cut off.');
  let length = bytes[position++]!;
  if (length === 0x80) return readIndefinite(bytes, id, tag, offset, position, limit);
  if (length > 0x80) {
    let octets = length & 0x7f;
    if (octets > limit - position) throw new DerError(offset, 'The length is cut off.');
    length = 0;
    for (; octets > 0; octets--) {
      length = length * 256 + bytes[position++]!;
      if (length > 0x7fffffff) throw new DerError(offset, 'The length is larger than any file.');
    }
  }
  const end = position + length;
  if (end > limit) {
    throw new DerError(offset, `An element of ${length} bytes is announced, but only ${limit - position} are left.`);
  }
  return { id, tag, start: offset, contentStart: position, contentEnd: end, end };
}

/** Finds the end marker that belongs to an indefinite length, counting nested ones instead of recursing. */
function readIndefinite(
  bytes: Uint8Array,
  id: number,
  tag: number,
  start: number,
  contentStart: number,
  limit: number,
): Element {
  if ((id & 0x20) === 0) throw new DerError(start, 'Only a constructed element may have an indefinite length.');
  let open = 1;
  let position = contentStart;
  while (open > 0) {
    if (position >= limit) throw new DerError(start, 'The end of an element of indefinite length is missing.');
    if (bytes[position] === 0 && bytes[position + 1] === 0 && position + 1 < limit) {
      open--;
      position += 2;
      continue;
    }
    let header = position + 1;
    if ((bytes[position]! & 0x1f) === 0x1f) {
      while (header < limit && bytes[header]! >= 0x80) header++;
      header++;
    }
    if (header < limit && bytes[header] === 0x80) {
      if ((bytes[position]! & 0x20) === 0)
        throw new DerError(position, 'Only a constructed element may have an indefinite length.');
      if (++open > MAXIMUM_DEPTH) throw new DerError(position, `Elements nest deeper than ${MAXIMUM_DEPTH}.`);
      position = header + 1;
    } else {
      position = readElement(bytes, position, limit).end;
    }
  }
  return { id, tag, start, contentStart, contentEnd: position - 2, end: position };
}

/** Walks the elements of `bytes[start, end)` in order. */
export class Cursor {
  position: number;

  constructor(
    readonly bytes: Uint8Array,
    start = 0,
    readonly end = bytes.length,
    readonly depth = 0,
  ) {
    this.position = start;
  }

  get more(): boolean {
    return this.position < this.end;
  }

  /** The first identifier octet of the next element, -1 at the end. */
  peek(): number {
    return this.position < this.end ? this.bytes[this.position]! : -1;
  }

  next(): Element {
    const element = readElement(this.bytes, this.position, this.end);
    this.position = element.end;
    return element;
  }

  /** The next element, which must have this identifier octet. `what` names it in the message. */
  expect(id: number, what: string): Element {
    if (this.position >= this.end)
      throw new DerError(this.position, `Expected ${what} (tag ${hexOctet(id)}), found the end.`);
    const found = this.bytes[this.position]!;
    if (found !== id)
      throw new DerError(this.position, `Expected ${what} (tag ${hexOctet(id)}), found tag ${hexOctet(found)}.`);
    return this.next();
  }

  /** The next element when it has this identifier octet, otherwise null. */
  optional(id: number): Element | null {
    return this.peek() === id ? this.next() : null;
  }

  /** A cursor over what an element contains. */
  inside(element: Element): Cursor {
    if (this.depth >= MAXIMUM_DEPTH) throw new DerError(element.start, `Elements nest deeper than ${MAXIMUM_DEPTH}.`);
    return new Cursor(this.bytes, element.contentStart, element.contentEnd, this.depth + 1);
  }

  /** `expect` and `inside` in one. */
  enter(id: number, what: string): Cursor {
    return this.inside(this.expect(id, what));
  }

  /** Nothing may follow inside `what`. */
  finish(what: string): void {
    if (this.position < this.end)
      throw new DerError(this.position, `${count(this.end - this.position)} too many at the end of ${what}.`);
  }
}

/** `1 byte`, `2 bytes`. */
export function count(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes} bytes`;
}

function hexOctet(octet: number): string {
  return `0x${octet.toString(16).padStart(2, '0')}`;
}

/** Runs a reader and turns its `DerError` into a problem. Any other throw is our own mistake and passes. */
export function attempt<T>(
  read: () => T,
): { readonly value: T; readonly problem: null } | { readonly value: null; readonly problem: ByteProblem } {
  try {
    return { value: read(), problem: null };
  } catch (error) {
    if (error instanceof DerError)
      return { value: null, problem: { offset: error.offset, message: error.message, severity: 'error' } };
    throw error;
  }
}
