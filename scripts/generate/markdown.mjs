// Pieces of Markdown.

export const fence = (language, text) => `\`\`\`${language}\n${text.replace(/\n$/, '')}\n\`\`\``;

export function table(head, rows) {
  const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function list(items) {
  return items.map((item) => `- ${item}`).join('\n');
}

/** Stands for the lines between two changes. */
const gap = ' …';

/** The text without its lowest indentation. */
function dedent(lines) {
  const depth = Math.min(
    ...lines.filter((line) => line.trim() !== '' && line !== gap).map((line) => /^[ +-] */.exec(line)[0].length - 1),
  );
  return lines.map((line) => (line === gap ? gap : line[0] + line.slice(1 + depth)));
}

/** The changed lines of a file, those of one location together. */
export function changedLines(unifiedDiff, { file, before, after }) {
  const places = new Map();
  const old = before.split('\n');
  for (const hunk of unifiedDiff(file, before, after, 1).split(/^@@ /m).slice(1)) {
    const [header, ...lines] = hunk.replace(/\n$/, '').split('\n');
    const inside = locationAround(old, Number(/^-(\d+)/.exec(header)[1]));
    places.set(inside, places.has(inside) ? [...places.get(inside), gap, ...lines] : lines);
  }
  return [...places]
    .map(([inside, lines]) => {
      const place = inside === null ? '' : `, \`<location path="${inside}">\``;
      return `In \`${file}\`${place}:\n\n${fence('diff', dedent(lines).join('\n'))}`;
    })
    .join('\n\n');
}

/** The path of the location that is open at a line; null outside one. */
function locationAround(lines, number) {
  for (let at = Math.min(number, lines.length) - 1; at >= 0; at--) {
    if (lines[at].includes('</location>')) return null;
    const path = /<location path="([^"]*)"/.exec(lines[at])?.[1];
    if (path !== undefined) return path;
  }
  return null;
}

/** The line that a range is in, with carets below it. */
export function pointedAt(text, { start, end }) {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = (text.indexOf('\n', start) + text.length + 1) % (text.length + 1);
  const line = text.slice(lineStart, lineEnd);
  const indent = /^\s*/.exec(line)[0].length;
  const carets = '^'.repeat(Math.max(1, Math.min(end, lineEnd) - start));
  return `${line.slice(indent)}\n${' '.repeat(start - lineStart - indent)}${carets}`;
}
