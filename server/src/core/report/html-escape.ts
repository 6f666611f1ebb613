// Text that HTML shows as it is, in content and in attribute values.

/**
 * Characters that HTML does not have become U+FFFD; marks that turn the direction of text are shown as such.
 */
export function htmlText(text: string): string {
  let result = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const entity = entities.get(character);
    if (entity !== undefined) result += entity;
    else if (code < 0x20 && code !== 9 && code !== 10 && code !== 13) result += '\ufffd';
    else if ((code >= 0x7f && code <= 0x9f) || (code >= 0xd800 && code <= 0xdfff)) result += '\ufffd';
    else if (
      (code >= 0x202a && code <= 0x202e) ||
      (code >= 0x2066 && code <= 0x2069) ||
      code === 0x200e ||
      code === 0x200f
    ) {
      result += '\ufffd';
    } else result += character;
  }
  return result;
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);
