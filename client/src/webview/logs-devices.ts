// The mobile devices with failures, filtered by what is typed and by time; every row opens its first failure.
import { button, element } from './dom.js';
import type { DataDevice, DataLine, LogReportData } from '../../../server/src/core/report/logs-data.js';
import type { ReportStrings } from './logs-messages.js';
import { csvRow, fillText, shownTime } from './logs-text.js';

/** Rows that are drawn at once; the filter finds the others. */
const drawn = 200;

export class DeviceList {
  readonly element: HTMLElement;
  readonly #data: LogReportData;
  readonly #strings: ReportStrings;
  readonly #open: (at: DataLine) => void;
  readonly #body = element('tbody');
  readonly #count = element('p', { class: 'faint', role: 'status' });
  #text = '';
  #from = '';
  #to = '';

  constructor(data: LogReportData, strings: ReportStrings, open: (at: DataLine) => void) {
    this.#data = data;
    this.#strings = strings;
    this.#open = open;
    const names = [
      strings.device, strings.user, strings.type, strings.failures, strings.firstFailure, strings.lastFailure,
      strings.lastSuccess, strings.causes,
    ]; // prettier-ignore
    this.element = element(
      'div',
      {},
      element(
        'p',
        { class: 'filters' },
        this.#input(strings.filter, 'search', (value) => {
          this.#text = value.toLowerCase();
        }),
        this.#input(strings.from, 'datetime-local', (value) => {
          this.#from = value;
        }),
        this.#input(strings.to, 'datetime-local', (value) => {
          this.#to = value;
        }),
      ),
      this.#count,
      element(
        'div',
        { class: 'scroll' },
        element(
          'table',
          {},
          element('thead', {}, element('tr', {}, ...names.map((name) => element('th', {}, name)))),
          this.#body,
        ),
      ),
    );
    this.#draw();
  }

  /** The filtered devices as CSV. */
  csv(): string {
    const rows = this.#filtered().map(({ device, user, type, failures, first, last, success, causes }) =>
      csvRow([device, user, type, String(failures), first, last, success, causes.join('; ')]),
    );
    return `${['device,user,type,failures,firstFailure,lastFailure,lastSuccess,causes', ...rows].join('\n')}\n`;
  }

  #input(label: string, type: string, take: (value: string) => void): HTMLElement {
    const input = element('input', { type });
    input.addEventListener('input', () => {
      take(input.value);
      this.#draw();
    });
    return element('label', {}, `${label} `, input);
  }

  /** Times are compared as text: ISO 8601 sorts as it counts. */
  #filtered(): readonly DataDevice[] {
    return this.#data.devices.filter(({ device, user, causes, first, last }) => {
      const texts = [device, user, ...causes].some((text) => text.toLowerCase().includes(this.#text));
      return texts && (this.#from === '' || last >= this.#from) && (this.#to === '' || first <= this.#to);
    });
  }

  #draw(): void {
    const { never, noDevice, shown } = this.#strings;
    const found = this.#filtered();
    const all = this.#data.devices.length + this.#data.moreDevices;
    this.#count.textContent = fillText(shown, { shown: Math.min(found.length, drawn), all });
    this.#body.replaceChildren(
      ...found.slice(0, drawn).map((one) =>
        element(
          'tr',
          {},
          element(
            'td',
            {},
            button(
              one.device === '' ? noDevice : one.device,
              () => {
                this.#open(one.example);
              },
              { class: 'link' },
            ),
          ),
          element('td', {}, one.user),
          element('td', {}, one.type),
          element('td', { class: 'number' }, String(one.failures)),
          element('td', {}, shownTime(one.first)),
          element('td', {}, shownTime(one.last)),
          element('td', {}, one.success === '' ? never : shownTime(one.success)),
          element('td', {}, one.causes.join(', ')),
        ),
      ),
    );
  }
}
