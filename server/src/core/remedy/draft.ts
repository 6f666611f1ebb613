// What is to become of the elements of one file: wanted attributes, entries and new elements, collected
// before any text is touched.
import type { CollectionSchema } from '../iis/schema/schema.js';
import { pathKey } from '../iis/paths.js';
import type { XmlElement } from '../xml/tree.js';
import { childElements } from '../xml/tree.js';

/** A wanted value and the remedies that want it. */
export interface Wanted<T> {
  readonly value: T;
  readonly by: string[];
}

export interface WantedEntries {
  readonly schema: CollectionSchema;
  readonly entries: readonly Readonly<Record<string, string>>[];
}

/** An element that is there and is to change, or one that is to be made. */
export class Draft {
  readonly name: string;
  /** Null for a new one. */
  readonly source: XmlElement | null;
  /** null: not to be there. */
  readonly attributes = new Map<string, Wanted<string | null>>();
  entries: Wanted<WantedEntries> | null = null;
  /** The remedies that take it away with all that it holds. */
  erased: string[] | null = null;
  /** A new one is wanted although nothing is to be in it. */
  needed = false;
  /** New child elements, in the order in which they were asked for. */
  readonly added: Draft[] = [];

  constructor(name: string, source: XmlElement | null) {
    this.name = name;
    this.source = source;
  }

  /** True where nothing was asked for. */
  get isEmpty(): boolean {
    return (
      !this.needed && this.attributes.size === 0 && this.entries === null && this.added.every((child) => child.isEmpty)
    );
  }

  /** The remedies that contributed in this element and the new ones below it. */
  get by(): readonly string[] {
    const titles = [...this.attributes.values(), ...(this.entries ? [this.entries] : [])].flatMap(({ by }) => by);
    return [...new Set([...titles, ...this.added.flatMap((child) => child.by)])];
  }
}

/** The drafts of one file. */
export class FileDraft {
  readonly #configuration: XmlElement;
  readonly #existing = new Map<XmlElement, Draft>();
  readonly #newLocations = new Map<string, Draft>();

  constructor(configuration: XmlElement) {
    this.#configuration = configuration;
  }

  /** The drafts of elements that are there, in the order in which they were asked for. */
  get existing(): Iterable<Draft> {
    return this.#existing.values();
  }

  of(element: XmlElement): Draft {
    let draft = this.#existing.get(element);
    if (!draft) this.#existing.set(element, (draft = new Draft(element.name, element)));
    return draft;
  }

  /** The draft of a location that is to be created; one for all changes to a path. */
  newLocation(path: string, overrideMode: 'Allow' | 'Deny' | null, by: string): Draft {
    const key = `${overrideMode ?? ''} ${pathKey(path)}`;
    let draft = this.#newLocations.get(key);
    if (!draft) {
      draft = new Draft('location', null);
      draft.attributes.set('path', { value: path, by: [] });
      if (overrideMode) draft.attributes.set('overrideMode', { value: overrideMode, by: [] });
      this.#newLocations.set(key, draft);
      this.of(this.#configuration).added.push(draft);
    }
    draft.attributes.get('path')!.by.push(by);
    return draft;
  }

  /**
   * The element at a path of names below a draft, made where it is not there. A name that stands several
   * times is followed where it leads furthest.
   */
  below(draft: Draft, names: readonly string[]): Draft {
    let current = draft;
    let rest = names;
    if (draft.source) {
      let candidates: readonly XmlElement[] = [draft.source];
      while (rest.length > 0) {
        const next = candidates.flatMap((element) => childElements(element, rest[0]));
        if (next.length === 0) break;
        candidates = next;
        rest = rest.slice(1);
      }
      current = this.of(this.#preferred(candidates, rest));
    }
    for (const name of rest) {
      let child = current.added.find((candidate) => candidate.name === name);
      if (!child) current.added.push((child = new Draft(name, null)));
      current = child;
    }
    return current;
  }

  /** Of several groups alike the one that already takes up the next name, else the first. */
  #preferred(candidates: readonly XmlElement[], rest: readonly string[]): XmlElement {
    const taking = candidates.find((element) =>
      this.#existing.get(element)?.added.some((child) => child.name === rest[0]),
    );
    return taking ?? candidates[0]!;
  }
}

/** The element at a path of names below an element that is there; undefined where one is missing. */
export function elementBelow(element: XmlElement, names: readonly string[]): XmlElement | undefined {
  let candidates: readonly XmlElement[] = [element];
  for (const name of names) candidates = candidates.flatMap((candidate) => childElements(candidate, name));
  return candidates[0];
}
