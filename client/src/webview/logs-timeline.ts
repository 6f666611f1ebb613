// Failures by hour: stacked bars for the eye, and the same figures as a table for everyone.
import { element } from './dom.js';
import type { LogReportData } from '../../../server/src/core/report/logs-data.js';
import type { ReportStrings } from './logs-messages.js';
import { fillText, shownTime } from './logs-text.js';

const namespace = 'http://www.w3.org/2000/svg';
const height = 120;
/** Few hours fit into the width of a page, however narrow; many are scrolled. */
const chartWidth = 720;
const narrowestBar = 10;
const widestBar = 40;

type Timeline = LogReportData['timeline'];

/** The chart, its legend and its table. */
export function timeline(data: Timeline, strings: ReportStrings): HTMLElement[] {
  const { series } = data;
  const legend = series.map(({ title }, index) =>
    element('li', {}, element('span', { class: `swatch series${index % 6}`, 'aria-hidden': 'true' }), ` ${title}`),
  );
  return [
    element('div', { class: 'scroll' }, chart(data, strings)),
    element('p', { class: 'faint' }, axis(data, strings)),
    element('ul', { class: 'legend' }, ...legend),
    element('details', {}, element('summary', {}, strings.showTable), table(data, strings)),
  ];
}

/** From when to when the bars go, and how high the highest is. */
function axis(data: Timeline, strings: ReportStrings): string {
  const [first, last] = [data.hours[0]!, data.hours.at(-1)!];
  const hours = first === last ? shownTime(first) : `${shownTime(first)} – ${shownTime(last)}`;
  return fillText(strings.axis, { hours, most: Math.max(...totalsOf(data)) });
}

function totalsOf({ hours, series }: Timeline): number[] {
  return hours.map((_, hour) => series.reduce((sum, { counts }) => sum + counts[hour]!, 0));
}

/** `element` knows HTML alone. */
function chart(data: Timeline, strings: ReportStrings): HTMLElement {
  const { hours, series } = data;
  const most = Math.max(1, ...totalsOf(data));
  const barWidth = Math.min(widestBar, Math.max(narrowestBar, Math.floor(chartWidth / hours.length)));
  const width = Math.max(barWidth, hours.length * barWidth);
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  if (width <= chartWidth) svg.setAttribute('class', 'fitted');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', strings.timeline);
  hours.forEach((hour, at) => {
    let top = height;
    series.forEach(({ title, counts }, index) => {
      const count = counts[at]!;
      if (count === 0) return;
      const bar = document.createElementNS(namespace, 'rect');
      const tall = Math.max(1, (count / most) * (height - 4));
      top -= tall;
      for (const [name, value] of Object.entries({ x: at * barWidth + 1, y: top, width: barWidth - 2, height: tall })) {
        bar.setAttribute(name, String(value));
      }
      bar.setAttribute('class', `series${index % 6}`);
      const label = document.createElementNS(namespace, 'title');
      label.textContent = `${shownTime(hour)}: ${title}, ${count}`;
      bar.append(label);
      svg.append(bar);
    });
  });
  const holder = element('div', { class: 'chart' });
  holder.append(svg);
  return holder;
}

function table({ hours, series }: Timeline, strings: ReportStrings): HTMLElement {
  const names = [strings.hour, ...series.map(({ title }) => title)];
  const rows = hours.flatMap((hour, at) =>
    series.every(({ counts }) => counts[at] === 0)
      ? []
      : [
          element(
            'tr',
            {},
            element('td', {}, shownTime(hour)),
            ...series.map(({ counts }) => element('td', { class: 'number' }, String(counts[at]))),
          ),
        ],
  );
  return element(
    'div',
    { class: 'scroll' },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...names.map((name) => element('th', {}, name)))),
      element('tbody', {}, ...rows),
    ),
  );
}
