// Which characters XML 1.0 (fifth edition) allows where: white space, names, and characters at all.

const SPACE = 1;
const NAME_START = 2;
const NAME = 4;

/** The classes of the ASCII characters: every other character is looked up by its ranges. */
const ascii = new Uint8Array(128);
for (const code of [9, 10, 13, 32]) ascii[code] = SPACE;
for (let code = 48; code <= 57; code++) ascii[code] = NAME;
for (let code = 65; code <= 90; code++) ascii[code] = ascii[code + 32] = NAME_START | NAME;
ascii[45] = ascii[46] = NAME;
ascii[58] = ascii[95] = NAME_START | NAME;

/** Production 3, `S`: space, tab, line feed, carriage return. NaN (past the end of a text) is not one. */
export function isSpace(code: number): boolean {
  return code === 32 || (code <= 13 && (code === 10 || code === 9 || code === 13));
}

/** The ranges of production 4, `NameStartChar`, beyond ASCII and inside the basic plane. */
function isWideNameStart(code: number): boolean {
  return (
    (code >= 0xc0 && code <= 0x2ff && code !== 0xd7 && code !== 0xf7) ||
    (code >= 0x370 && code <= 0x1fff && code !== 0x37e) ||
    code === 0x200c ||
    code === 0x200d ||
    (code >= 0x2070 && code <= 0x218f) ||
    (code >= 0x2c00 && code <= 0x2fef) ||
    (code >= 0x3001 && code <= 0xd7ff) ||
    (code >= 0xf900 && code <= 0xfdcf) ||
    (code >= 0xfdf0 && code <= 0xfffd)
  );
}

/**
 * True at a surrogate pair of U+10000 to U+EFFFF, the characters outside the basic plane that names may hold.
 */
function isNamePair(text: string, offset: number, code: number): boolean {
  if (code < 0xd800 || code > 0xdb7f) return false;
  const low = text.charCodeAt(offset + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}

/** True where a name may start (production 4). */
export function isNameStartAt(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  if (code < 128) return (ascii[code]! & NAME_START) !== 0;
  return isWideNameStart(code) || isNamePair(text, offset, code);
}

/** The offset after the name characters (production 4a) that stand from `offset` on. */
export function skipNameCharacters(text: string, offset: number): number {
  for (let i = offset; ; i++) {
    const code = text.charCodeAt(i);
    if (code < 128) {
      if ((ascii[code]! & NAME) === 0) return i;
    } else if (isNamePair(text, i, code)) {
      i++;
    } else if (
      !isWideNameStart(code) &&
      code !== 0xb7 &&
      !(code >= 0x300 && code <= 0x36f) &&
      code !== 0x203f &&
      code !== 0x2040
    ) {
      return i;
    }
  }
}

/** The offset after the white space that stands from `offset` on. */
export function skipSpace(text: string, offset: number): number {
  let i = offset;
  while (isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** The offset of the white space that stands up to `offset`. */
export function skipSpaceBack(text: string, offset: number): number {
  let i = offset;
  while (isSpace(text.charCodeAt(i - 1))) i--;
  return i;
}

/** True for a code point that production 2, `Char`, allows. */
export function isCharacter(codePoint: number): boolean {
  return (
    (codePoint >= 0x20 && codePoint <= 0xd7ff) ||
    codePoint === 9 ||
    codePoint === 10 ||
    codePoint === 13 ||
    (codePoint >= 0xe000 && codePoint <= 0xfffd) ||
    (codePoint >= 0x10000 && codePoint <= 0x10ffff)
  );
}

/**
 * Runs of characters outside production 2: control characters, U+FFFE, U+FFFF, and halves of surrogate pairs.
 */
export const illegalRun = /(?:[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff])+/gu;
