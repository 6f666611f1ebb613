// Everything about one certificate, from the verdict down to the bytes.
import { button, element, section, sign } from './dom.js';
import type { Child } from './dom.js';
import { fill, send } from './host.js';
import type {
  Chain,
  CopyGroup,
  Detail,
  ExtensionItem,
  Field,
  Mapping,
  Reason,
  Strings,
  Use,
  Validity,
  Verdict,
} from './messages.js';
import { Structure } from './structure.js';

export class DetailView {
  readonly root: HTMLElement;
  readonly structure: Structure;
  readonly index: number;
  readonly #strings: Strings;

  constructor(detail: Detail, strings: Strings, select: (index: number) => void, compare: (() => void) | null) {
    this.#strings = strings;
    this.index = detail.index;
    this.structure = new Structure(detail.index, detail.hex, detail.byteLength, detail.asn1, strings);
    this.root = element(
      'article',
      {},
      element(
        'header',
        {},
        element('h1', { id: 'title', tabindex: '-1' }, detail.title),
        element('p', { class: 'kind' }, detail.kind),
        compare === null ? null : button(strings.compareWith, compare, { class: 'secondary' }),
      ),
      this.#verdict(detail.verdict),
      this.#problems(detail),
      section(strings.identity, 'identity', this.#fields(detail.identity)),
      detail.validity === null ? null : section(strings.validity, 'validity', this.#validity(detail.validity)),
      detail.chain === null ? null : section(strings.chain, 'chain', ...this.#chain(detail.chain, select)),
      detail.mapping === null ? null : section(strings.mapping, 'mapping', ...this.#mapping(detail.mapping)),
      detail.uses.length === 0 ? null : section(strings.uses, 'uses', this.#uses(detail.uses)),
      section(strings.copies, 'copies', ...detail.copies.map((group) => this.#copies(group))),
      detail.extensions.length === 0
        ? null
        : section(strings.extensions, 'extensions', ...detail.extensions.map((item) => this.#extension(item))),
      section(
        strings.structure,
        'structure',
        element('div', { class: 'side-by-side' }, this.structure.tree, this.structure.bytes),
        button(strings.copyHex, () => {
          send({ type: 'copyWhole', index: detail.index, as: 'hex' });
        }),
      ),
      section(
        strings.pem,
        'pem',
        element('pre', { tabindex: '0', 'aria-label': strings.pem }, detail.pem),
        button(strings.copyPem, () => {
          send({ type: 'copyWhole', index: detail.index, as: 'pem' });
        }),
      ),
    );
  }

  #verdict({ tone, headline, action, reasons }: Verdict): HTMLElement {
    return element(
      'section',
      { class: `verdict ${tone}`, 'aria-labelledby': 'verdict' },
      element('h2', { id: 'verdict' }, sign(tone), element('span', {}, headline)),
      action === null ? null : this.#action(action),
      this.#reasons(reasons, this.#strings.verdict),
    );
  }

  /** The one thing to do next, with its command in one piece and a button that copies it. */
  #action({ text, command }: NonNullable<Verdict['action']>): HTMLElement {
    const { todo } = this.#strings;
    return element(
      'div',
      { class: 'action' },
      element('p', {}, element('strong', {}, `${todo}: `), text),
      command === null
        ? null
        : element('div', { class: 'command' }, element('code', {}, command), this.#copyButton(todo, command)),
    );
  }

  #reasons(reasons: readonly Reason[], label: string): HTMLElement {
    const lines = reasons.map((reason) =>
      element(
        'li',
        {},
        sign(reason.tone),
        element('span', { class: 'text' }, element('strong', { class: 'state' }, `${reason.state}: `), reason.text),
      ),
    );
    return element('ul', { class: 'reasons', 'aria-label': label }, ...lines);
  }

  #mapping({ paths, events }: Mapping): HTMLElement[] {
    const list = element('dl', { class: 'events' });
    for (const { title, lines } of events) {
      list.append(element('dt', {}, title), element('dd', {}, ...lines.map((line) => element('p', {}, line))));
    }
    return [this.#reasons(paths, this.#strings.mapping), element('p', { class: 'words' }, this.#strings.events), list];
  }

  #problems({ problems }: Detail): HTMLElement | null {
    if (problems.length === 0) return null;
    const { problems: title, showInStructure } = this.#strings;
    const lines = problems.map(({ text, start }) =>
      element(
        'li',
        {},
        `${text} `,
        button(
          showInStructure,
          () => {
            this.structure.show(start, true);
          },
          { class: 'link' },
        ),
      ),
    );
    return section(title, 'problems', element('ul', {}, ...lines));
  }

  #fields(fields: readonly Field[]): HTMLElement {
    const list = element('dl');
    for (const { label, value, code, copy, note } of fields) {
      const shown: Child =
        code === true
          ? element('span', { class: 'code' }, ...tokens(value))
          : element('span', { class: 'plain' }, value);
      list.append(
        element('dt', {}, label),
        element(
          'dd',
          {},
          shown,
          copy === undefined ? null : this.#copyButton(label, copy),
          note === undefined ? null : element('span', { class: 'note' }, note),
        ),
      );
    }
    return list;
  }

  #copyButton(label: string, text: string): HTMLButtonElement {
    return button(
      this.#strings.copy,
      () => {
        send({ type: 'copy', text, label });
      },
      { class: 'copy', 'aria-label': `${this.#strings.copy}: ${label}` },
    );
  }

  #validity({ from, to, words, tone, today, todayWords }: Validity): HTMLElement {
    const bar = element('div', {
      class: `bar ${tone}`,
      role: 'img',
      'aria-label': `${from} – ${to}. ${words}. ${todayWords}.`,
    });
    if (today !== null) {
      const inside = Math.max(0, Math.min(1, today));
      // What has passed takes 80 % of the width, so that a day before or after the validity has room beside
      // it.
      const at = today < 0 ? 4 : today > 1 ? 96 : 10 + inside * 80;
      const past = element('span', { class: 'past' });
      past.style.width = `${inside * 80}%`;
      const mark = element('span', { class: 'today' });
      mark.style.left = `${at}%`;
      const label = element('span', { class: `today-words ${at > 60 ? 'before' : ''}` }, todayWords);
      label.style.left = `${at}%`;
      bar.append(element('span', { class: 'span' }), past, mark, label);
    }
    return element(
      'div',
      { class: 'validity-bar' },
      bar,
      element('div', { class: 'ends' }, element('span', {}, from), element('span', {}, to)),
      element('p', { class: 'words' }, sign(tone), words),
    );
  }

  #chain({ nodes, words, tone }: Chain, select: (index: number) => void): Node[] {
    const list = element('ol', { class: 'chain-tree' });
    nodes.forEach((node, level) => {
      const { index, uri } = node;
      const go =
        node.current || (index === null && uri === null)
          ? element('span', { class: node.current ? 'current' : 'missing' }, node.title)
          : button(
              node.title,
              () => {
                if (index !== null) select(index);
                else if (uri !== null) send({ type: 'open', uri });
              },
              { class: 'link' },
            );
      if (node.current) go.setAttribute('aria-current', 'true');
      const item = element(
        'li',
        {},
        element('span', { class: 'branch', 'aria-hidden': 'true' }, level === 0 ? '' : '└ '),
        node.tone === 'neutral' ? null : sign(node.tone),
        go,
        element('span', { class: 'note' }, node.current ? `${this.#strings.this} · ${node.note}` : node.note),
      );
      item.style.setProperty('--level', String(level));
      list.append(item);
    });
    return [list, element('p', { class: 'words' }, sign(tone), words)];
  }

  #uses(uses: readonly Use[]): HTMLElement {
    const lines = uses.map(({ tone, text, place: { uri, line, label } }) =>
      element(
        'li',
        {},
        tone === 'neutral' ? null : sign(tone),
        `${text} `,
        button(
          label,
          () => {
            send({ type: 'open', uri, line });
          },
          { class: 'link' },
        ),
      ),
    );
    return element('ul', {}, ...lines);
  }

  #copies({ title, fields }: CopyGroup): HTMLElement {
    return element('div', { class: 'group' }, element('h3', {}, title), this.#fields(fields));
  }

  #extension({ name, oid, critical, lines, problem, start, end }: ExtensionItem): HTMLElement {
    return element(
      'div',
      { class: 'extension' },
      element(
        'h3',
        {},
        name,
        name === oid ? null : element('span', { class: 'oid' }, oid),
        critical === null ? null : element('span', { class: 'badge' }, critical),
      ),
      problem === null ? null : element('p', { class: 'problem' }, sign('doubtful'), problem),
      element('ul', {}, ...lines.map((line) => element('li', {}, line))),
      button(
        fill(this.#strings.showInStructure, { start, end: end - 1 }),
        () => {
          this.structure.show(start, true);
        },
        { class: 'link', 'aria-label': `${name}: ${this.#strings.showInStructure}` },
      ),
    );
  }
}

/**
 * The words of a command, each in one piece: a line ends between them where it can, not after the hyphen of
 * an option.
 */
function tokens(code: string): Node[] {
  return code
    .split(' ')
    .flatMap((word, i) => [
      ...(i === 0 ? [] : [document.createTextNode(' ')]),
      element('span', { class: 'token' }, word),
    ]);
}
