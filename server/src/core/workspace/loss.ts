// Finds elements that edits remove although nothing else keeps in force what they say.
import type { ConfigurationFile, SectionOccurrence } from '../iis/file.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import { joinConfigurationPath } from '../iis/paths.js';
import type { FileEdit } from '../text/edit.js';
import type { XmlElement } from '../xml/tree.js';
import { childElements } from '../xml/tree.js';
import { isKept } from '../remedy/effect.js';
import type { CheckedServer } from './assembled-server.js';

interface State {
  readonly servers: readonly Pick<CheckedServer, 'configuration' | 'files' | 'hostUri'>[];
}

/** Entries of collections are what remedies are about: the end state of a list is stated as a whole. */
const directives: ReadonlySet<string> = new Set(['add', 'remove', 'clear']);

/** A sentence about the first element that is lost; null when none is. */
export function lossOf(before: State, after: State, edits: readonly FileEdit[]): string | null {
  for (const { uri, edits: ofFile } of edits) {
    for (const server of before.servers.filter(({ files }) => files.has(uri))) {
      const { configuration } = server;
      const file = fileOf(configuration, uri);
      if (!file) continue;
      const later = after.servers.find(({ hostUri }) => hostUri === server.hostUri);
      const lost = removedElements(file, ofFile).find(
        (element) => !isInForceElsewhere(element, file, configuration, later?.configuration),
      );
      if (lost) return `it would remove <${lost.name.slice(0, 60)}>, whose content would no longer apply.`;
    }
  }
  return null;
}

function fileOf({ applicationHost, placedFiles }: ServerConfiguration, uri: string): ConfigurationFile | undefined {
  return applicationHost.uri === uri ? applicationHost : [...placedFiles.keys()].find((file) => file.uri === uri);
}

/** The outermost elements that are in what is replaced and that no edit writes again, there or elsewhere. */
function removedElements({ document, configuration }: ConfigurationFile, edits: FileEdit['edits']): XmlElement[] {
  const result: XmlElement[] = [];
  const cuts = edits.map(({ range }) => range).filter(({ start, end }) => end > start);
  const pending = configuration ? [configuration] : [];
  for (let element = pending.pop(); element; element = pending.pop()) {
    const { start, end } = element.range;
    const touching = cuts.filter((cut) => cut.start < end && start < cut.end);
    if (touching.length === 0) continue;
    if (touching.some((cut) => cut.start <= start && end <= cut.end)) {
      const text = document.text.slice(start, end);
      // That the same text is elsewhere in the file says nothing: many locations write the same.
      const isWritten = edits.some(({ newText }) => newText.includes(text));
      if (!directives.has(element.name) && !isWritten) result.push(element);
    } else pending.push(...childElements(element));
  }
  return result;
}

/** True when the element says nothing, or all that it says is in force at its paths afterwards as before. */
function isInForceElsewhere(
  element: XmlElement,
  file: ConfigurationFile,
  before: ServerConfiguration,
  after: ServerConfiguration | undefined,
): boolean {
  if (saysNothing(element) || declaresTwice(element, before, file)) return true;
  const bases = file === before.applicationHost ? [''] : (before.placedFiles.get(file) ?? []);
  const concerned = file.sections.filter(({ element: own }) => isWithin(own, element) || isWithin(element, own));
  if (concerned.length === 0 || !after) return false;
  return concerned.every((occurrence) =>
    bases.every((base) => {
      const path = pathOf(base, occurrence);
      return isKept(before.section(path, occurrence.section), after.section(path, occurrence.section));
    }),
  );
}

function pathOf(base: string, { location }: SectionOccurrence): string {
  return joinConfigurationPath(base, location?.path ?? '');
}

function isWithin(inner: XmlElement, outer: XmlElement): boolean {
  return outer.range.start <= inner.range.start && inner.range.end <= outer.range.end;
}

function saysNothing(element: XmlElement): boolean {
  const pending = [element];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const isLocation = next.name === 'location';
    if (next.attributes.length > 0 && !isLocation) return false;
    pending.push(...childElements(next));
  }
  return true;
}

/** True for declarations of which every one stands elsewhere, so that IIS rejects the file for them. */
function declaresTwice(element: XmlElement, server: ServerConfiguration, file: ConfigurationFile): boolean {
  const doubled = new Set(server.doubledDeclarations(file).map((one) => one.element));
  const pending = [element];
  let isOne = false;
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.name === 'section' && !doubled.has(next)) return false;
    isOne ||= doubled.has(next);
    pending.push(...childElements(next));
  }
  return isOne;
}
