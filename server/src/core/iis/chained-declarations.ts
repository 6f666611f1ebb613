// Sections that a web.config declares although a web.config above it does, which IIS rejects.
import type { DoubledDeclaration } from './declarations.js';
import type { ConfigurationFile } from './file.js';

/**
 * What a web.config declares again below others (`above`, outermost first). A file that is read at several
 * levels, as the one of owa and owa/Calendar, does not count against itself: Exchange runs so.
 */
export function declaredAgain(
  { uri, declarations }: ConfigurationFile,
  above: readonly ConfigurationFile[],
): readonly DoubledDeclaration[] {
  if (above.length === 0) return [];
  return [...declarations.own.values()].flatMap(({ path, element }) => {
    const first = above.find((file) => file.uri !== uri && file.declarations.own.has(path));
    return first ? [{ path, element, first: first.declarations.own.get(path)!.place }] : [];
  });
}
