// Findings in files that are written inside another file, moved to the characters of the outer file that
// stand for the place.
import type { ServerVerdict } from '../lint/analysis.js';
import type { Finding } from '../rules/finding.js';
import { LineIndex } from '../text/line-index.js';
import type { Place, Within } from '../text/range.js';
import type { Containment, SourceFile } from '../text/source-file.js';

interface Inner {
  readonly inside: Containment;
  readonly lines: LineIndex;
}

/** Moves places of inner files; everything else stays as it is. */
export class InnerPlaces {
  readonly #files = new Map<string, Inner>();

  constructor(files: readonly SourceFile[]) {
    for (const { uri, text, inside } of files) if (inside) this.#files.set(uri, { inside, lines: new LineIndex(text) });
  }

  get isEmpty(): boolean {
    return this.#files.size === 0;
  }

  /** The uri of a file that a host has. */
  outerUri(uri: string): string {
    return this.#files.get(uri)?.inside.uri ?? uri;
  }

  place<T extends Place>(place: T): T & { readonly within?: Within } {
    const inner = this.#files.get(place.uri);
    if (!inner) return place;
    const { uri, location, outer } = inner.inside;
    const within = { path: location, ...inner.lines.positionAt(place.range.start) };
    return { ...place, uri, range: outer(place.range), within };
  }

  finding(finding: Finding): Finding {
    if (this.isEmpty) return finding;
    return { ...this.place(finding), evidence: finding.evidence.map((note) => this.place(note)) };
  }

  verdict(verdict: ServerVerdict): ServerVerdict {
    if (this.isEmpty) return verdict;
    const { termination, files } = verdict;
    return {
      ...verdict,
      applicationHost: this.outerUri(verdict.applicationHost),
      termination: {
        ...termination,
        evidence: termination.evidence.map((note) => this.place(note)),
        virtualDirectories: termination.virtualDirectories.map((directory) => ({
          ...directory,
          place: this.place(directory.place),
          decidedAt: directory.decidedAt && this.place(directory.decidedAt),
        })),
      },
      ...(files ? { files: [...new Set(files.map((uri) => this.outerUri(uri)))] } : {}),
    };
  }
}
