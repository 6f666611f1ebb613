// Objects as ConvertTo-Json writes them: one, an array, or an array that Windows PowerShell wrapped in {
// value, Count }.
import { parseJson, type JsonValue } from '../../text/json.js';
import type { Range } from '../../text/range.js';
import type { EvidenceObject, ObjectValue } from './model.js';

/** The objects at the top level; empty for a text that is not JSON. */
export function readJson(text: string): EvidenceObject[] {
  const { value } = parseJson(text);
  if (value === null) return [];
  const top = valueOfJson(value);
  return (top.items ?? [top]).flatMap(({ object }) => object ?? []);
}

function valueOfJson(json: JsonValue): ObjectValue {
  const { range } = json;
  switch (json.kind) {
    case 'string':
      return scalar(json.value, range.end - range.start >= 2 ? { start: range.start + 1, end: range.end - 1 } : range);
    case 'number':
    case 'boolean':
      return scalar(String(json.value), range);
    case 'null':
      return scalar(null, range);
    case 'array':
      return { text: null, range, items: json.items.map(valueOfJson), object: null, isCut: false };
    case 'object': {
      const members = json.members.map(({ name, value }) => ({ name, value: valueOfJson(value) }));
      const named = (name: string): ObjectValue | undefined => members.find((member) => member.name === name)?.value;
      const wrapped = named('value');
      // What Windows PowerShell 5.1 makes of an array that a cmdlet returned, and of an enumeration of a
      // remote session.
      if (members.length === 2 && wrapped?.items && named('Count')) return wrapped;
      const name = named('Value');
      if (members.length === 2 && wrapped && name) return { ...wrapped, text: name.text ?? wrapped.text };
      return { text: null, range, items: null, object: { types: [], properties: members, range }, isCut: false };
    }
  }
}

function scalar(text: string | null, range: Range): ObjectValue {
  // At its depth limit ConvertTo-Json writes the name of a type, which says nothing of what was there.
  return { text, range, items: null, object: null, isCut: false };
}
