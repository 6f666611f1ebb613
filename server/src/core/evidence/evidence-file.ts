// What a file is as evidence, found out once per version of it.
import type { SslRecord } from './netsh-records.js';
import type { SourceFile } from '../text/source-file.js';
import type { XmlDocument } from '../xml/tree.js';
import { embeddedText } from './objects/clixml-text.js';
import { healthCheckersIn, type InnerFile } from './healthchecker/read.js';
import { EvidenceText, type Reading } from './kind.js';
import { readEvidence } from './kinds.js';
import { factsIn, type SourcedFacts } from './sourced.js';

/** A reading and the file that it is of. The same object for the same version of a file. */
export interface PlacedReading {
  readonly uri: string;
  readonly reading: Reading;
  /** Those of the reading, each with the uri. */
  readonly facts: SourcedFacts;
}

/** The configuration of a server that is written in evidence. */
export interface Export {
  readonly reading: PlacedReading;
  /** When it was made, in milliseconds since 1970; null where it does not say. */
  readonly generated: number | null;
  /** applicationHost.config first. */
  readonly files: readonly SourceFile[];
}

export interface EvidenceFile {
  readonly uri: string;
  readonly readings: readonly PlacedReading[];
  /** Why it was recognized and not read; null where it was read. */
  readonly unread: string | null;
  readonly exports: readonly Export[];
  readonly sslRecords: readonly SslRecord[];
}

const files = new WeakMap<SourceFile, EvidenceFile | null>();

/**
 * Null for a file that is not evidence. `document` gives the tree of its text and is requested only where it
 * begins as XML.
 */
export function evidenceFileOf(source: SourceFile, document: () => XmlDocument): EvidenceFile | null {
  const known = files.get(source);
  if (known !== undefined) return known;
  const input = new EvidenceText(source.text, document);
  const found = readEvidence(input);
  const { uri } = source;
  const readings = (found?.readings ?? []).map((reading) => ({ uri, reading, facts: factsIn(uri, reading.facts) }));
  const file = found && {
    uri,
    readings,
    unread: found.unread,
    exports: exportsIn(source, input, readings),
    sslRecords: readings.flatMap(({ facts }) => facts.sslRecords),
  };
  files.set(source, file);
  return file;
}

/**
 * The inner files under names below the outer one's, so that the file is the folder of a server, or holds one for
 * each of several.
 */
function exportsIn(source: SourceFile, input: EvidenceText, readings: readonly PlacedReading[]): Export[] {
  const found = healthCheckersIn(input);
  const fileOf = ({ location, range }: InnerFile, name: readonly string[]): SourceFile => {
    const { text, outer } = embeddedText(source.text, range);
    const uri = [source.uri, ...name.map((segment) => encodeURIComponent(segment))].join('/');
    return { uri, text, inside: { uri: source.uri, location, outer } };
  };
  const folders = new Set<string>();
  return found.flatMap(({ applicationHost, webConfigs, serverName, generated }, at): Export[] => {
    const reading = readings[at];
    if (!applicationHost || !reading) return [];
    const [name = 'server'] = segmentsOf(serverName ?? '');
    const folder = found.length === 1 ? [] : [folders.has(name) ? `${name} ${at + 1}` : name];
    folders.add(name);
    const files = [
      fileOf(applicationHost, [...folder, 'applicationHost.config']),
      ...webConfigs.map((file) => fileOf(file, [...folder, ...segmentsOf(file.location)])),
    ];
    return [{ reading, generated, files }];
  });
}

function segmentsOf(location: string): string[] {
  return location.split(/[\\/]+/).filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
}
