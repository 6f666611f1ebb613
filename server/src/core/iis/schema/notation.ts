// Reads the notation in which the built-in tables state section schemas: one line for each attribute, element
// or collection.
import type {
  AttributeSchema,
  AttributeType,
  CollectionSchema,
  ElementSchema,
  SectionSchema,
  Validation,
} from './schema.js';

/*
 * A table is indented text, one blank a level; a line without indentation starts the next section.
 *
 *   system.webServer/example
 *    count: uint = 5 range(1,10)                  attribute: type, default ("…" where it is empty or has blanks, &quot; in it), qualifiers
 *    mode: enum = Off {Off=0, On=1} required      names of an enum or flags attribute with their numbers
 *    <files>                                      child element; its members follow, indented
 *     collection add remove clear prepend         add=<name> default=<element> open duplicates, too
 *      value: string key                          members of each entry
 *    <fileDefaults> defaults                      holds defaults for the collection with default=fileDefaults
 *
 * `open` says that attributes outside the schema are allowed, `opaque` that elements are, too, `prepend` that
 * mergeAppend is false.
 */

/** Splits a table into its sections: path to the indented lines below it. */
export function sectionTexts(table: string): [path: string, body: string][] {
  return table
    .split(/^(?=\S)/m)
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const end = text.indexOf('\n');
      return [text.slice(0, end).trim(), text.slice(end + 1)];
    });
}

/**
 * The schema of one section. Throws on a line that is not in the notation: the tables are ours, and a test
 * reads them all.
 */
export function parseSection(path: string, body: string): SectionSchema {
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  const draft = new Draft(path.slice(path.lastIndexOf('/') + 1), false);
  const rest = readMembers(lines, 0, 1, draft);
  if (rest !== lines.length) throw new Error(`${path}: '${lines[rest]!}' is indented too little or too much.`);
  return { ...draft.element(), path };
}

class Draft {
  readonly attributes = new Map<string, AttributeSchema>();
  readonly elements = new Map<string, ElementSchema>();
  /** Names of the elements that hold defaults; filled when everything around them has been read. */
  readonly defaults: string[] = [];
  collection: CollectionSchema | null = null;

  constructor(
    readonly name: string,
    readonly open: boolean,
  ) {}

  element(): ElementSchema {
    const { name, attributes, elements, collection } = this;
    for (const holder of this.defaults) elements.set(holder, defaultsHolder(holder, collection));
    return { name, attributes, elements, collection, allowUnrecognizedAttributes: this.open };
  }
}

/** Reads lines of one level from `at`; returns where the level ends. */
function readMembers(lines: readonly string[], at: number, level: number, into: Draft): number {
  while (at < lines.length && indentation(lines[at]!) === level) {
    const line = lines[at]!.trim();
    if (line.startsWith('collection ')) {
      const { settings, entry } = collectionLine(line);
      at = readMembers(lines, at + 1, level + 1, entry);
      into.collection = { ...settings, entry: entry.element() };
    } else if (line.startsWith('<')) {
      const [, name, quality] = /^<([\w.-]+)>(?: (open|opaque|defaults))?$/.exec(line) ?? fail(line);
      if (quality === 'defaults') into.defaults.push(name!);
      const child = new Draft(name!, quality === 'open' || quality === 'opaque');
      at = readMembers(lines, at + 1, level + 1, child);
      into.elements.set(name!, quality === 'opaque' ? { ...child.element(), opaque: true } : child.element());
    } else {
      const attribute = attributeLine(line);
      into.attributes.set(attribute.name, attribute);
      at++;
    }
  }
  return at;
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}

function fail(line: string): never {
  throw new Error(`Not in the notation of the schema tables: '${line}'.`);
}

