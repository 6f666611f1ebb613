// Glob patterns: the few forms that leaving out files needs, in linear space and without a matcher of 25 KB.

/**
 * Matches items one by one; a star stands for any number of them. Only the last star that was passed is ever
 * tried again, so a hostile pattern costs the product of the lengths at most.
 */
function matches(
  pattern: readonly string[],
  items: readonly string[],
  star: string,
  isMatch: (part: string, item: string) => boolean,
): boolean {
  let at = 0;
  let afterStar = -1;
  let retry = 0;
  for (let item = 0; item < items.length;) {
    const part = pattern[at];
    if (part === star) {
      afterStar = ++at;
      retry = item;
    } else if (part !== undefined && isMatch(part, items[item]!)) {
      at++;
      item++;
    } else if (afterStar >= 0) {
      at = afterStar;
      item = ++retry;
    } else return false;
  }
  while (pattern[at] === star) at++;
  return at === pattern.length;
}

const isName = (pattern: string, name: string): boolean =>
  matches(Array.from(pattern), Array.from(name), '*', (part, character) => part === '?' || part === character);

/**
 * `*` and `?` stay within a name, `**` stands for any number of folders. The pattern matches a whole path
 * with `/`, without case; one without a slash matches the last name of a path.
 */
export function globTest(pattern: string): (path: string) => boolean {
  const parts = pattern.toLowerCase().split('/');
  return (path) => {
    const names = path.toLowerCase().split('/');
    return matches(parts, parts.length === 1 ? names.slice(-1) : names, '**', isName);
  };
}
