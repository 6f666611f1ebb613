// The page of the log report: texts, the list of devices with its filters, and the timeline.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvRow, fillText, shownTime, withShownTimes } from '../../../client/src/webview/logs-text.js';
import { DeviceList } from '../../../client/src/webview/logs-devices.js';
import type { ReportStrings } from '../../../client/src/webview/logs-messages.js';
import type { DataDevice, LogReportData } from '../../../server/src/core/report/logs-data.js';
import { timeline } from '../../../client/src/webview/logs-timeline.js';
import { fake, installFakePage } from '../../support/fake-dom.js';

installFakePage();

/** Every word of the page is its own name, but for these. */
function words(own: Partial<ReportStrings> = {}): ReportStrings {
  return new Proxy(own, { get: (_, name) => own[name as keyof ReportStrings] ?? `{${String(name)}}` }) as ReportStrings;
}
const strings = words();

function device(name: string, more: Partial<DataDevice> = {}): DataDevice {
  return {
    device: name,
    user: 'CONTOSO\\jane',
    type: 'iPhone',
    failures: 3,
    first: '2026-11-02T06:00:00Z',
    last: '2026-11-02T08:00:00Z',
    success: '',
    causes: ['log/certificate-expired'],
    example: { uri: 'file:///u_ex.log', line: 7 },
    ...more,
  };
}

function data(devices: readonly DataDevice[], moreDevices = 0): LogReportData {
  return {
    verdict: '', causes: [], timeline: { hours: [], series: [] }, devices, moreDevices, tables: [], notes: [],
  }; // prettier-ignore
}

test('placeholders that have no value stay', () => {
  assert.equal(fillText('{a} of {b}', { a: 1 }), '1 of {b}');
});

test('a row of CSV starts no formula and keeps quotes, commas, and lines in their cell', () => {
  assert.equal(
    csvRow(['=1+1', '@x', '-', 'a,b', 'say "x"', 'two\nlines']),
    `'=1+1,'@x,-,"a,b","say ""x""","two\nlines"`,
  );
});

test('a time is shown in UTC, and none for none', () => {
  assert.equal(shownTime(''), '');
  assert.match(shownTime('2026-11-02T23:30:00Z'), /\b11:30:00|\b23:30:00/);
});

test('times in a sentence are shown as in a table', () => {
  const time = '2026-11-02T23:30:00Z';
  assert.equal(withShownTimes(`3 devices since ${time}: expired.`), `3 devices since ${shownTime(time)}: expired.`);
});

test('devices are filtered by what is typed and by time, in the list and in the CSV', () => {
  const opened: unknown[] = [];
  const one = device('ApplDN1', { last: '2026-11-02T07:00:00Z' });
  const two = device('', { user: 'CONTOSO\\john', first: '2026-11-03T06:00:00Z', last: '2026-11-03T06:00:00Z' });
  const list = new DeviceList(data([one, two], 5), words({ shown: '{shown} of {all}', noDevice: 'none' }), (at) =>
    opened.push(at),
  );
  const element = fake(list.element);
  const names = (): string[] =>
    element
      .querySelector('tbody')!
      .querySelectorAll('button')
      .map((one) => one.textContent);
  const [text, from, to] = element.querySelectorAll('input');
  const type = (input: typeof text, value: string): void => {
    input!.value = value;
    input!.fire('input');
  };
  assert.deepEqual(names(), ['ApplDN1', 'none']);
  assert.equal(element.querySelector('.faint')!.textContent, '2 of 7');
  type(text, 'JOHN');
  assert.deepEqual(names(), ['none']);
  assert.equal(list.csv().split('\n').length, 3);
  type(text, 'certificate-expired');
  type(from, '2026-11-02T12:00');
  assert.deepEqual(names(), ['none']);
  type(from, '');
  type(to, '2026-11-02T12:00');
  assert.deepEqual(names(), ['ApplDN1']);
  element.querySelector('tbody')!.querySelector('button')!.fire('click');
  assert.deepEqual(opened, [one.example]);
});

test('of many devices 200 are drawn, and the filter finds the others', () => {
  const devices = Array.from({ length: 300 }, (_, at) => device(`device-${at}.`));
  const element = fake(new DeviceList(data(devices), strings, () => undefined).element);
  const rows = (): number => element.querySelector('tbody')!.children.length;
  assert.equal(rows(), 200);
  const input = element.querySelector('input')!;
  input.value = 'device-299.';
  input.fire('input');
  assert.equal(rows(), 1);
});

test('the timeline has a bar for every count and a row for every hour with failures', () => {
  const [chart, axis, legend, details] = timeline(
    {
      hours: ['2026-11-02T06:00:00Z', '2026-11-02T07:00:00Z', '2026-11-02T08:00:00Z'],
      series: [
        { title: 'Expired', counts: [4, 0, 1] },
        { title: 'Revoked', counts: [4, 0, 0] },
      ],
    },
    words({ axis: '{most} at most' }),
  ).map(fake);
  assert.equal(axis!.textContent, '8 at most');
  const bars = chart!.querySelectorAll('rect');
  assert.deepEqual(
    bars.map((bar) => [bar.attributes.get('height'), bar.attributes.get('y'), bar.className]),
    [
      ['58', '62', 'series0'],
      ['58', '4', 'series1'],
      ['14.5', '105.5', 'series0'],
    ],
  );
  assert.match(bars[2]!.textContent, /: Expired, 1$/);
  assert.equal(legend!.querySelectorAll('li').length, 2);
  assert.deepEqual(
    details!
      .querySelector('tbody')!
      .querySelectorAll('.number')
      .map((cell) => cell.textContent),
    ['4', '4', '1', '0'],
  );
});
