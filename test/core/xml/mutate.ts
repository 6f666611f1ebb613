// Makes configuration-like XML from a seed, and breaks it in the ways in which typing, merging and cutting
// break files.

/** A small generator of numbers (mulberry32): the same seed gives the same text on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

const names = [
  'configuration',
  'location',
  'system.webServer',
  'security',
  'access',
  'add',
  'ns:x',
  '_a-b.c',
  'Ünï',
  '\u{10400}n',
  'rule',
];
const values = [
  '',
  'true',
  'Ssl, Ssl128',
  'a &amp; b',
  '&#x41;&#10;',
  "it's",
  'say "x"',
  ' two\t\n lines ',
  '%SystemDrive%\\inetpub',
  '>',
  ']]>',
  'ü€\u{1f600}',
  '--',
];
const texts = ['text', 'a &lt; b', ' x ] ]> y'.replace(']>', ']'), '&#169;', '\u{1f600}', 'ünï', '>'];

/** A well-formed document. */
export function wellFormed(random: Random): string {
  const eol = random.pick(['\n', '\r\n', '\n', '\r', '']);
  const unit = random.pick(['    ', '\t', '  ', '']);
  const space = () => random.pick([' ', ' ', ' ', '  ', '\t', eol === '' ? ' ' : eol]);
  const misc = () => random.pick(['<!-- c -->', '<!---->', '<!-- <a b="c"> & -->', '<?target some <data> ?>', '<?t?>']);
  const element = (depth: number): string => {
    const name = random.pick(names);
    let tag = `<${name}`;
    const used = new Set<string>();
    for (let i = random.below(4); i > 0; i--) {
      const attribute = random.pick(names);
      if (used.has(attribute)) continue;
      used.add(attribute);
      const value = random.pick(values);
      const quote = value.includes('"') ? "'" : value.includes("'") ? '"' : random.pick(['"', '"', "'"]);
      tag += `${space()}${attribute}${random.chance(5) ? ' ' : ''}=${random.chance(5) ? ' ' : ''}${quote}${value}${quote}`;
    }
    if (random.chance(10)) tag += space();
    if (depth > 4 || random.chance(30)) return `${tag}${random.pick([' ', ''])}/>`;
    let content = '';
    for (let i = random.below(5); i > 0; i--) {
      const line = random.chance(85) ? eol + unit.repeat(depth + 1) : '';
      const kind = random.below(20);
      content +=
        line +
        (kind === 0
          ? misc()
          : kind === 1
            ? random.pick(texts)
            : kind === 2
              ? '<![CDATA[ <a> & ]] ]]>'
              : element(depth + 1));
    }
    if (content !== '' && random.chance(90)) content += eol + unit.repeat(depth);
    return `${tag}>${content}</${name}${random.chance(5) ? ' ' : ''}>`;
  };
  let text = random.chance(20) ? '\ufeff' : '';
  if (random.chance(60))
    text +=
      random.pick([
        '<?xml version="1.0"?>',
        '<?xml version="1.0" encoding="utf-8"?>',
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>",
      ]) + eol;
  if (random.chance(20)) text += misc() + eol;
  text += element(0);
  if (random.chance(20)) text += eol + misc();
  return text + (random.chance(50) ? eol : '');
}

const splinters = [
  '<',
  '>',
  '/',
  '"',
  "'",
  '=',
  '&',
  ';',
  ' ',
  '\n',
  '-',
  '--',
  '-->',
  '<!--',
  ']]>',
  '<![CDATA[',
  '<?',
  '?>',
  '<!',
  '</',
  '/>',
  '</add>',
  '</configuration>',
  '<add>',
  '<add',
  '<location path="x">',
  '&nbsp;',
  '&#0;',
  '&#xD800;',
  '&amp',
  '&#;',
  '\0',
  '\u0001',
  '\ud800',
  '\udc00',
  '\ufffe',
  '\u0085',
  '\u2028',
  '\ufeff',
  'x',
  'x=y',
  'x="1"',
  'x="1" x="2"',
  '<?xml version="1.0"?>',
  '<?xml?>',
  '<?XML a?>',
  '<?x',
  '<!DOCTYPE a>',
  '<a/>',
  '1',
  '.',
  ':',
  '\u00b7',
  '\u{f0000}',
  '[',
  ']',
  '!',
  '?',
  '#',
  '\t',
  '<1>',
];

/** The text with one to three changes of the kinds that files suffer. */
export function mutate(random: Random, source: string): string {
  let text = source;
  for (let i = random.below(3); i >= 0; i--) {
    const at = random.below(text.length + 1);
    const to = Math.min(text.length, at + 1 + random.below(random.pick([1, 1, 2, 8, 40])));
    const other = random.below(text.length + 1);
    switch (random.below(6)) {
      case 0:
        text = text.slice(0, at) + text.slice(to);
        break;
      case 1:
        text = text.slice(0, at) + random.pick(splinters) + text.slice(at);
        break;
      case 2:
        text = text.slice(0, at) + random.pick(splinters) + text.slice(to);
        break;
      case 3:
        text = text.slice(0, other) + text.slice(at, to) + text.slice(other);
        break;
      case 4: {
        // At a character that means something.
        const places = [...text.matchAll(/[<>"'=&/]/g)];
        const place = places.length === 0 ? at : random.pick(places).index;
        text = text.slice(0, place) + random.pick(['', '', random.pick(splinters)]) + text.slice(place + 1);
        break;
      }
      default:
        text = random.chance(30)
          ? text.slice(0, at)
          : text.slice(0, at) + text.slice(at, to).split('').reverse().join('') + text.slice(to);
    }
  }
  return text;
}
