// Makes the page of a path: every section with its values, the places that set them, and the findings about
// them.
import type { ServerConfiguration } from '../iis/configuration.js';
import type { Effective, Origin } from '../iis/effective.js';
import type { EffectiveElement, EffectiveEntry } from '../iis/effective-element.js';
import { fileNameOf, joinConfigurationPath, samePath } from '../iis/paths.js';
import type {
  Compared,
  EffectivePage,
  EntryField,
  PageCollection,
  PageEntry,
  PageFinding,
  PageOrigin,
  PageSection,
  PageSetting,
} from '../report/effective-page.js';
import type { AttributeSchema, CollectionSchema } from '../iis/schema/schema.js';
import type { Finding } from '../rules/finding.js';
import { LineIndex } from '../text/line-index.js';
import { contains, touches, type Place, type Within } from '../text/range.js';
import { isChangeable, isOrdered, isRemovable } from './change-entries.js';
import { isPlaced } from './change-setting.js';
import { clipped, entryText, hidden } from './entry-text.js';
import { featuresOf } from './features.js';
import { suggestedValues } from './suggested-values.js';

export interface PageContext {
  /** The text of a file, those inside exports among them. */
  textOf(uri: string): string;
  /** Moves a place in a file inside a file to the outer one. */
  outer<T extends Place>(place: T): T & { readonly within?: Within };
  /** Of the server, with their places as its model has them. */
  readonly findings: readonly Finding[];
  /** The section at what the page is compared with; null where it is not there. */
  readonly compared: ((section: string) => EffectiveElement | null) | null;
}

/** So many entries of a collection are listed. */
const mostEntries = 200;
type Page = Omit<EffectivePage, 'hasDefault' | 'isCompared'>;

/** Null for a path that the server does not have. */
export function effectivePage(
  configuration: ServerConfiguration,
  configurationPath: string,
  context: PageContext,
): Page | null {
  return configuration.exists(configurationPath)
    ? new PageMaker(configuration, configurationPath, context).page()
    : null;
}

class PageMaker {
  readonly #configuration: ServerConfiguration;
  readonly #path: string;
  readonly #context: PageContext;
  readonly #lines = new Map<string, LineIndex>();
  /** Those about the path as a whole are left. */
  readonly #shown = new Set<Finding>();
  /** The findings in the sections of this path. */
  readonly #bySection = new Map<string, Finding[]>();

  constructor(configuration: ServerConfiguration, path: string, context: PageContext) {
    this.#configuration = configuration;
    this.#path = path;
    this.#context = context;
    for (const finding of context.findings) {
      const section = this.#sectionOf(finding);
      if (section === null) continue;
      const known = this.#bySection.get(section);
      if (known) known.push(finding);
      else this.#bySection.set(section, [finding]);
    }
  }

