// The effective configuration of a path as `effective` prints it: every value with where it comes from.
import type { PositionRange } from '../text/line-index.js';
import type { Place, Within } from '../text/range.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { Effective, Origin } from '../iis/effective.js';
import type { EffectiveElement, EffectiveEntry } from '../iis/effective-element.js';
import { Places } from './context.js';
import { oneLine } from '../text/display.js';
import { styleFor, type Style } from './style.js';

type JsonOrigin =
  | { readonly kind: 'schema' }
  | {
      readonly kind: 'section' | 'location';
      readonly path: string;
      readonly range: PositionRange;
      /** The place in a file that is written inside that one. */
      readonly within?: Within;
      readonly locationPath: string | null;
    };

interface JsonValue {
  readonly state: 'known' | 'unknown';
  /** Canonical; null when unknown. */
  readonly value: string | null;
  /** As the file says it. */
  readonly raw: string | null;
  /** Why it is unknown. */
  readonly reason?: string;
  readonly origin: JsonOrigin;
  readonly trail: readonly JsonOrigin[];
  readonly lockedBy: JsonOrigin | null;
}

interface JsonEntry {
  readonly key: string;
  readonly attributes: Readonly<Record<string, JsonValue>>;
  readonly collections?: Readonly<Record<string, readonly JsonEntry[] | null>>;
  readonly origin: JsonOrigin;
}

interface JsonPlace {
  readonly path: string;
  readonly range: PositionRange;
  readonly within?: Within;
}

export interface EffectiveSection {
  readonly configurationPath: string;
  readonly section: string;
  readonly declared: {
    readonly overrideMode: 'Allow' | 'Deny' | 'Unknown';
    readonly by: JsonPlace | null;
  };
  readonly attributes: Readonly<Record<string, JsonValue>>;
  /** Null for a collection that cannot be known; `unknown` has the reason. */
  readonly collections: Readonly<Record<string, readonly JsonEntry[] | null>>;
  readonly unknown?: Readonly<Record<string, string>>;
}

export interface EffectiveContext {
  relativePath(uri: string): string;
  readonly texts: ReadonlyMap<string, string>;
  /** Moves a place in a file inside a file to the outer one. */
  outerPlace<T extends Place>(place: T): T & { readonly within?: Within };
}

/** What an encrypted or secret value is printed as: it stays in its file. */
const hidden = '********';

/** A section at a path; null when the server's schema does not have the section. */
export function effectiveSection(
  configuration: ServerConfiguration,
  configurationPath: string,
  section: string,
  context: EffectiveContext,
): EffectiveSection | null {
  const element = configuration.section(configurationPath, section);
  return element && new SectionReader(configuration, context).read(configurationPath, section, element);
}

class SectionReader {
  readonly #configuration: ServerConfiguration;
  readonly #context: EffectiveContext;
  readonly #places: Places;

  constructor(configuration: ServerConfiguration, context: EffectiveContext) {
    this.#configuration = configuration;
    this.#context = context;
    this.#places = new Places(context.texts);
  }

  read(configurationPath: string, section: string, element: EffectiveElement): EffectiveSection {
    const { mode, by } = this.#configuration.override(configurationPath, section);
    const attributes: Record<string, JsonValue> = {};
    const collections: Record<string, readonly JsonEntry[] | null> = {};
    const unknown: Record<string, string> = {};
    // A section that is itself a collection has it under its own name.
    this.#element(element, '', section.slice(section.lastIndexOf('/') + 1), attributes, collections, unknown);
    return {
      configurationPath,
      section,
      declared: {
        overrideMode: mode,
        by: by && this.#place(by),
      },
      attributes,
      collections,
      ...(Object.keys(unknown).length > 0 ? { unknown } : {}),
    };
  }

