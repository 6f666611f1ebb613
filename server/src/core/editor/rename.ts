// Renames a site or an application pool everywhere in the files of its server.
import { documentOf } from '../iis/documents.js';
import { samePath } from '../iis/paths.js';
import type { FileEdit, TextEdit } from '../text/edit.js';
import type { Obstacle } from '../text/obstacle.js';
import type { Range } from '../text/range.js';
import type { SourceFile } from '../text/source-file.js';
import type { CheckedServer } from '../workspace/assembled-server.js';
import { escapeAttribute } from '../xml/escape.js';
import { spotAt } from '../xml/walk.js';
import { readerOf } from './located.js';
import { declaredNames, placesOfThing, thingNamed, type NamePlace, type Thing } from './named-things.js';

interface Renamable extends Thing {
  readonly kind: 'site' | 'pool';
  readonly server: CheckedServer;
  readonly places: readonly NamePlace[];
  /** The name at the offset that was requested. */
  readonly range: Range;
}

function renamableAt(file: SourceFile, offset: number, servers: readonly CheckedServer[]): Renamable | null {
  const reader = readerOf(file.uri, servers);
  const { element, attribute, part } = spotAt(documentOf(file), offset);
  if (!reader || !element || !attribute || part !== 'attributeValue') return null;
  const thing = thingNamed(element, attribute);
  if (!thing || thing.kind === 'module') return null;
  const places = placesOfThing(reader.server, thing);
  const here = places.find(({ uri, range }) => uri === file.uri && range.start <= offset && offset <= range.end);
  const isDeclared = places.some(({ declares }) => declares);
  return here && isDeclared ? { ...thing, kind: thing.kind, server: reader.server, places, range: here.range } : null;
}

/** The name that would be renamed; null where nothing can be. */
export function renameRange(file: SourceFile, offset: number, servers: readonly CheckedServer[]): Range | null {
  return renamableAt(file, offset, servers)?.range ?? null;
}

/** Sections that a web.config or location names the site in are edited together with its declaration. */
export function renameEdits(
  file: SourceFile,
  offset: number,
  newName: string,
  servers: readonly CheckedServer[],
): readonly FileEdit[] | Obstacle {
  const renamable = renamableAt(file, offset, servers);
  if (!renamable) return { problem: 'Only a site or an application pool can be renamed.' };
  const { kind, name, server, places } = renamable;
  const noun = kind === 'site' ? 'site' : 'application pool';
  const invalid = invalidNamePart(kind, newName);
  if (invalid !== null) return { problem: `A name of ${kind === 'site' ? 'a' : 'an'} ${noun} cannot ${invalid}.` };
  const taken = declaredNames(server, kind).some((other) => samePath(other, newName) && !samePath(other, name));
  if (taken) return { problem: `This server already has ${kind === 'site' ? 'a' : 'an'} ${noun} "${newName}".` };
  // Right inside both kinds of quotes.
  const newText = escapeAttribute(newName).replaceAll("'", '&apos;');
  const edits = new Map<string, TextEdit[]>();
  for (const { uri, range } of places) {
    const list = edits.get(uri) ?? [];
    list.push({ range, newText });
    edits.set(uri, list);
  }
  return [...edits].map(([uri, list]) => ({ uri, edits: list }));
}

/** What IIS does not allow in such a name, as the end of "cannot …"; null for a name that it allows. */
function invalidNamePart(kind: 'site' | 'pool', name: string): string | null {
  if (name.trim() === '' || name !== name.trim()) return 'be empty or begin or end with a blank';
  const character = (kind === 'site' ? /[\\/?;:@&=+$,|"<>*\p{Cc}]/u : /[\\/"|<>:*?\][+=;,@&\p{Cc}]/u).exec(name)?.[0];
  return character === undefined
    ? null
    : /\p{Cc}/u.test(character)
      ? 'hold a control character'
      : `hold "${character}"`;
}
