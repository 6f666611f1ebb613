// Says in Markdown what an effective value is, where it comes from and who else contributed: the words of
// hovers and descriptions.
import type { Effective, Origin } from '../iis/effective.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import { fileNameOf } from '../iis/paths.js';
import { markdownCode, markdownText } from '../text/markdown-escape.js';
import { LineIndex } from '../text/line-index.js';
import type { Place } from '../text/range.js';

/** The texts that places are in. */
export type Texts = ReadonlyMap<string, string>;

const indexes = new WeakMap<Texts, Map<string, LineIndex>>();

/** The one-based line of a place. */
export function lineOf(place: Place, texts: Texts): number {
  let byUri = indexes.get(texts);
  if (!byUri) indexes.set(texts, (byUri = new Map<string, LineIndex>()));
  let index = byUri.get(place.uri);
  if (!index) byUri.set(place.uri, (index = new LineIndex(texts.get(place.uri) ?? '')));
  return index.positionAt(place.range.start).line + 1;
}

/**
 * `applicationHost.config:123` as a link that an editor follows; plain text where the uri is not an address.
 */
export function placeLink(place: Place, texts: Texts): string {
  const line = lineOf(place, texts);
  const label = `${fileNameOf(place.uri)}:${line}`;
  if (!/^[a-z][a-z0-9+.-]*:/i.test(place.uri)) return markdownText(label);
  // An address in angle brackets ends at the first `>`; nothing else in it can end it.
  return `[${markdownText(label)}](<${place.uri.replace(/[<>\s]/g, encodeURIComponent)}#L${line}>)`;
}

/** A value as a code span; an empty one is said in words. */
export function valueText(effective: Effective<string>): string {
  if (effective.state === 'unknown') return 'unknown';
  return effective.value === '' ? 'not set' : markdownCode(effective.value);
}

/** `its own location`, `inherited from Default Web Site`, `the default of IIS`. */
export function originText(effective: Effective<unknown>, configurationPath: string, texts: Texts): string {
  const { origin } = effective;
  if (origin.kind === 'schema') return 'the IIS default';
  const link = placeLink(origin, texts);
  return origin.configurationPath.toLowerCase() === configurationPath.toLowerCase()
    ? `set here, ${link}`
    : `inherited from ${levelText(origin.configurationPath)}, ${link}`;
}

function levelText(configurationPath: string): string {
  return configurationPath === '' ? 'the server level' : markdownCode(configurationPath);
}

/** One line for each place that contributed, outermost first, the schema's default before them. */
export function trailLines(effective: Effective<string>, defaultValue: string | null, texts: Texts): string[] {
  const lines = defaultValue === null || defaultValue === '' ? [] : [`1. ${markdownCode(defaultValue)} by default`];
  for (const origin of effective.trail) {
    if (origin.kind === 'schema') continue;
    lines.push(
      `1. ${markdownCode(writtenAt(origin, texts))} at ${levelText(origin.configurationPath)}, ${placeLink(origin, texts)}`,
    );
  }
  return lines;
}

/** What is in the file at an origin, at most a line's worth. */
function writtenAt(origin: Origin & { kind: 'section' | 'location' }, texts: Texts): string {
  const text = (texts.get(origin.uri) ?? '').slice(origin.range.start, origin.range.end);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/**
 * Whether files below may write a section, in a sentence; null for a section that they may and always could.
 */
export function lockText(
  configuration: ServerConfiguration,
  configurationPath: string,
  section: string,
  texts: Texts,
): string | null {
  const { mode, by } = configuration.override(configurationPath, section);
  if (mode === 'Allow')
    return by === null ? null : `Unlocked (${placeLink(by, texts)}): a web.config can set this section.`;
  const where = by === null ? '' : ` (${placeLink(by, texts)})`;
  if (mode === 'Unknown' && configuration.applicationHost.isCut)
    return 'Unknown whether a web.config can set this section: applicationHost.config ends early.';
  if (mode === 'Unknown')
    return `Unknown whether a web.config can set this section${where}: a name or value is unclear.`;
  return `Locked${where}: only applicationHost.config can set this section.`;
}
