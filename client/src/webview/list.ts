// The list of certificates: searchable, and only the lines in sight are elements, however many there are.
import { element, sign } from './dom.js';
import { fill } from './host.js';
import type { Row, Strings } from './messages.js';

const LINE = 52;
const SPARE = 6;

export class CertificateList {
  readonly root: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #status: HTMLElement;
  readonly #scroller: HTMLElement;
  readonly #canvas: HTMLElement;
  readonly #strings: Strings;
  readonly #chosen: (index: number) => void;
  #rows: Row[] = [];
  #shown: Row[] = [];
  #total = 0;
  #selected = -1;
  #pending = false;

  /** `opened`: the user wants to read what is chosen. */
  constructor(strings: Strings, chosen: (index: number) => void, searched: (text: string) => void, opened: () => void) {
    this.#strings = strings;
    this.#chosen = chosen;
    this.#input = element('input', { type: 'search', 'aria-label': strings.search, class: 'search' });
    this.#input.placeholder = strings.search;
    this.#input.addEventListener('input', () => {
      searched(this.#input.value);
      this.#filter();
    });
    this.#input.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
      event.preventDefault();
      this.#scroller.focus();
      if (this.#position() < 0) this.#move(0);
    });
    this.#status = element('p', { class: 'found', role: 'status' });
    this.#canvas = element('div', { class: 'canvas', role: 'presentation' });
    this.#scroller = element(
      'div',
      { class: 'rows', role: 'listbox', tabindex: '0', 'aria-label': strings.list },
      this.#canvas,
    );
    this.#scroller.addEventListener('scroll', () => {
      this.#soon();
    });
    this.#scroller.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') opened();
      else this.#key(event);
    });
    this.#canvas.addEventListener('click', (event) => {
      const line = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
      if (line !== null) this.select(Number(line.dataset.index), true);
    });
    new ResizeObserver(() => {
      this.#soon();
    }).observe(this.#scroller);
    this.root = element(
      'nav',
      { class: 'list', 'aria-label': strings.list },
      this.#input,
      this.#status,
      this.#scroller,
    );
  }

  start(total: number, search: string): void {
    this.#rows = [];
    this.#shown = [];
    this.#total = total;
    this.#input.value = search;
    this.#filter();
  }

  add(rows: readonly Row[]): void {
    for (const row of rows) this.#rows.push(row);
    const wanted = this.#wanted();
    const fitting = wanted === '' ? rows : rows.filter(({ search }) => search.includes(wanted));
    for (const row of fitting) this.#shown.push(row);
    this.#soon();
  }

  /** The titles of all, for choosing another one to compare with. */
  get rows(): readonly Row[] {
    return this.#rows;
  }

  select(index: number, tell: boolean): void {
    this.#selected = index;
    this.#soon();
    if (tell) this.#chosen(index);
  }

  reveal(): void {
    const at = this.#position();
    if (at < 0) return;
    const { scrollTop, clientHeight } = this.#scroller;
    if (at * LINE < scrollTop) this.#scroller.scrollTop = at * LINE;
    else if ((at + 1) * LINE > scrollTop + clientHeight) this.#scroller.scrollTop = (at + 1) * LINE - clientHeight;
  }

  #wanted(): string {
    // Digits of thumbprints are often copied with gaps, colons, or an invisible mark before them.
    const text = this.#input.value
      .replaceAll(/[\u200e\u200f\ufeff]/g, '')
      .trim()
      .toLowerCase();
    return /^(?:[0-9a-f]{2}[\s:]?){8,}$/.test(text) ? text.replaceAll(/[\s:]/g, '') : text;
  }

  #filter(): void {
    const wanted = this.#wanted();
    this.#shown = wanted === '' ? [...this.#rows] : this.#rows.filter(({ search }) => search.includes(wanted));
    this.#scroller.scrollTop = 0;
    this.#soon();
  }

  #position(): number {
    return this.#shown.findIndex(({ index }) => index === this.#selected);
  }

  #key(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.#scroller.clientHeight / LINE) - 1);
    const at = this.#position();
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: this.#shown.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#move(to);
  }

  #move(to: number): void {
    const row = this.#shown[Math.max(0, Math.min(to, this.#shown.length - 1))];
    if (row === undefined) return;
    this.select(row.index, true);
    this.reveal();
  }

  #soon(): void {
    if (this.#pending) return;
    this.#pending = true;
    requestAnimationFrame(() => {
      this.#pending = false;
      this.#draw();
    });
  }

  #draw(): void {
    const { scrollTop, clientHeight } = this.#scroller;
    const count = this.#shown.length;
    this.#canvas.style.height = `${count * LINE}px`;
    const first = Math.max(0, Math.floor(scrollTop / LINE) - SPARE);
    const last = Math.min(count, Math.ceil((scrollTop + clientHeight) / LINE) + SPARE);
    this.#canvas.replaceChildren(...this.#shown.slice(first, last).map((row, i) => this.#line(row, first + i)));
    const at = this.#position();
    if (at >= first && at < last) this.#scroller.setAttribute('aria-activedescendant', `row-${this.#selected}`);
    else this.#scroller.removeAttribute('aria-activedescendant');
    const said =
      count === 0 && this.#rows.length > 0
        ? this.#strings.nothingFound
        : fill(this.#strings.found, { count, total: this.#total });
    if (this.#status.textContent !== said) this.#status.textContent = said;
  }

  #line(row: Row, at: number): HTMLElement {
    const chosen = row.index === this.#selected;
    const line = element(
      'div',
      {
        class: 'row',
        id: `row-${row.index}`,
        role: 'option',
        'aria-selected': String(chosen),
        'aria-setsize': String(this.#shown.length),
        'aria-posinset': String(at + 1),
        'data-index': String(row.index),
        title: [row.title, row.subtitle, row.state, row.until].filter((part) => part !== '').join('\n'),
      },
      sign(row.tone),
      element('span', { class: 'title' }, row.title),
      element('span', { class: 'state' }, row.state),
      element('span', { class: 'subtitle' }, row.subtitle),
      element('span', { class: 'until' }, row.until),
    );
    line.style.top = `${at * LINE}px`;
    return line;
  }
}
