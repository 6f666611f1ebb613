// Notes in the text: which written values something else overrides, and which sections only repeat what holds
// anyway.
import { documentOf } from '../iis/documents.js';
import type { Origin } from '../iis/effective.js';
import { uriSegments } from '../iis/paths.js';
import { locate } from '../iis/schema/locate.js';
import type { Range } from '../text/range.js';
import { touches } from '../text/range.js';
import type { SourceFile } from '../text/source-file.js';
import type { CheckedServer } from '../workspace/assembled-server.js';
import { descendantElements } from '../xml/walk.js';
import type { InlayHint } from './answers.js';
import { effectiveOf, pathsOf, readerOf } from './located.js';

/** The notes in a range of a file. */
export function inlayHints(file: SourceFile, range: Range, servers: readonly CheckedServer[]): InlayHint[] {
  const reader = readerOf(file.uri, servers);
  if (!reader) return [];
  const hints: InlayHint[] = [];
  for (const element of descendantElements(documentOf(file))) {
    if (!touches(element.startTag, range) || element.attributes.length === 0) continue;
    const located = locate(element, reader.server.configuration.schema);
    if (!located || (located.resolved.kind !== 'section' && located.resolved.kind !== 'element')) continue;
    const paths = pathsOf(reader, element);
    for (const attribute of element.attributes) {
      const origins = paths.map((path) => {
        const effective = effectiveOf(reader, path, located, attribute.name);
        return effective?.state === 'known' ? effective.origin : null;
      });
      const [origin] = origins;
      // Where a file is read at several paths, the note must hold at all of them.
      if (!origin || !origins.every((other) => other && isElsewhere(other, file.uri, attribute.valueRange))) continue;
      hints.push({ offset: attribute.range.end, label: `overridden by ${placeName(origin)}` });
    }
  }
  return hints;
}

function isElsewhere(origin: Origin, uri: string, { start, end }: Range): boolean {
  return origin.kind !== 'schema' && !(origin.uri === uri && origin.range.start <= end && start <= origin.range.end);
}

/** `sync/web.config`, or the location in applicationHost.config. */
function placeName(origin: Origin): string {
  if (origin.kind === 'schema') return '';
  const segments = uriSegments(origin.uri);
  const file = segments.slice(-2).join('/');
  return origin.locationPath === null ? file : `location "${origin.locationPath}"`;
}
