// The table of layers in ARCHITECTURE.md.
import { layers } from '../lint/layers.mjs';
import { table } from './markdown.mjs';

const begin = '<!-- layers: written by `npm run generate` from scripts/lint/layers.mjs -->';
const end = '<!-- end of layers -->';

const code = (names) => names.map((name) => `\`${name}\``).join(', ');

/** Folders of one parent are written once: `server/src/core/rules/{certificate,iis}`. */
function pathsOf(paths) {
  if (paths.length === 1) return code(paths);
  const parent = paths[0].slice(0, paths[0].lastIndexOf('/') + 1);
  return code([`${parent}{${paths.map((one) => one.slice(parent.length)).join(',')}}`]);
}

const rowOf = ({ name, paths, imports, packages, alone }) => [
  alone ? `${name}, each file alone` : name,
  pathsOf(paths),
  [imports.join(', '), code(packages)].filter((one) => one !== '').join('; ') || 'nothing',
];

export function architectureWithLayers(text) {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`ARCHITECTURE.md has no place for the layers: ${begin} … ${end}`);
  const between = `${begin}\n\n${table(['layer', 'where', 'may import'], layers.map(rowOf))}\n\n`;
  return text.slice(0, from) + between + text.slice(to);
}
