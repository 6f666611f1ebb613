// Fixtures that state only what differs from a named base server: `<!-- base: exchange-2019 -->` above
// <configuration>.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './paths.js';

const mark = /^<!-- base: ([\w-]+) -->$/;

/** A child of <configuration> with its lines; `key` is its name and, of a location, its path. */
interface Block {
  readonly key: string;
  readonly lines: readonly string[];
}

const bases = new Map<string, readonly Block[]>();

function baseOf(name: string): readonly Block[] {
  let blocks = bases.get(name);
  if (!blocks) {
    const file = path.join(repositoryRoot, 'test/support/bases', `${name}.config`);
    if (!existsSync(file)) throw new Error(`There is no base '${name}'.`);
    blocks = blocksOf(readFileSync(file, 'utf8').replaceAll('\r\n', '\n')) ?? [];
    bases.set(name, blocks);
  }
  return blocks;
}

/** Null where the children do not start and end at four blanks, or one is there twice. */
function blocksOf(text: string): readonly Block[] | null {
  const lines = text.split('\n');
  const [start, end] = [lines.indexOf('<configuration>'), lines.lastIndexOf('</configuration>')];
  const blocks: { key: string; lines: string[]; last: string }[] = [];
  let open = false;
  for (const line of lines.slice(start + 1, end)) {
    const [, name, attributes = ''] = /^ {4}<([\w.]+)([^>]*)>/.exec(line) ?? [];
    if (!open) {
      if (name === undefined) return null;
      const location = / path="[^"]*"/.exec(attributes)?.[0] ?? '';
      blocks.push({ key: name + location, lines: [], last: `    </${name}>` });
    }
    const block = blocks.at(-1)!;
    block.lines.push(line);
    open = line !== block.last && !(block.lines.length === 1 && (attributes.endsWith('/') || line.includes('</')));
  }
  const isWhole = start >= 0 && end > start && !open;
  return isWhole && new Set(blocks.map(({ key }) => key)).size === blocks.length ? blocks : null;
}

/** The base that a fixture names; null for one that is written out. */
export function baseNameOf(text: string): string | null {
  return text.split('\n').flatMap((line) => mark.exec(line)?.[1] ?? [])[0] ?? null;
}

/**
 * The whole text: each child of the fixture in place of the base's child of that name and path; one that the
 * base does not have follows the child before it in the fixture, and is last where there is none.
 */
export function expanded(text: string): string {
  const name = baseNameOf(text);
  if (name === null) return text;
  const own = blocksOf(text);
  if (!own) throw new Error(`The children of <configuration> are not at four blanks, or one is there twice:\n${text}`);
  const result = [...baseOf(name)];
  let before: string | null = null;
  for (const block of own) {
    const at = result.findIndex(({ key }) => key === block.key);
    const previous = result.findIndex(({ key }) => key === before);
    if (at >= 0) result[at] = block;
    else result.splice(previous >= 0 ? previous + 1 : result.length, 0, block);
    before = block.key;
  }
  const lines = text.split('\n');
  const head = lines.slice(0, lines.indexOf('<configuration>') + 1).filter((line) => !mark.test(line));
  const tail = lines.slice(lines.lastIndexOf('</configuration>'));
  return [...head, ...result.flatMap((block) => block.lines), ...tail].join('\n');
}

/** The shortest fixture that gives the text; the text itself where no difference from the base gives it. */
export function collapsed(text: string, name: string): string {
  const blocks = blocksOf(text);
  if (!blocks) return text;
  const base = new Map(baseOf(name).map((block) => [block.key, block.lines.join('\n')]));
  const kept = new Set(blocks.filter(({ key, lines }) => base.get(key) !== lines.join('\n')));
  const last = [...base.keys()].at(-1);
  // What the base does not have needs the child before it, unless both it and the place for it are last.
  blocks.forEach((block, index) => {
    const previous = blocks[index - 1];
    if (base.has(block.key) || !previous || kept.has(previous)) return;
    const isLast = previous.key === last && !blocks.slice(0, index).some((one) => kept.has(one));
    if (!isLast) kept.add(previous);
  });
  const lines = text.split('\n');
  const start = lines.indexOf('<configuration>');
  const short = [
    ...lines.slice(0, start),
    `<!-- base: ${name} -->`,
    '<configuration>',
    ...blocks.filter((block) => kept.has(block)).flatMap((block) => block.lines),
    ...lines.slice(lines.lastIndexOf('</configuration>')),
  ].join('\n');
  return expanded(short) === text ? short : text;
}
