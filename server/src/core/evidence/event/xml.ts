// Events as XML: with the root that Event Viewer writes, or one after the other as wevtutil does.
import { parseXml } from '../../xml/parse.js';
import { attributeOf, childElements, type XmlElement } from '../../xml/tree.js';
import type { EvidenceText } from '../kind.js';
import type { RawEvent } from './fact.js';

const opening = '<Events>';

export function eventsOfXml(input: EvidenceText): RawEvent[] {
  const { root } = input.document;
  if (root?.name === 'Events') return childElements(root, 'Event').flatMap((event) => eventOf(event, 0) ?? []);
  if (root?.name !== 'Event') return [];
  // Without a root only the first event would be the document; a declaration above them all would be
  // misplaced below one.
  const text = input.text.replace(/^(\s*)(<\?[^>]{0,200}\?>)/, (all) => ' '.repeat(all.length));
  const wrapped = parseXml(`${opening}${text}</Events>`).root;
  return wrapped ? childElements(wrapped, 'Event').flatMap((event) => eventOf(event, opening.length) ?? []) : [];
}

/** `shift`: what the tree has in front of the text. */
function eventOf(event: XmlElement, shift: number): RawEvent | null {
  const [system] = childElements(event, 'System');
  const [provider] = system ? childElements(system, 'Provider') : [];
  const [id] = system ? childElements(system, 'EventID') : [];
  if (!system || !provider || !id) return null;
  const number = contentOf(id).trim();
  if (!/^\d{1,6}$/.test(number)) return null;
  const [time] = childElements(system, 'TimeCreated');
  const [computer] = childElements(system, 'Computer');
  const data = new Map<string, string>();
  const values: string[] = [];
  for (const part of [...childElements(event, 'EventData'), ...childElements(event, 'UserData')]) {
    collectData(part, data, values, 0);
  }
  const start = id.startTag.end - shift;
  return {
    provider: attributeOf(provider, 'Name')?.value ?? attributeOf(provider, 'EventSourceName')?.value ?? '',
    id: Number(number),
    computer: computer ? contentOf(computer).trim() || null : null,
    time: (time && attributeOf(time, 'SystemTime')?.value) ?? null,
    message: values.join('\n'),
    data,
    range: { start, end: (id.endTag?.start ?? id.range.end) - shift },
  };
}

/** `<Data Name="…">` and the elements of UserData, by their names in lower case. */
function collectData(element: XmlElement, into: Map<string, string>, values: string[], depth: number): void {
  for (const child of childElements(element)) {
    const text = contentOf(child).trim();
    const name = attributeOf(child, 'Name')?.value ?? child.name;
    if (text !== '') {
      values.push(text);
      if (!into.has(name.toLowerCase())) into.set(name.toLowerCase(), text);
    }
    if (depth < 8) collectData(child, into, values, depth + 1);
  }
}

function contentOf(element: XmlElement): string {
  return element.children.map((child) => (child.kind === 'text' || child.kind === 'cdata' ? child.text : '')).join('');
}
