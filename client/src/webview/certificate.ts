// The certificate view: shows what the extension says, and says what the user wants. It keeps nothing of its
// own but the place.
import { comparePicker, compareView } from './compare.js';
import { DetailView } from './detail.js';
import { button, element, sign } from './dom.js';
import { keepFocus } from './focus.js';
import { host, send } from './host.js';
import { CertificateList } from './list.js';
import type { Notice, Strings, ToView } from './messages.js';

const live = element('p', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
const page = element('main', { id: 'page' });

class View {
  readonly #strings: Strings;
  readonly #list: CertificateList;
  readonly #pane = element('div', { class: 'pane', role: 'region', tabindex: '0', 'aria-labelledby': 'title' });
  #detail: DetailView | null = null;
  #generation = -1;
  #total = 0;
  #index: number;
  #search: string;
  #scroll: number;

  constructor(strings: Strings) {
    this.#strings = strings;
    const state = host.getState();
    this.#index = state?.index ?? 0;
    this.#search = state?.search ?? '';
    this.#scroll = state?.scroll ?? 0;
    this.#list = new CertificateList(
      strings,
      (index) => {
        this.#select(index);
      },
      (search) => {
        this.#search = search;
        this.#save();
      },
      () => {
        this.#title()?.focus();
      },
    );
    this.#pane.addEventListener('scroll', () => {
      this.#scroll = this.#pane.scrollTop;
      this.#save();
    });
  }

  take(message: Exclude<ToView, { type: 'strings' }>): void {
    if (message.type === 'notice') this.#notice(message.notice);
    else if (message.type === 'said') say(message.text);
    else if (message.type === 'file') this.#file(message);
    else if (message.generation === this.#generation) this.#part(message);
  }

  #part(message: Extract<ToView, { generation: number }>): void {
    switch (message.type) {
      case 'file':
        break;
      case 'rows':
        this.#list.add(message.rows);
        if (message.rows.some(({ index }) => index === this.#index)) this.#list.select(this.#index, false);
        break;
      case 'detail':
        if (message.detail.index !== this.#index) break;
        this.#detail = new DetailView(
          message.detail,
          this.#strings,
          (index) => {
            this.#list.select(index, true);
            this.#list.reveal();
          },
          this.#total > 1
            ? () => {
                this.#pick();
              }
            : null,
        );
        this.#show(this.#detail.root);
        this.#pane.scrollTop = this.#scroll;
        page.setAttribute('aria-busy', String(message.detail.pending));
        page.dataset.state = 'certificate';
        page.dataset.tone = message.detail.verdict.tone;
        say(`${message.detail.title}. ${message.detail.verdict.headline}`);
        break;
      case 'asn1':
        if (this.#detail?.index === message.index) this.#detail.structure.answer(message.answer);
        break;
      case 'compare': {
        const view = compareView(message, this.#strings, () => {
          this.#scroll = 0;
          send({ type: 'select', index: this.#index });
        });
        this.#pane.replaceChildren(view);
        this.#pane.scrollTop = 0;
        this.#title()?.focus();
        page.dataset.state = 'compare';
        break;
      }
      case 'select':
        this.#list.select(message.index, true);
        this.#list.reveal();
        break;
    }
  }

  /** The certificate in place of what was there; the focus returns to where the comparison began. */
  #show(article: HTMLElement): void {
    const compared = page.dataset.state === 'compare';
    keepFocus(
      () => {
        this.#pane.replaceChildren(article);
      },
      () => (compared ? article.querySelector<HTMLElement>('header button') : null) ?? this.#title(),
    );
  }

  #title(): HTMLElement | null {
    return this.#pane.querySelector<HTMLElement>('h1');
  }

  #pick(): void {
    if (this.#detail === null) return;
    const header = this.#detail.root.querySelector('header');
    header?.querySelector('.picker')?.remove();
    const close = (): void => {
      keepFocus(
        () => header?.querySelector('.picker')?.remove(),
        () => header?.querySelector<HTMLElement>('button') ?? null,
      );
    };
    header?.append(comparePicker(this.#index, this.#list.rows, this.#strings, close));
    header?.querySelector<HTMLElement>('select')?.focus();
  }

  #file(message: Extract<ToView, { type: 'file' }>): void {
    const { generation, total, summary, privateKeys, problems, isText } = message;
    const reloaded = this.#generation >= 0;
    this.#generation = generation;
    this.#total = total;
    if (this.#index >= total) this.#index = 0;
    if (reloaded) this.#scroll = this.#pane.scrollTop;
    this.#list.start(total, this.#search);
    const bar = element(
      'header',
      { class: 'file' },
      element('p', { class: 'summary' }, summary),
      isText
        ? button(
            this.#strings.openAsText,
            () => {
              send({ type: 'action', name: 'openAsText' });
            },
            { class: 'secondary' },
          )
        : null,
      privateKeys.length === 0
        ? null
        : element(
            'ul',
            { class: 'keys', 'aria-label': this.#strings.privateKeys },
            ...privateKeys.map((key) => element('li', {}, sign('neutral'), key)),
          ),
      problems.length === 0
        ? null
        : element(
            'ul',
            { class: 'file-problems', 'aria-label': this.#strings.problems },
            ...problems.map((problem) => element('li', {}, sign('doubtful'), problem)),
          ),
    );
    page.className = total > 1 ? 'with-list' : 'single';
    page.setAttribute('aria-busy', 'true');
    keepFocus(
      () => {
        page.replaceChildren(bar, ...(total > 1 ? [this.#list.root] : []), this.#pane);
      },
      () => this.#pane,
    );
    send({ type: 'select', index: this.#index });
  }

  #notice({ state, tone, headline, text, action }: Notice): void {
    page.className = 'notice';
    page.dataset.state = state;
    page.setAttribute('aria-busy', String(state === 'loading'));
    const children: Node[] = [
      element('h1', { tabindex: '-1' }, tone === 'neutral' ? null : sign(tone), element('span', {}, headline)),
      ...(text === '' ? [] : [element('p', {}, text)]),
    ];
    if (action !== null) {
      children.push(
        button(action.label, () => {
          send({ type: 'action', name: action.name });
        }),
      );
    }
    keepFocus(
      () => {
        page.replaceChildren(element('div', { class: `box ${tone}` }, ...children));
      },
      () => page.querySelector<HTMLElement>('button') ?? page.querySelector<HTMLElement>('h1'),
    );
    say(`${headline} ${text}`);
  }

  #select(index: number): void {
    if (index !== this.#index) this.#scroll = 0;
    this.#index = index;
    this.#save();
    send({ type: 'select', index });
  }

  #save(): void {
    host.setState({ index: this.#index, search: this.#search, scroll: this.#scroll });
  }
}

function say(text: string): void {
  live.textContent = text;
}

let view: View | null = null;

window.addEventListener('message', ({ data }: MessageEvent<ToView>) => {
  if (data.type === 'strings') {
    document.documentElement.lang = data.language;
    view = new View(data.strings);
  } else {
    view?.take(data);
  }
});

document.body.append(live, page);
send({ type: 'ready' });
