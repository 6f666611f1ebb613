// What a kind of evidence is: it recognises a text by its content and gives the facts that the text holds.
import type { Range } from '../text/range.js';
import type { XmlDocument } from '../xml/tree.js';
import type { Facts } from './facts.js';
import { readObjects, type ReadObjects } from './objects/read.js';

/** The names of `evidence[].kind` in the JSON of `check`. */
export type EvidenceKindName =
  | 'healthchecker'
  | 'virtual-directory'
  | 'exchange-certificate'
  | 'exchange-server'
  | 'organization-config'
  | 'netsh-sslcert'
  | 'web-binding'
  | 'registry'
  | 'certutil-store'
  | 'setspn'
  | 'directory-account'
  | 'event'
  | 'systeminfo'
  | 'windows-features'
  | 'tls-probe'
  | 'archive'
  | 'clixml';

/** A text that may be evidence. What several kinds look at is made once. */
export class EvidenceText {
  readonly text: string;
  readonly #parse: () => XmlDocument;
  #document: XmlDocument | null = null;
  #objects: ReadObjects | null = null;

  /** `document` gives the tree of the text; it is requested only where the text begins as XML. */
  constructor(text: string, document: () => XmlDocument) {
    this.text = text;
    this.#parse = document;
  }

  get isXml(): boolean {
    return /^\s{0,1000}</.test(this.text);
  }

  get document(): XmlDocument {
    return (this.#document ??= this.#parse());
  }

  get objects(): ReadObjects {
    return (this.#objects ??= readObjects(this.text, () => this.document));
  }
}

/** What one text says about one computer, or about the organization. */
export interface Reading {
  readonly kind: EvidenceKindName;
  /** The computer that the text names, as written; null where it names none. */
  readonly computer: string | null;
  /**
   * Facts of the organization (accounts, NTAuth, service names, domain controllers) hold whatever computer is
   * named.
   */
  readonly scope: 'server' | 'organization';
  /** The characters about this computer, where the text has one part for each of several. */
  readonly part?: Range | null;
  readonly facts: Partial<Facts>;
}

export interface EvidenceKind {
  readonly name: EvidenceKindName;
  /**
   * Empty for a text that is not of this kind; a text that is, but says nothing of use, gives a reading
   * without facts.
   */
  read(input: EvidenceText): readonly Reading[];
}

/** Readings of facts that each name a computer, one for each computer in the order of the text. */
export function byComputer<T>(
  items: readonly T[],
  computerOf: (item: T) => string | null,
  reading: (computer: string | null, items: readonly T[]) => Reading,
): Reading[] {
  const groups = new Map<string, { computer: string | null; items: T[] }>();
  for (const item of items) {
    const computer = computerOf(item);
    const key = computer === null ? '' : computerKey(computer);
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { computer, items: [item] });
  }
  return [...groups.values()].map((group) => reading(group.computer, group.items));
}

/** Names of one computer are compared without case and up to the first dot. */
export function computerKey(name: string): string {
  return name.toLowerCase().split('.', 1)[0]!;
}
