// The report about logs: the verdict first, then a timeline with its table, causes, devices that can be
// filtered, and tables.
import { button, element, section, type Child } from './dom.js';
import { fillText, withShownTimes } from './logs-text.js';
import type { DataCause, DataLine, LogReportData } from '../../../server/src/core/report/logs-data.js';
import type { FromReport, ReportStrings, ToReport } from './logs-messages.js';
import { DeviceList } from './logs-devices.js';
import { timeline } from './logs-timeline.js';

declare function acquireVsCodeApi(): { postMessage(message: FromReport): void };

const host = acquireVsCodeApi();

window.addEventListener('message', ({ data }: MessageEvent<ToReport>) => {
  show(data.data, data.strings);
});
host.postMessage({ kind: 'ready' });

const open = (at: DataLine): void => {
  host.postMessage({ kind: 'open', at });
};

function show(data: LogReportData, strings: ReportStrings): void {
  const devices = new DeviceList(data, strings, open);
  const { hours, series } = data.timeline;
  const parts: Child[] = [
    element('h1', {}, withShownTimes(data.verdict)),
    element('p', { class: 'faint' }, strings.times),
    saving(devices, strings),
    hours.length === 0 || series.length === 0
      ? null
      : section(strings.timeline, 'timeline', ...timeline(data.timeline, strings)),
    data.causes.length === 0
      ? null
      : section(strings.causes, 'causes', ...data.causes.map((one) => cause(one, strings))),
    data.devices.length === 0 ? null : section(strings.devices, 'devices', devices.element),
    ...data.tables.map((one, index) => section(one.title, `table${index}`, table(one, strings))),
    ...data.notes.map((note) => element('p', { class: 'faint' }, note)),
  ];
  document.body.replaceChildren(element('main', {}, ...parts));
}

function saving(devices: DeviceList, strings: ReportStrings): HTMLElement {
  const formats = ['markdown', 'html', 'csv', 'json'] as const;
  const buttons = formats.map((format) =>
    button(format === 'markdown' ? 'Markdown' : format.toUpperCase(), () => {
      host.postMessage({ kind: 'save', format, csv: devices.csv() });
    }),
  );
  return element('p', { class: 'save' }, `${strings.save}: `, ...buttons);
}

function cause(one: DataCause, strings: ReportStrings): HTMLElement {
  const { servers, setting, certificates } = one;
  return element(
    'article',
    { class: `cause ${one.severity}` },
    element('h3', {}, element('span', { class: 'severity' }, strings[one.severity]), ` ${one.title}`),
    element('p', {}, withShownTimes(one.figures)),
    element('p', {}, withShownTimes(one.explanation)),
    element('p', {}, element('strong', {}, `${strings.fix}: `), one.remedy),
    setting === null
      ? null
      : element(
          'p',
          {},
          element('strong', {}, `${strings.setIn}: `),
          button(
            setting.value,
            () => {
              open(setting);
            },
            { class: 'link' },
          ),
        ),
    certificates.length === 0
      ? null
      : element(
          'div',
          {},
          element('strong', {}, `${strings.certificates}:`),
          element(
            'ul',
            {},
            ...certificates.map((certificate) =>
              element(
                'li',
                {},
                button(
                  certificate.text,
                  () => {
                    open(certificate);
                  },
                  { class: 'link' },
                ),
              ),
            ),
          ),
        ),
    element(
      'p',
      { class: 'actions' },
      button(strings.example, () => {
        open(one.example);
      }),
      button(strings.rule, () => {
        host.postMessage({ kind: 'rule', rule: one.rule });
      }),
    ),
    servers.length < 2
      ? null
      : element(
          'table',
          {},
          head([strings.server, strings.requests]),
          element(
            'tbody',
            {},
            ...servers.map(({ name, count, example }) =>
              element(
                'tr',
                {},
                element(
                  'td',
                  {},
                  button(
                    name,
                    () => {
                      open(example);
                    },
                    { class: 'link' },
                  ),
                ),
                element('td', { class: 'number' }, String(count)),
              ),
            ),
          ),
        ),
  );
}

function head(names: readonly string[]): HTMLElement {
  return element('thead', {}, element('tr', {}, ...names.map((name) => element('th', {}, name))));
}

function table({ head: names, rows, more }: LogReportData['tables'][number], strings: ReportStrings): HTMLElement {
  const body = rows.map((row) => element('tr', {}, ...row.map((cell) => element('td', {}, cell))));
  return element(
    'div',
    { class: 'scroll' },
    element('table', {}, head(names), element('tbody', {}, ...body)),
    more > 0 ? element('p', { class: 'faint' }, fillText(strings.more, { count: more })) : null,
  );
}
