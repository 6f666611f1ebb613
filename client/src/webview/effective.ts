// The effective configuration of a path: the features of IIS Manager, every value with the places that set
// it. It is drawn anew when files change, and what was open, found, and focused stays.
import { button, element, type Child } from './dom.js';
import { countsOf, featureView, type Words } from './effective-feature.js';
import { findingList } from './effective-findings.js';
import { fillText } from './logs-text.js';
import {
  changeForms,
  type ChangeForm,
  type EffectiveStrings,
  type FromEffective,
  type Said,
  type ShownPage,
  type ToEffective,
} from './effective-messages.js';

/**
 * What is kept while the page is hidden; `open` are the ids of what is unfolded, null before the first time.
 */
interface State {
  readonly open: readonly string[] | null;
  readonly search: string;
  readonly onlySet: boolean;
  readonly onlyDifferences: boolean;
  readonly scroll: number;
  readonly form: ChangeForm;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromEffective): void;
  getState(): State | undefined;
  setState(state: State): void;
};

const host = acquireVsCodeApi();
/** Unfolded before anybody has unfolded or folded anything: how clients sign in. */
const firstOpen = 3;

class Page {
  #state: State = host.getState() ?? {
    open: null,
    search: '',
    onlySet: false,
    onlyDifferences: false,
    scroll: 0,
    form: 'files',
  };
  readonly #search = element('input', { type: 'search', id: 'search' });
  readonly #onlySet = element('input', { type: 'checkbox', id: 'only-set' });
  readonly #onlyDifferences = element('input', { type: 'checkbox', id: 'only-differences' });
  readonly #form = element('select', { id: 'form' });
  readonly #found = element('p', { role: 'status', class: 'faint' });
  readonly #features = element('div', { class: 'features' });
  #strings: EffectiveStrings | null = null;

  constructor() {
    this.#search.value = this.#state.search;
    this.#onlySet.checked = this.#state.onlySet;
    this.#onlyDifferences.checked = this.#state.onlyDifferences;
    for (const control of [this.#search, this.#onlySet, this.#onlyDifferences]) {
      control.addEventListener('input', () => {
        this.#keep({
          search: this.#search.value,
          onlySet: this.#onlySet.checked,
          onlyDifferences: this.#onlyDifferences.checked,
        });
        this.#filter();
      });
    }
    this.#form.addEventListener('change', () => {
      this.#keep({ form: changeForms.find((form) => form === this.#form.value) ?? 'files' });
    });
    window.addEventListener('scroll', () => {
      this.#keep({ scroll: window.scrollY });
    });
  }

  /** A change takes the form that the page is set to. */
  readonly send = (said: Said): void => {
    const isChange = said.kind === 'change' || said.kind === 'changeEntries';
    host.postMessage(isChange ? { ...said, form: this.#state.form } : said);
  };

  show({ page, serverName, comparedWith, strings }: ToEffective): void {
    this.#strings = strings;
    const { scroll } = this.#state;
    const focused = document.activeElement?.id ?? '';
    if (page === null) document.body.replaceChildren(element('main', {}, element('p', {}, strings.gone)));
    else this.#draw(page, serverName, comparedWith, strings);
    this.#filter();
    // Elements have ids that are the same in the next version of the files.
    if (focused !== '') document.getElementById(focused)?.focus({ preventScroll: true });
    window.scrollTo(0, scroll);
  }

  #draw(page: ShownPage, serverName: string, comparedWith: string | null, strings: EffectiveStrings): void {
    const words: Words = {
      strings,
      send: this.send,
      configurationPath: page.configurationPath,
      isCompared: page.isCompared,
    };
    const open = new Set(this.#state.open ?? page.features.slice(0, firstOpen).map(({ title }) => title));
    this.#features.replaceChildren(
      ...page.features.map((feature) => {
        const made = featureView(feature, words);
        for (const part of [made, ...made.querySelectorAll('details')]) {
          part.open = open.has(part.id);
          part.addEventListener('toggle', () => {
            // A search unfolds by itself, which is forgotten with it.
            if (this.#search.value === '') this.#keepOpen();
          });
        }
        return made;
      }),
    );
    const { configurationPath } = page;
    document.body.replaceChildren(
      element(
        'main',
        {},
        element(
          'header',
          {},
          element('h1', {}, configurationPath === '' ? strings.serverLevel : configurationPath),
          element('p', { class: 'faint' }, `${strings.title} · ${strings.server}: ${serverName}`),
        ),
        this.#tools(page, comparedWith, strings),
        page.findings.length === 0
          ? null
          : element(
              'section',
              { 'aria-labelledby': 'findings' },
              element('h2', { id: 'findings' }, strings.findings),
              findingList(page.findings, words),
            ),
        this.#features,
      ),
    );
  }

  #tools(page: ShownPage, comparedWith: string | null, strings: EffectiveStrings): HTMLElement {
    const label = (control: HTMLInputElement, text: string): HTMLElement => element('label', {}, control, ` ${text}`);
    this.#search.setAttribute('placeholder', strings.search);
    this.#search.setAttribute('aria-label', strings.search);
    const command = (id: 'compare' | 'stopComparing' | 'choosePath', text: string): HTMLElement =>
      button(
        text,
        () => {
          this.send({ kind: id });
        },
        { id },
      );
    const forms: Readonly<Record<ChangeForm, string>> = {
      files: strings.asFiles,
      powershell: strings.asPowershell,
      ems: strings.asEms,
      appcmd: strings.asAppcmd,
    };
    this.#form.replaceChildren(...changeForms.map((form) => new Option(forms[form], form)));
    this.#form.value = this.#state.form;
    const compared: Child[] =
      comparedWith === null
        ? []
        : [
            element(
              'p',
              { class: 'compared' },
              `${fillText(page.isCompared ? strings.comparedWith : strings.comparedGone, { name: comparedWith })} `,
              !page.isCompared
                ? null
                : hasDifferences(page)
                  ? label(this.#onlyDifferences, strings.onlyDifferences)
                  : strings.noDifferences,
              ' ',
              command('stopComparing', strings.stopComparing),
            ),
          ];
    return element(
      'div',
      { class: 'tools', role: 'search' },
      element(
        'p',
        { class: 'row' },
        this.#search,
        label(this.#onlySet, strings.onlySet),
        command('compare', strings.compare),
        command('choosePath', strings.anotherPath),
        element('label', {}, `${strings.changes} `, this.#form),
      ),
      ...compared,
      this.#found,
    );
  }

  /** Shows the rows that a search and the boxes ask for, and unfolds where there are some. */
  #filter(): void {
    const wanted = this.#search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const onlyDifferences = this.#onlyDifferences.checked && this.#onlyDifferences.isConnected;
    let shown = 0;
    for (const feature of this.#features.querySelectorAll<HTMLDetailsElement>('details.feature')) {
      let any = false;
      for (const section of feature.querySelectorAll<HTMLElement>('section')) {
        let rows = 0;
        const about = `${feature.id} ${section.dataset.section ?? ''}`.toLowerCase();
        for (const row of section.querySelectorAll<HTMLElement>('tr.setting, li.entry, .none')) {
          const list = row.closest('details.collection')?.id ?? '';
          const text = `${about} ${list} ${row.textContent}`.toLowerCase();
          const fits =
            wanted.every((word) => text.includes(word)) &&
            (!this.#onlySet.checked || row.classList.contains('set')) &&
            (!onlyDifferences || row.classList.contains('differs'));
          row.hidden = !fits;
          if (fits) rows++;
        }
        section.hidden = rows === 0;
        any = any || rows > 0;
        shown += rows;
      }
      feature.hidden = !any;
      for (const part of [feature, ...feature.querySelectorAll<HTMLDetailsElement>('details.collection')]) {
        if (wanted.length > 0 || onlyDifferences) part.open = hasShown(part);
        else if (this.#state.open) part.open = this.#state.open.includes(part.id);
      }
    }
    const isNarrowed = wanted.length > 0 || this.#onlySet.checked || onlyDifferences;
    const strings = this.#strings;
    if (strings === null) return;
    this.#found.textContent = !isNarrowed
      ? ''
      : shown === 0
        ? strings.nothingFound
        : fillText(strings.shown, { count: shown });
  }

  #keepOpen(): void {
    const open = [...this.#features.querySelectorAll('details')].filter((part) => part.open).map(({ id }) => id);
    this.#keep({ open });
  }

  #keep(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    host.setState(this.#state);
  }
}

function hasDifferences({ features }: ShownPage): boolean {
  return features.some(({ sections }) => sections.some((section) => countsOf(section).differences > 0));
}

/** Whether a row or entry in it is shown. */
function hasShown(part: HTMLElement): boolean {
  return [...part.querySelectorAll<HTMLElement>('tr.setting, li.entry, .none')].some((row) => !row.hidden);
}

const page = new Page();
window.addEventListener('message', ({ data }: MessageEvent<ToEffective>) => {
  page.show(data);
});
page.send({ kind: 'ready' });