  #element(
    element: EffectiveElement,
    prefix: string,
    ownName: string,
    attributes: Record<string, JsonValue>,
    collections: Record<string, readonly JsonEntry[] | null>,
    unknown: Record<string, string>,
  ): void {
    for (const [name, value] of element.attributes) {
      attributes[prefix + name] = this.#value(value, element.schema.attributes.get(name)?.encrypted === true);
    }
    if (element.entries) {
      const name = prefix === '' ? ownName : prefix.slice(0, -1);
      collections[name] =
        element.entries.state === 'known' ? element.entries.value.map((entry) => this.#entry(entry)) : null;
      if (element.entries.state === 'unknown') unknown[name] = element.entries.reason;
    }
    for (const [name, inner] of element.elements) {
      this.#element(inner, `${prefix}${name}/`, ownName, attributes, collections, unknown);
    }
  }

  #entry({ key, element, origin }: EffectiveEntry): JsonEntry {
    const attributes: Record<string, JsonValue> = {};
    const collections: Record<string, readonly JsonEntry[] | null> = {};
    this.#element(element, '', element.schema.name, attributes, collections, {});
    return {
      key,
      attributes,
      ...(Object.keys(collections).length > 0 ? { collections } : {}),
      origin: this.#origin(origin),
    };
  }

  #value(effective: Effective<string>, secret: boolean): JsonValue {
    const hide = (text: string | null): string | null => (secret && text !== null && text !== '' ? hidden : text);
    return {
      state: effective.state,
      value: hide(effective.value),
      raw: hide(effective.raw),
      ...(effective.state === 'unknown' ? { reason: effective.reason } : {}),
      origin: this.#origin(effective.origin),
      trail: effective.trail.map((origin) => this.#origin(origin)),
      lockedBy: effective.lockedBy && this.#lock(effective.lockedBy),
    };
  }

  #origin(origin: Origin): JsonOrigin {
    if (origin.kind === 'schema') return { kind: 'schema' };
    return {
      kind: origin.kind,
      ...this.#place(origin),
      locationPath: origin.locationPath,
    };
  }

  #place(place: Place): JsonPlace {
    const { uri, range, within } = this.#context.outerPlace({ uri: place.uri, range: place.range });
    const moved = { path: this.#context.relativePath(uri), range: this.#places.at({ uri, range }) };
    return within === undefined ? moved : { ...moved, within };
  }

  #lock(lock: Place): JsonOrigin {
    const files = [this.#configuration.applicationHost, ...this.#configuration.placedFiles.keys()];
    const location = files
      .find(({ uri }) => uri === lock.uri)
      ?.locations.find(({ element }) => element.range.start <= lock.range.start && lock.range.end <= element.range.end);
    return {
      kind: location ? 'location' : 'section',
      ...this.#place(lock),
      locationPath: location ? (location.pathAttribute?.value ?? '.') : null,
    };
  }
}

/** Sections for people: one line a value, with the place that decides and those that it overrides. */
export function effectiveText(sectionsToShow: readonly EffectiveSection[], color: boolean): string {
  const style = styleFor(color);
  const lines: string[] = [];
  const path = sectionsToShow[0]?.configurationPath;
  if (path !== undefined) lines.push(style.strong(path === '' ? 'server level' : oneLine(path)));
  for (const section of sectionsToShow) lines.push('', ...sectionLines(section, style));
  return `${lines.join('\n')}\n`;
}

const mayWrite = {
  Allow: 'can set it',
  Deny: 'cannot set it: locked',
  Unknown: 'unknown whether they can set it: a name differs in case',
};

function sectionLines(section: EffectiveSection, style: Style): string[] {
  const { overrideMode, by } = section.declared;
  const place = by ? ` by ${placeText(by, false)}` : '';
  const lines = [
    style.strong(section.section),
    style.faint(`  web.config files ${mayWrite[overrideMode]}${overrideMode === 'Allow' ? '' : place}`),
  ];
  const names = Object.keys(section.attributes);
  const width = Math.max(0, ...names.map((name) => name.length));
  for (const [name, value] of Object.entries(section.attributes)) {
    lines.push(`  ${name.padEnd(width)}  ${valueText(value, style)}`);
    for (const origin of value.trail.slice(0, -1).reverse()) {
      lines.push(style.faint(`${' '.repeat(width)}    overrides ${originText(origin)}`));
    }
    if (value.lockedBy) lines.push(style.faint(`  ${' '.repeat(width)}    locked by ${originText(value.lockedBy)}`));
  }
  for (const [name, entries] of Object.entries(section.collections)) {
    if (entries === null) {
      lines.push(`${name}: unknown: ${oneLine(section.unknown?.[name] ?? '')}`);
      continue;
    }
    lines.push(`  ${name}: ${entries.length === 0 ? 'empty' : ''}`.trimEnd());
    for (const entry of entries) lines.push(`    ${entryText(entry)}  ${style.faint(originText(entry.origin))}`);
  }
  return lines;
}

function valueText(value: JsonValue, style: Style): string {
  if (value.state === 'known') return `"${oneLine(value.value ?? '')}"  ${style.faint(originText(value.origin))}`;
  // The default does not decide what no one knows.
  const origin = value.origin.kind === 'schema' ? '' : `  ${style.faint(originText(value.origin))}`;
  return `unknown: ${oneLine(value.reason ?? '')}${origin}`;
}

function entryText({ key, attributes }: JsonEntry): string {
  if (key !== '') return oneLine(key);
  const written = Object.entries(attributes).filter(([, { origin }]) => origin.kind !== 'schema');
  return written.map(([name, { value }]) => `${name}="${oneLine(value ?? '')}"`).join(' ');
}

/** Of a file inside a file its own name and line, which people can find. */
function placeText({ path, range, within }: JsonPlace, hasColumn: boolean): string {
  const { line, character } = within ?? range.start;
  const place = `${line + 1}${hasColumn ? `:${character + 1}` : ''}`;
  return within === undefined ? `${oneLine(path)}:${place}` : `${oneLine(path)} (${oneLine(within.path)}:${place})`;
}

function originText(origin: JsonOrigin): string {
  if (origin.kind === 'schema') return 'schema default';
  const { locationPath } = origin;
  const location = origin.kind === 'location' ? ` <location path="${oneLine(locationPath ?? '')}">` : '';
  return `${placeText(origin, true)}${location}`;
}
