// The words of the extension in the language of a window: scenarios name what they look for in English.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';

const json = (name) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));

/** English → the other language, for everything that has both. */
function pairsOf(language) {
  const [english, other] = [json('package.nls.json'), json(`package.nls.${language}.json`)];
  const manifest = Object.entries(english).flatMap(([key, text]) => piecesOf(text, other[key] ?? text));
  return new Map([...manifest, ...Object.entries(json(`l10n/bundle.l10n.${language}.json`))]);
}

/** Texts of several lines line by line; a line that is a button as its label. */
function piecesOf(english, other) {
  const lines = (text) => text.split('\n').map((line) => /^\[(.*)\]\(command:.*\)$/.exec(line)?.[1] ?? line);
  const [from, to] = [lines(english), lines(other)];
  return from.length === to.length ? from.map((line, at) => [line, to[at]]) : [[english, other]];
}

/** The editor writes other spaces than texts have. */
const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(' ', '\\s');

/** A text with holes as an expression that finds it filled; problems name their path at their end. */
const filled = (text) =>
  text
    .replace(/^\{path\}: /, '')
    .split(/\{\w+\}/)
    .map(escaped)
    .join('.+');

export class Words {
  #pairs;

  /** @param {string} language */
  constructor(language) {
    this.#pairs = language === 'en' ? new Map() : pairsOf(language);
  }

  /** The title of a command or a view as the palette shows it; VS Code's own words stay English. */
  title(english) {
    const [, before, text, after] = /^(Exchange CBA: (?:Focus on )?|Explorer: Focus on )?(.*?)( View)?$/.exec(english);
    return `${before ?? ''}${this.#pairs.get(text) ?? text}${after ?? ''}`;
  }

  /** What finds a text that holds this one, which may be a name. */
  holding(english) {
    const pairs = english === '' ? [] : [...this.#pairs];
    const wanted = english.toLowerCase();
    const found = pairs.filter(([key]) => key.toLowerCase().includes(wanted)).map(([, text]) => filled(text));
    return found.length === 0 ? english : new RegExp([escaped(english), ...found].join('|'), 'i');
  }
}
