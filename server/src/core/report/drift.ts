// Drift between servers as text, JSON, Markdown, HTML, and CSV: equal values are together, the most frequent
// first; CSV has a row for each server.
import type { Place } from '../text/range.js';
import type { PositionRange } from '../text/line-index.js';
import type { Difference, Drift, DriftValue } from '../exchange/drift.js';
import type { TerminationKind } from '../exchange/termination.js';
import { Places } from './context.js';
import { placeCells } from './csv.js';
import { csvRow, type CsvValue } from '../text/csv.js';
import { oneLine } from '../text/display.js';
import { htmlText } from './html-escape.js';
import { htmlPage } from './html-page.js';
import { markdownText } from '../text/markdown-escape.js';
import { styleFor } from './style.js';
import { validatorName } from '../lint/verdict.js';
import { capitalise, count } from './words.js';

export interface DriftServer {
  /** As it is shown: the folder, or the file where several servers share one. */
  readonly name: string;
  /** Null for a server without Exchange. */
  readonly termination: TerminationKind | null;
}

export interface DriftContext {
  readonly version: string;
  /** In the order of the values. */
  readonly servers: readonly DriftServer[];
  relativePath(uri: string): string;
  readonly texts: ReadonlyMap<string, string>;
  readonly color: boolean;
  /** As in `ReportContext`. */
  href?(place: Place): string | null;
}

export type DriftReporter = (drift: Drift, context: DriftContext) => string;

/** Servers that have the same value; `value` is null for those that do not have the path. */
interface Group {
  readonly value: DriftValue | null;
  readonly servers: readonly {
    readonly name: string;
    readonly place: string | null;
    readonly href: string | null;
  }[];
}

/** Of more servers with one value the text names the first alone: who differs is what matters. */
const manyServers = 8;

const title = 'Certificate Based Authentication: drift between servers';

export function driftText(drift: Drift, context: DriftContext): string {
  const style = styleFor(context.color);
  const lines = context.servers.map(
    ({ name, termination }) => `${oneLine(name)}  ${style.faint(validatedBy(termination))}`,
  );
  lines.unshift(style.strong(count(context.servers.length, 'server')));
  for (const [path, differences] of byPath(drift)) {
    lines.push('', style.strong(path === '' ? 'server level' : oneLine(path)));
    for (const difference of differences) {
      lines.push(`  ${settingName(difference)}`);
      for (const { value, servers } of groupsOf(difference, context)) {
        lines.push(`    ${valueText(value)}`);
        const named = servers.length > manyServers ? servers.slice(0, 1) : servers;
        for (const { name, place } of named) {
          lines.push(style.faint(`      ${oneLine(name)}${place === null ? '' : `  ${oneLine(place)}`}`));
        }
        if (servers.length > named.length)
          lines.push(style.faint(`      and ${servers.length - named.length} more servers`));
      }
    }
  }
  lines.push('', style.strong(summary(drift)));
  return `${lines.join('\n')}\n`;
}

