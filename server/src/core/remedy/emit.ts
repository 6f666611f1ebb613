// Turns the drafts of one file into text edits that do not overlap.
import type { TextEdit } from '../text/edit.js';
import type { CollectionSchema, ElementSchema } from '../iis/schema/schema.js';
import { readValue } from '../iis/schema/values.js';
import type { ChildPosition, Markup } from '../xml/edit.js';
import { insertChild, removeAttribute, removeElement, setAttribute } from '../xml/edit.js';
import type { XmlDocument, XmlElement } from '../xml/tree.js';
import { childElements } from '../xml/tree.js';
import type { Draft, FileDraft, WantedEntries } from './draft.js';

/** An edit and the titles of the remedies that it serves. */
export interface TitledEdit {
  readonly edit: TextEdit;
  readonly by: readonly string[];
}

/**
 * The edits of a file's drafts. An element that is left with nothing goes away, and what held nothing else
 * with it.
 */
export function emitEdits(document: XmlDocument, drafts: FileDraft): readonly TitledEdit[] {
  const result: TitledEdit[] = [];
  const vanishing = findVanishing(drafts);
  for (const [element, by] of vanishing) {
    if (element.parent !== null && vanishing.has(element.parent)) continue;
    for (const edit of removeElement(document, element)) result.push({ edit, by });
  }
  for (const draft of drafts.existing) {
    const element = draft.source!;
    if (vanishing.has(element)) continue;
    for (const [name, { value, by }] of draft.attributes) {
      const edits =
        value === null ? removeAttribute(document, element, name) : setAttribute(document, element, name, value);
      for (const edit of edits) result.push({ edit, by });
    }
    if (draft.entries) {
      const { value, by } = draft.entries;
      for (const edit of emitEntries(document, element, value)) result.push({ edit, by });
    }
    const added = draft.added.filter((child) => !child.isEmpty);
    if (added.length === 0) continue;
    const by = [...new Set(added.flatMap((child) => child.by))];
    const position = lastPosition(element, vanishing);
    for (const edit of insertChild(document, element, added.map(toMarkup), position)) result.push({ edit, by });
  }
  return result;
}

function lastPosition(element: XmlElement, vanishing: ReadonlyMap<XmlElement, readonly string[]>): ChildPosition {
  const kept = element.children.filter((child) => child.kind !== 'element' || !vanishing.has(child));
  const last = kept.at(-1);
  if (last === element.children.at(-1)) return 'last';
  return last?.kind === 'element' ? { after: last } : 'first';
}

/**
 * Elements that are removed, and those that lose their last attribute and have no content, with those around
 * them that then hold nothing.
 */
function findVanishing(drafts: FileDraft): ReadonlyMap<XmlElement, readonly string[]> {
  const byElement = new Map<XmlElement, Draft>();
  for (const draft of drafts.existing) byElement.set(draft.source!, draft);
  const vanishing = new Map<XmlElement, readonly string[]>();
  const isLeftEmpty = (element: XmlElement): boolean => {
    const draft = byElement.get(element);
    if (draft && (draft.entries !== null || draft.added.some((child) => !child.isEmpty))) return false;
    if (draft && [...draft.attributes.values()].some(({ value }) => value !== null)) return false;
    const isLocation = element.name === 'location' && element.parent?.parent === null;
    const attributesLeft = element.attributes.filter(
      ({ name }) => draft?.attributes.get(name)?.value !== null && !(isLocation && name === 'path'),
    );
    return (
      attributesLeft.length === 0 && element.children.every((child) => child.kind === 'element' && vanishing.has(child))
    );
  };
  const climb = (from: XmlElement | null, by: readonly string[]): void => {
    for (let next = from; next?.parent && isLeftEmpty(next); next = next.parent) vanishing.set(next, by);
  };
  for (const [element, { erased }] of byElement) if (erased) vanishing.set(element, erased);
  for (const [element, draft] of byElement) {
    if (draft.erased) climb(element.parent, draft.erased);
    const removing = [...draft.attributes.values()].filter(({ value }) => value === null);
    if (removing.length === 0) continue;
    climb(element, [...new Set(removing.flatMap(({ by }) => by))]);
  }
  return vanishing;
}

