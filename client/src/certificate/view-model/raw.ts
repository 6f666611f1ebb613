// The bytes of an object as a tree of ASN.1, handed out level by level.
import type { Say } from '../../../../server/src/core/text/phrase-book.js';
import { asn1Children, asn1Path, asn1Roots } from '../../../../server/src/core/certificate/der/tree.js';
import type { Asn1Node, Asn1Nodes } from '../../../../server/src/core/certificate/der/tree.js';
import type { CertificateModel } from '../../../../server/src/core/certificate/model.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';
import type { Asn1Answer, Asn1Item } from '../../webview/messages.js';

/** So many elements of one level at once. */
const LIMIT = 200;

const CHALLENGE_PASSWORD = '1.2.840.113549.1.9.7';

/** The bytes that may be shown: the challenge password of a request is a secret and becomes asterisks. */
export function shownBytes(model: CertificateModel): { readonly bytes: Uint8Array; readonly masked: boolean } {
  if (model.kind !== 'request') return { bytes: model.der, masked: false };
  const secrets = model.attributes.filter(({ oid }) => oid === CHALLENGE_PASSWORD);
  if (secrets.length === 0) return { bytes: model.der, masked: false };
  const bytes = Uint8Array.from(model.der);
  for (const { span } of secrets) maskStrings(bytes, span.start, span.end);
  return { bytes, masked: true };
}

/** Leaves the structure and overwrites the content of every primitive but object identifiers. */
function maskStrings(bytes: Uint8Array, start: number, end: number): void {
  for (let at = start; at < end;) {
    const leaf = asn1Path(bytes, at).at(-1);
    if (leaf === undefined) return;
    if (leaf.children !== null) {
      at = Math.max(at + 1, leaf.contentStart);
      continue;
    }
    if (leaf.type !== 'OBJECT IDENTIFIER') bytes.fill(0x2a, leaf.contentStart, leaf.contentEnd);
    at = Math.max(at + 1, leaf.end);
  }
}

/** The elements below the one that starts at `parent`, or the outermost for -1. */
export function asn1Answer(bytes: Uint8Array, parent: number, from: number | null, say: Say): Asn1Answer {
  if (parent < 0) return answer(parent, asn1Roots(bytes, LIMIT), say);
  const node = elementAt(bytes, parent);
  if (node === null) return { parent, items: [], rest: null, problem: null };
  return answer(parent, from === null ? asn1Children(bytes, node, LIMIT) : asn1Children(bytes, node, LIMIT, from), say);
}

/**
 * The element whose first byte that is; the outer of two that start together cannot be, as each has a header.
 */
function elementAt(bytes: Uint8Array, start: number): Asn1Node | null {
  return asn1Path(bytes, start).find((node) => node.start === start) ?? null;
}

function answer(parent: number, { nodes, rest, problem }: Asn1Nodes, say: Say): Asn1Answer {
  return {
    parent,
    items: nodes.map(item),
    rest,
    problem: problem === null ? null : showable(say(problem.message), 200),
  };
}

function item({ start, contentStart, end, depth, type, text, oidName, children }: Asn1Node): Asn1Item {
  return {
    start,
    contentStart,
    end,
    depth,
    type,
    text: text === null ? '' : showable(text, 200),
    name: oidName,
    children: children !== null,
  };
}