export function driftJson(drift: Drift, context: DriftContext): string {
  const places = new Places(context.texts);
  const shown = (value: DriftValue | null, index: number): object => ({
    server: context.servers[index]!.name,
    state: value?.state ?? 'absent',
    value: value?.state === 'known' ? value.text : null,
    ...(value?.state === 'unknown' ? { reason: value.text } : {}),
    place: value?.place
      ? { path: context.relativePath(value.place.uri), range: places.at(value.place) satisfies PositionRange }
      : null,
  });
  const report = {
    tool: 'exchange-cba',
    version: context.version,
    servers: context.servers.map(({ name, termination }) => ({ root: name, termination })),
    differences: drift.differences.map(({ configurationPath, section, setting, values }) => ({
      configurationPath,
      section,
      setting,
      values: values.map(shown),
    })),
    summary: { differences: drift.differences.length, compared: drift.compared, unknown: drift.unknown },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

export function driftMarkdown(drift: Drift, context: DriftContext): string {
  const blocks = [`# ${title}`, summary(drift)];
  blocks.push(
    context.servers.map(({ name, termination }) => `- ${markdownText(name)}: ${validatedBy(termination)}`).join('\n'),
  );
  for (const [path, differences] of byPath(drift)) {
    blocks.push(`## ${path === '' ? 'Server level' : markdownText(path)}`);
    const rows = differences.flatMap((difference) =>
      groupsOf(difference, context).map(({ value, servers }, index) => {
        const names = servers.map(({ name, place }) => markdownText(place === null ? name : `${name} (${place})`));
        return `| ${index === 0 ? markdownText(settingName(difference)) : ''} | ${markdownText(valueText(value))} | ${names.join(', ')} |`;
      }),
    );
    blocks.push(['| Setting | Value | Servers |', '| --- | --- | --- |', ...rows].join('\n'));
  }
  return `${blocks.join('\n\n')}\n`;
}

export function driftHtml(drift: Drift, context: DriftContext): string {
  const servers = context.servers.map(
    ({ name, termination }) => `<li>${htmlText(name)}: ${htmlText(validatedBy(termination))}</li>`,
  );
  const parts = ['<header>', `<h1>${title}</h1>`, `<p>${summary(drift)}</p>`, '</header>', '<main>'];
  parts.push('<section><h2>Servers</h2>', `<ul>${servers.join('')}</ul></section>`);
  for (const [path, differences] of byPath(drift)) {
    const name = path === '' ? 'Server level' : htmlText(path);
    const rows = differences.flatMap((difference) => {
      const groups = groupsOf(difference, context);
      return groups.map(({ value, servers: equal }, index) => {
        const head =
          index === 0
            ? `<th scope="rowgroup" rowspan="${groups.length}">${htmlText(settingName(difference))}</th>`
            : '';
        const items = equal.map(({ name: server, place, href }) => {
          const at = place === null ? '' : `<code>${htmlText(place)}</code>`;
          return `<li>${htmlText(server)} ${linked(at, href)}</li>`;
        });
        const first = equal.find(({ href }) => href !== null)?.href ?? null;
        return `<tr>${head}<td>${linked(htmlText(valueText(value)), first)}</td><td><ul>${items.join('')}</ul></td></tr>`;
      });
    });
    parts.push(
      `<section><h2>${name}</h2><table><caption>Differences of ${name}</caption><thead><tr><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">Servers</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></section>`,
    );
  }
  parts.push(
    '</main>',
    `<footer><p>Created by exchange-cba ${htmlText(context.version)} from configuration files.</p></footer>`,
  );
  return htmlPage(title, parts.join('\n'));
}

function linked(html: string, href: string | null): string {
  return href === null ? html : `<a href="${htmlText(href)}">${html}</a>`;
}

export function driftCsv({ differences }: Drift, context: DriftContext): string {
  const places = new Places(context.texts);
  const rows: CsvValue[][] = [['Configuration path', 'Setting', 'Server', 'Value', 'File', 'Line', 'Column']];
  for (const difference of differences) {
    difference.values.forEach((value, index) => {
      const server = context.servers[index]!.name;
      const place = value?.place ? placeCells(value.place, places, context) : [null, null, null];
      rows.push([difference.configurationPath, settingName(difference), server, valueText(value), ...place]);
    });
  }
  return rows.map(csvRow).join('');
}

function byPath({ differences }: Drift): Map<string, Difference[]> {
  const result = new Map<string, Difference[]>();
  for (const difference of differences) {
    const list = result.get(difference.configurationPath);
    if (list) list.push(difference);
    else result.set(difference.configurationPath, [difference]);
  }
  return result;
}

/** Most servers first; of equal size in the order of the servers. */
function groupsOf({ values }: Difference, context: DriftContext): Group[] {
  const places = new Places(context.texts);
  const groups = new Map<
    string,
    { value: DriftValue | null; servers: { name: string; place: string | null; href: string | null }[] }
  >();
  values.forEach((value, index) => {
    const key = value ? `${value.state} ${value.text.toLowerCase()}` : '';
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { value, servers: [] }));
    const place = value?.place ? `${context.relativePath(value.place.uri)}:${places.lineAndColumn(value.place)}` : null;
    const href = value?.place ? (context.href?.(value.place) ?? null) : null;
    group.servers.push({ name: context.servers[index]!.name, place, href });
  });
  return [...groups.values()].sort((a, b) => b.servers.length - a.servers.length);
}

function settingName({ section, setting }: Difference): string {
  return section === '' ? setting : `${section.slice(section.lastIndexOf('/') + 1)} ${setting}`;
}

function valueText(value: DriftValue | null): string {
  if (value === null) return 'path not found';
  if (value.state === 'unknown') return `unknown: ${oneLine(value.text)}`;
  return value.text === '' ? '(empty)' : oneLine(value.text);
}

function validatedBy(termination: TerminationKind | null): string {
  if (termination === null) return 'not an Exchange server';
  return termination === 'none' ? 'client certificates not used' : `validated by: ${validatorName(termination)}`;
}

function summary({ differences, compared, unknown }: Drift): string {
  const known = unknown === 0 ? '' : `, ${unknown} of them unknown on some servers`;
  const found = differences.length === 0 ? 'no differences' : count(differences.length, 'difference');
  return `${capitalise(found)}; ${count(compared, 'setting')} compared${known}.`;
}
