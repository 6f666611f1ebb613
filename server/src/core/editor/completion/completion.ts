// What may be written at a place: elements, attributes and values, from the schema and from the server
// itself.
import type { SourceFile } from '../../text/source-file.js';
import type { CompletionItem } from '../answers.js';
import { Declarations } from '../../iis/declarations.js';
import { builtinSchema } from '../../iis/schema/builtin.js';
import type { Range } from '../../text/range.js';
import { documentOf } from '../../iis/documents.js';
import type { CheckedServer } from '../../workspace/assembled-server.js';
import type { XmlAttribute, XmlDocument, XmlElement } from '../../xml/tree.js';
import { isSpace } from '../../xml/characters.js';
import { descendantElements, isUnfinished, spotAt } from '../../xml/walk.js';
import { readerOf } from '../located.js';
import { attributeItems } from './attributes.js';
import { elementItems } from './elements.js';
import type { Place } from './place.js';
import { suppressionItems, type NamedRule } from './suppression-items.js';
import { valueItems } from './values.js';

export function completionAt(
  file: SourceFile,
  offset: number,
  servers: readonly CheckedServer[],
  rules: readonly NamedRule[] = [],
): readonly CompletionItem[] {
  const document = documentOf(file);
  const reader = readerOf(file.uri, servers);
  const place: Place = {
    document,
    offset,
    schema: reader?.server.configuration.schema ?? builtinSchema,
    declarations: reader?.file.declarations ?? Declarations.builtin,
    reader,
  };
  const { part, element, attribute, node } = spotAt(document, offset);
  switch (part) {
    case 'content': {
      const closing = endTagAround(document.text, offset);
      if (closing) return closingItems(document, closing, element);
      return element ? elementItems(element, wordBefore(document.text, offset, true), place) : [];
    }
    case 'name': {
      if (!element?.parent) return [];
      // Of an element that has only its name so far, everything is still to be written.
      const { nameRange, range, attributes } = element;
      return isUnfinished(document, element) && attributes.length === 0
        ? elementItems(element.parent, { start: range.start, end: nameRange.end }, place)
        : elementItems(element.parent, nameRange, place, true);
    }
    case 'startTag': {
      const open = element?.attributes.find((one) => isOpenBefore(document, one, offset));
      if (element && open) return valueItems(element, open, place).filter(({ edit }) => edit.range.end >= offset);
      const word = wordBefore(document.text, offset, false);
      const isApart = isSpace(document.text.charCodeAt(word.start - 1));
      return element && isApart ? attributeItems(element, word, null, place) : [];
    }
    case 'attributeName':
      return element && attribute ? attributeItems(element, attribute.nameRange, attribute, place) : [];
    case 'attributeValue':
      return element && attribute ? valueItems(element, attribute, place) : [];
    case 'endTag': {
      const closing = endTagAround(document.text, offset);
      return closing ? closingItems(document, closing, element) : [];
    }
    case 'comment':
      return node?.kind === 'comment' ? suppressionItems(node, place, rules) : [];
    case 'cdata':
    case 'instruction':
      return [];
  }
}

/**
 * True for a value without its closing quote that only blanks on its line part from the caret: they are typed
 * as part of it.
 */
function isOpenBefore({ text }: XmlDocument, { quote, valueRange }: XmlAttribute, offset: number): boolean {
  return quote !== null && text[valueRange.end] !== quote && /^[ \t]+$/.test(text.slice(valueRange.end, offset));
}

/**
 * The end tag that is being written around the caret: `</`, what there is of a name, and `>` if it is there.
 */
function endTagAround(text: string, offset: number): Range | null {
  const { start } = wordBefore(text, offset, false);
  if (!text.startsWith('</', start - 2)) return null;
  let end = offset;
  while (end < text.length && nameCharacter.test(text[end]!)) end++;
  return { start: start - 2, end: text[end] === '>' ? end + 1 : end };
}

/** The end of the element that an end tag closes; of the innermost one where it has the name of none. */
function closingItems(document: XmlDocument, range: Range, innermost: XmlElement | null): CompletionItem[] {
  let element = innermost;
  for (const one of descendantElements(document)) if (one.endTag?.start === range.start) element = one;
  if (!element) return [];
  const tag = `</${element.name}>`;
  return [{ label: tag, kind: 'closing', edit: { range, newText: tag } }];
}

const nameCharacter = /[\w.:-]/;

/** The name characters before the caret, with the `<` before them where an element is begun. */
function wordBefore(text: string, offset: number, withBracket: boolean): Range {
  let start = offset;
  while (start > 0 && nameCharacter.test(text[start - 1]!)) start--;
  if (withBracket && text[start - 1] === '<') start--;
  return { start, end: offset };
}