function toMarkup(draft: Draft): Markup {
  const attributes: Record<string, string> = {};
  for (const [name, { value }] of draft.attributes) if (value !== null) attributes[name] = value;
  const entries = draft.entries ? directives(draft.entries.value) : [];
  return {
    name: draft.name,
    attributes,
    children: [...entries, ...draft.added.filter((child) => !child.isEmpty).map(toMarkup)],
  };
}

/** What a collection is to be written as. */
function directives({ schema, entries }: WantedEntries): Markup[] {
  return [
    { name: schema.clearElement! },
    ...entries.map((attributes) => ({ name: schema.addElements[0]!, attributes })),
  ];
}

/** Makes the directives of a collection these, leaving alone those that are right and every comment. */
function emitEntries(document: XmlDocument, element: XmlElement, wanted: WantedEntries): TextEdit[] {
  const target = directives(wanted);
  const present = directiveElements(element, wanted.schema);
  const kept = commonSequence(present, target, (a, b) => isWrittenAs(a, b, wanted.schema.entry));
  const edits: TextEdit[] = [];
  const keptElements = new Set(kept.map(([index]) => present[index]!));
  for (const directive of present) {
    if (!keptElements.has(directive)) edits.push(...removeElement(document, directive));
  }
  let position: ChildPosition = 'first';
  let pending: Markup[] = [];
  const flush = (): void => {
    edits.push(...insertChild(document, element, pending, position));
    pending = [];
  };
  const keptAt = new Map(kept.map(([index, at]) => [at, present[index]!]));
  target.forEach((markup, at) => {
    const standing = keptAt.get(at);
    if (!standing) {
      pending.push(markup);
      return;
    }
    flush();
    position = { after: standing };
  });
  flush();
  return edits;
}

/** The add, remove and clear directives of a collection element. */
export function directiveElements(element: XmlElement, schema: CollectionSchema): XmlElement[] {
  return childElements(element).filter(
    ({ name }) => name === schema.clearElement || name === schema.removeElement || schema.addElements.includes(name),
  );
}

/** True when a collection element is written as `<clear />` and exactly these entries already. */
export function hasEntries(element: XmlElement, wanted: WantedEntries): boolean {
  const present = directiveElements(element, wanted.schema);
  const target = directives(wanted);
  return (
    present.length === target.length &&
    present.every((child, at) => isWrittenAs(child, target[at]!, wanted.schema.entry))
  );
}

function isWrittenAs(element: XmlElement, markup: Markup, schema: ElementSchema): boolean {
  const attributes = Object.entries(markup.attributes ?? {});
  return (
    element.name === markup.name &&
    childElements(element).length === 0 &&
    element.attributes.length === attributes.length &&
    attributes.every(([name, value]) =>
      element.attributes.some(
        (attribute) => attribute.name === name && sameValue(schema, name, attribute.value, value),
      ),
    )
  );
}

/** True when two texts are the same value of an attribute. */
export function sameValue(schema: ElementSchema, attribute: string, a: string, b: string): boolean {
  if (a === b) return true;
  const type = schema.attributes.get(attribute);
  if (!type) return false;
  if (type.type === 'string')
    return !type.caseSensitive && (type.isUniqueKey || type.isCombinedKey) && a.toLowerCase() === b.toLowerCase();
  const first = readValue(type, a);
  const second = readValue(type, b);
  return first.ok && second.ok && first.canonical === second.canonical;
}

/** The longest common subsequence as pairs of indexes. */
function commonSequence<A, B>(a: readonly A[], b: readonly B[], same: (a: A, b: B) => boolean): [number, number][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i]![j] = same(a[i]!, b[j]!)
        ? lengths[i + 1]![j + 1]! + 1
        : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (same(a[i]!, b[j]!)) pairs.push([i++, j++]);
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}
