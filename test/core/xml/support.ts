// What the tests of the XML tree share: a short picture of a tree, and the checks that every tree has to
// pass.
import assert from 'node:assert/strict';
import { contains } from '../../../server/src/core/text/range.js';
import type { XmlDocument, XmlElement, XmlNode } from '../../../server/src/core/xml/tree.js';
import { descendants } from '../../../server/src/core/xml/walk.js';

/** A tree as one line: `a(b[x=1] #"text" c)`; comments as `!`, instructions as `?`, CDATA as `%"…"`. */
export function outline(nodes: readonly XmlNode[]): string {
  const one = (node: XmlNode): string => {
    switch (node.kind) {
      case 'comment':
        return '!';
      case 'instruction':
        return `?${node.target}`;
      case 'text':
        return `#${JSON.stringify(node.text.trim())}`;
      case 'cdata':
        return `%${JSON.stringify(node.text)}`;
      case 'element': {
        const attributes = node.attributes.map(({ name, value }) => `${name}=${value}`).join(' ');
        const children = node.children.length === 0 ? '' : `(${outline(node.children)})`;
        return node.name + (attributes === '' ? '' : `[${attributes}]`) + children;
      }
    }
  };
  return nodes.map(one).join(' ');
}

/** The errors as `code:text at their range`. */
export function errorsOf(document: XmlDocument): string[] {
  return document.errors.map(({ code, range }) => `${code}:${document.text.slice(range.start, range.end)}`);
}

/**
 * `assert.ok`, but the message is made only when it is needed: the checks run on documents with a million
 * nodes.
 */
function check(holds: boolean, message: () => string): asserts holds {
  if (!holds) assert.fail(message());
}

/** Fails unless every range lies in the text, nests, is in order and shows what it claims. */
export function checkDocument(document: XmlDocument): void {
  const { text } = document;
  const whole = { start: 0, end: text.length };
  let last = { start: 0, end: 0 };
  for (const { code, message, range, related } of document.errors) {
    check(
      related === undefined || contains(whole, related.range),
      () => `${code}: the related place lies outside the text`,
    );
    check(contains(whole, range) && range.start <= range.end, () => `${code} lies outside the text`);
    check(
      range.start > last.start || (range.start === last.start && range.end >= last.end),
      () => `${code} is out of order`,
    );
    check(message.length < 400 && message.endsWith('.'), () => `${code}: '${message}' is no sentence`);
    last = range;
  }
  const ends = new Map<XmlElement | null, number>();
  for (const node of descendants(document)) {
    const { start, end } = node.range;
    check(start >= 0 && start < end && end <= text.length, () => `a ${node.kind} lies outside the text`);
    if (node.kind === 'element') checkElement(text, node);
    else if (node.kind === 'text') assert.match(text.slice(start, end), /[^ \t\r\n]/);
    if (node.kind === 'element' && node.parent === null) {
      check((ends.get(null) ?? 0) <= start, () => `<${node.name}> overlaps the node before it`);
      ends.set(null, end);
    }
  }
  assert.equal(document.root, document.nodes.find((node) => node.kind === 'element') ?? null);
}

function checkElement(text: string, element: XmlElement): void {
  const { name, nameRange, range, startTag, endTag, selfClosing, attributes, children } = element;
  const fail = (what: string) => () => `<${name}> at ${range.start}: ${what}`;
  check(text[range.start] === '<' && nameRange.start === range.start + 1, fail('does not start with <'));
  check(text.slice(nameRange.start, nameRange.end) === name, fail('the range of the name is wrong'));
  check(
    startTag.start === range.start && startTag.end >= nameRange.end && startTag.end <= range.end,
    fail('start tag'),
  );
  if (endTag !== null) {
    check(endTag.end === range.end && endTag.start >= startTag.end, fail('the range of the end tag is wrong'));
    check(/^<[/\p{L}_:]/u.test(text.slice(endTag.start, endTag.start + 3)), fail('the end tag is none'));
  }
  if (selfClosing) {
    check(endTag === null && children.length === 0, fail('is not empty'));
    check(/\/\s*>$/.test(text.slice(startTag.start, startTag.end)), fail('does not end with />'));
  }
  let at = nameRange.end;
  for (const attribute of attributes) {
    check(attribute.range.start >= at && attribute.range.end <= startTag.end, fail('attributes overlap'));
    check(attribute.nameRange.start === attribute.range.start, fail('an attribute does not start with its name'));
    check(text.slice(attribute.nameRange.start, attribute.nameRange.end) === attribute.name, fail('attribute name'));
    check(attribute.valueRange.start >= attribute.nameRange.end, fail('a value stands before its name'));
    check(contains(attribute.range, attribute.valueRange), fail('a value lies outside its attribute'));
    check(attribute.quote === null || text[attribute.valueRange.start - 1] === attribute.quote, fail('quote'));
    at = attribute.range.end;
  }
  let end = startTag.end;
  for (const child of children) {
    check(child.range.start >= end, fail('a child overlaps what stands before it'));
    end = child.range.end;
    check(child.kind !== 'element' || child.parent === element, fail('a child has another parent'));
  }
  check(end <= (endTag?.start ?? range.end), fail('a child lies outside it'));
}
