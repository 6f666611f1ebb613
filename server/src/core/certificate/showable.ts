// Text from certificates made safe to look at: control characters, bidirectional overrides and invisible ones
// become visible.

/**
 * Controls, soft hyphen, zero-width and bidirectional characters, separators, unpaired surrogates,
 * non-characters, tags.
 */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/g;

/**
 * The text with every character that hides or reorders others written as `⟨U+202E⟩`, cut at `limit`
 * characters. What comes out is one line and says what the bytes say; markup in it is still markup and is for
 * the view to escape.
 */
export function showable(text: string, limit = 1000): string {
  const cut = text.length > limit ? text.slice(0, limit) : text;
  const shown = cut.replace(
    INVISIBLE,
    (character) => `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
  return cut.length < text.length ? `${shown}… (${text.length} characters)` : shown;
}