function collectionLine(line: string): { settings: Omit<CollectionSchema, 'entry'>; entry: Draft } {
  const words = new Map<string, string>();
  for (const word of line.split(' ').slice(1)) {
    const [key, value = key] = word.split('=');
    if (!/^(add|remove|clear|default|prepend|duplicates|open)$/.test(key!)) fail(line);
    words.set(key!, value!);
  }
  const add = words.get('add') ?? fail(line);
  return {
    settings: {
      addElements: [add],
      removeElement: words.get('remove') ?? null,
      clearElement: words.get('clear') ?? null,
      defaultElement: words.get('default') ?? null,
      allowDuplicates: words.has('duplicates'),
      mergeAppend: !words.has('prepend'),
      allowUnrecognizedAttributes: words.has('open'),
    },
    entry: new Draft(add, words.has('open')),
  };
}

function attributeLine(line: string): AttributeSchema {
  const head =
    /^([\w-]+): (bool|enum|flags|uint|int64|int|string|timeSpan)(?: = ("[^"]*"|\S+))?/.exec(line) ?? fail(line);
  const [whole, name, type, value] = head;
  const names = /\{(.*)\}/.exec(line);
  const words = line
    .slice(whole.length)
    .replace(/\{.*\}/, '')
    .split(' ')
    .filter(Boolean);
  const validations = words.filter((word) => !simpleWords.has(word)).map(validation);
  if (validations.length > 1) fail(line);
  return {
    name: name!,
    type: type as AttributeType,
    defaultValue: value === undefined ? null : value.replace(/^"|"$/g, '').replaceAll('&quot;', '"'),
    required: words.includes('required'),
    isUniqueKey: words.includes('key'),
    isCombinedKey: words.includes('combined'),
    caseSensitive: words.includes('caseSensitive'),
    encrypted: words.includes('encrypted'),
    expanded: words.includes('expanded'),
    allowInfinite: words.includes('infinite'),
    names: names ? names[1]!.split(', ').map(namedValue) : [],
    validation: validations[0] ?? null,
  };
}

const simpleWords = new Set(['required', 'key', 'combined', 'caseSensitive', 'encrypted', 'expanded', 'infinite']);

function namedValue(text: string): { name: string; value: number } {
  const [, name, value] = /^(\w+)=(\d+)$/.exec(text) ?? fail(text);
  return { name: name!, value: Number(value) };
}

function validation(word: string): Validation {
  const [, kind = '', parameters = ''] = /^(\w+)(?:\(([\d,a-z-]+)\))?$/.exec(word) ?? fail(word);
  const [min, max, third] = parameters.split(',');
  switch (kind) {
    case 'range':
      return { kind: 'integerRange', min: Number(min), max: Number(max), exclude: third === 'exclude' };
    case 'seconds':
      return { kind: 'timeSpanRange', min: Number(min), max: Number(max), granularity: Number(third), exclude: false };
    case 'nonEmptyString':
    case 'requireTrimmedString':
    case 'applicationPath':
    case 'virtualDirectoryPath':
    case 'siteName':
    case 'applicationPoolName':
      return { kind };
    default:
      return fail(word);
  }
}

/**
 * An element with the attributes and elements of the entries it holds defaults for, nothing required, no key,
 * no entries.
 */
function defaultsHolder(name: string, collection: CollectionSchema | null): ElementSchema {
  for (let level = collection; level; level = level.entry.collection) {
    if (level.defaultElement !== name) continue;
    const attributes = new Map<string, AttributeSchema>();
    for (const [key, attribute] of level.entry.attributes) {
      attributes.set(key, { ...attribute, required: false, isUniqueKey: false, isCombinedKey: false });
    }
    const elements = new Map([...level.entry.elements].filter(([key]) => !isDefaultsOf(level.entry, key)));
    return { name, attributes, elements, collection: null, allowUnrecognizedAttributes: false };
  }
  return fail(`<${name}> defaults`);
}

/** True when `name` holds defaults for a collection anywhere below `element`. */
function isDefaultsOf(element: ElementSchema, name: string): boolean {
  for (let level = element.collection; level; level = level.entry.collection)
    if (level.defaultElement === name) return true;
  return false;
}