  page(): Page {
    const { schema } = this.#configuration;
    const declared = schema.paths.filter((path) => this.#configuration.declaration(path) !== undefined);
    const features = featuresOf(declared, this.#path).map(({ title, sections }) => ({
      title,
      sections: sections.flatMap((section) => this.#section(section) ?? []),
    }));
    const own = this.#context.findings.filter(
      (finding) => samePath(finding.configurationPath, this.#path) && !this.#shown.has(finding),
    );
    return {
      root: this.#configuration.root,
      configurationPath: this.#path,
      features,
      findings: own.map((finding) => this.#finding(finding)),
    };
  }

  #section(section: string): PageSection<Place> | null {
    const element = this.#configuration.section(this.#path, section);
    if (!element) return null;
    const other = this.#context.compared?.(section) ?? null;
    const settings: PageSetting<Place>[] = [];
    const collections: PageCollection<Place>[] = [];
    this.#element(section, element, other, '', settings, collections);
    const { mode, by } = this.#configuration.override(this.#path, section);
    const rest = (this.#bySection.get(section) ?? []).filter((finding) => !this.#shown.has(finding));
    for (const finding of rest) this.#shown.add(finding);
    return {
      section,
      delegation: mode,
      by: by && this.#placed(by, ''),
      settings,
      collections,
      findings: rest.map((finding) => this.#finding(finding)),
    };
  }

  #element(
    section: string,
    element: EffectiveElement,
    other: EffectiveElement | null,
    prefix: string,
    settings: PageSetting<Place>[],
    collections: PageCollection<Place>[],
  ): void {
    for (const [name, value] of element.attributes) {
      const schema = element.schema.attributes.get(name);
      if (schema) settings.push(this.#setting(prefix + name, schema, value, other?.attributes.get(name)));
    }
    const { entries } = element;
    const { collection } = element.schema;
    if (entries && collection) {
      const name = prefix.slice(0, -1);
      collections.push(this.#collection([section, name], collection, entries, other?.entries ?? null));
    }
    for (const [name, inner] of element.elements) {
      this.#element(section, inner, other?.elements.get(name) ?? null, `${prefix}${name}/`, settings, collections);
    }
  }

  #setting(
    name: string,
    schema: AttributeSchema,
    value: Effective<string>,
    other: Effective<string> | undefined,
  ): PageSetting<Place> {
    const shown = (text: string): string => (schema.encrypted && text !== '' ? hidden : text);
    const written = (origin: Origin): PageOrigin<Place> => this.#origin(origin, shown(this.#textAt(origin)));
    const { defaultValue } = schema;
    return {
      name,
      type: schema.type,
      names: schema.names.map((one) => one.name),
      value: value.state === 'known' ? shown(value.value) : null,
      reason: value.state === 'unknown' ? value.reason : '',
      origin: this.#origin(value.origin, shown(value.raw ?? '')),
      trail: [
        ...(defaultValue === null || defaultValue === '' ? [] : [this.#origin({ kind: 'schema' }, defaultValue)]),
        ...value.trail.filter(({ kind }) => kind !== 'schema').map(written),
      ],
      lockedBy: value.lockedBy && this.#placed(value.lockedBy, ''),
      isHere: value.trail.some((origin) => this.#isHere(origin)),
      editable: !schema.encrypted,
      findings: this.#findingsAt(value.origin),
      compared: this.#context.compared && comparedWith(value, other, shown),
    };
  }

  #isHere(origin: Origin): boolean {
    return isPlaced(origin) && samePath(origin.configurationPath, this.#path);
  }

  #collection(
    [section, name]: readonly [string, string],
    schema: CollectionSchema,
    entries: Effective<readonly EffectiveEntry[]>,
    other: Effective<readonly EffectiveEntry[]> | null,
  ): PageCollection<Place> {
    const canChange = isChangeable(schema);
    const isHere = canChange && entries.trail.some((origin) => this.#isHere(origin));
    const nothing = { differs: false, onlyThere: [], isHere, isOrdered: false, fields: [] };
    if (entries.state === 'unknown') return { name, entries: null, more: 0, reason: entries.reason, ...nothing };
    const there = this.#context.compared && other?.state === 'known' ? other.value.map(entryText) : null;
    const here = entries.value.map(entryText);
    const [inHere, inThere] = [new Set(here), new Set(there)];
    const shown = entries.value.slice(0, mostEntries).map((entry, at): PageEntry<Place> => ({
      text: here[at]!,
      origin: this.#origin(entry.origin, ''),
      findings: this.#findingsAt(entry.origin),
      onlyHere: there !== null && !inThere.has(here[at]!),
      removable: canChange && isRemovable(schema, entry, this.#path),
    }));
    return {
      name,
      entries: shown,
      more: here.length - shown.length,
      reason: '',
      isHere,
      isOrdered: isOrdered(section, name, schema),
      fields: canChange ? this.#fields([section, name, 'add'].filter(Boolean).join('/'), schema) : [],
      // The order of some collections decides, such as that of providers and handlers.
      differs: there !== null && JSON.stringify(there) !== JSON.stringify(here),
      onlyThere: there?.filter((text) => !inHere.has(text)).slice(0, mostEntries) ?? [],
    };
  }

  /** What is to be said of a new entry: all, or what it has to have. */
  #fields(place: string, { entry }: CollectionSchema): readonly EntryField[] {
    const { size } = entry.attributes;
    return [...entry.attributes.values()]
      .filter((one) => (size <= 3 && !one.encrypted) || one.required || one.isUniqueKey || one.isCombinedKey)
      .map(({ name, type, names }) => ({
        name,
        type,
        names: names.length > 0 ? names.map((one) => one.name) : suggestedValues(place, name, this.#configuration),
      }));
  }

  #origin(origin: Origin, text: string): PageOrigin<Place> {
    if (origin.kind === 'schema') return { place: null, label: '', configurationPath: '', text: clipped(text) };
    return { ...this.#placed(origin, text), configurationPath: origin.configurationPath };
  }

  /** Of a file inside a file its own name and line, which people can find. */
  #placed({ uri, range }: Place, text: string): PageOrigin<Place> {
    const place = this.#context.outer({ uri, range });
    return {
      place: { uri: place.uri, range: place.range },
      label: `${fileNameOf(uri)}:${this.#lineOf({ uri, range })}`,
      configurationPath: '',
      text: clipped(text),
    };
  }

  #lineOf({ uri, range }: Place): number {
    let lines = this.#lines.get(uri);
    if (!lines) this.#lines.set(uri, (lines = new LineIndex(this.#context.textOf(uri))));
    return lines.positionAt(range.start).line + 1;
  }

  #textAt(origin: Origin): string {
    if (origin.kind === 'schema') return '';
    return this.#context.textOf(origin.uri).slice(origin.range.start, origin.range.end);
  }

  #findingsAt(origin: Origin): readonly PageFinding<Place>[] {
    if (origin.kind === 'schema') return [];
    const found = this.#context.findings.filter(
      ({ uri, range }) => uri === origin.uri && touches(range, origin.range) && contains(origin.range, range),
    );
    for (const finding of found) this.#shown.add(finding);
    return found.map((finding) => this.#finding(finding));
  }

  #finding({ severity, rule, message, uri, range }: Finding): PageFinding<Place> {
    const place = this.#context.outer({ uri, range });
    return { severity, rule, message, place: { uri: place.uri, range: place.range } };
  }

  /** The section of this very path in which a finding is; null for none. */
  #sectionOf({ uri, range }: Finding): string | null {
    const { applicationHost, placedFiles } = this.#configuration;
    const read = new Map([[applicationHost, ['']] as const, ...placedFiles]);
    for (const [file, bases] of read) {
      if (file.uri !== uri) continue;
      const occurrence = file.sections.find(({ element }) => contains(element.range, range));
      const isOfPath = bases.some((base) =>
        samePath(joinConfigurationPath(base, occurrence?.location?.path ?? ''), this.#path),
      );
      return occurrence && isOfPath ? occurrence.section : null;
    }
    return null;
  }
}

/** Unknown differs from nothing. */
function comparedWith(
  value: Effective<string>,
  other: Effective<string> | undefined,
  shown: (text: string) => string,
): Compared {
  if (other?.state !== 'known') return { other: null, differs: false };
  const differs = value.state === 'known' && value.value.toLowerCase() !== other.value.toLowerCase();
  return { other: shown(other.value), differs };
}
