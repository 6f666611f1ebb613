// The ASN.1 tree and the bytes beside it; what is pointed at in one is marked in the other.
import { button, element } from './dom.js';
import { fill, send } from './host.js';
import type { Asn1Answer, Asn1Item, Strings } from './messages.js';

const PER_LINE = 16;

interface Branch {
  readonly item: Asn1Item;
  readonly line: HTMLElement;
  readonly group: HTMLElement | null;
  open: boolean;
  asked: boolean;
  /** What is in it has come. */
  filled: boolean;
}

export class Structure {
  readonly tree: HTMLElement;
  readonly bytes: HTMLElement;
  readonly #index: number;
  readonly #strings: Strings;
  readonly #branches = new Map<number, Branch>();
  readonly #byLine = new Map<HTMLElement, Branch>();
  readonly #cells: HTMLElement[] = [];
  #marked: readonly [number, number] = [0, 0];
  #current: Branch | null = null;
  /** The byte that was pointed at. */
  #at = 0;
  /** A byte to which branches are still to be opened, and whether the focus goes there. */
  #seeking: { readonly offset: number; readonly take: boolean } | null = null;

  constructor(index: number, hex: string, byteLength: number, roots: Asn1Answer, strings: Strings) {
    this.#index = index;
    this.#strings = strings;
    this.tree = element('div', { class: 'tree', role: 'tree', 'aria-label': strings.structure });
    // Moved through like the hand of a scale: what a reader of the screen says is the element that a byte
    // belongs to.
    this.bytes = element('div', {
      class: 'bytes',
      role: 'slider',
      tabindex: '0',
      'aria-label': strings.bytes,
      'aria-valuemin': '0',
    });
    this.#drawBytes(hex, byteLength);
    this.#add(roots, this.tree, 1);
    this.tree.addEventListener('keydown', (event) => {
      this.#key(event);
    });
    this.bytes.setAttribute('aria-valuemax', String(Math.max(0, this.#cells.length - 1)));
    this.bytes.addEventListener('click', (event) => {
      const cell = event.target instanceof HTMLElement ? event.target.dataset.at : undefined;
      if (cell !== undefined) this.show(Number(cell));
    });
    this.bytes.addEventListener('keydown', (event) => {
      this.#keyInBytes(event);
    });
    const first = this.#branches.get(0);
    if (first !== undefined) {
      first.line.tabIndex = 0;
      this.#toggle(first, true);
    }
  }

  answer(answer: Asn1Answer): void {
    const branch = this.#branches.get(answer.parent);
    if (branch?.group == null) return;
    const first = !branch.filled;
    branch.filled = true;
    branch.group.querySelector(':scope > .more')?.remove();
    this.#add(answer, branch.group, branch.item.depth + 2);
    // What is signed is what is looked for: it is open from the start.
    const signed = first && branch.item.start === 0 ? this.#branches.get(answer.items[0]?.start ?? -1) : undefined;
    if (signed !== undefined) this.#toggle(signed, true);
    if (this.#seeking !== null) this.show(this.#seeking.offset, this.#seeking.take);
  }

  /** Opens the tree down to the element around a byte and marks it; `take`: the focus goes there. */
  show(offset: number, take = false): void {
    this.#seeking = null;
    this.#at = offset;
    let deepest: Branch | null = null;
    for (const branch of this.#branches.values()) {
      const { start, end } = branch.item;
      if (offset < start || offset >= end) continue;
      if (deepest === null || branch.item.depth > deepest.item.depth) deepest = branch;
      if (branch.item.children && offset >= branch.item.contentStart) {
        if (!branch.filled) this.#seeking = { offset, take };
        this.#toggle(branch, true);
      }
    }
    if (deepest === null || this.#seeking !== null) return;
    this.#focus(deepest, take);
    if (take) this.tree.scrollIntoView({ block: 'center' });
    else scrollWithin(this.tree, deepest.line);
  }

  #add({ parent, items, rest, problem }: Asn1Answer, into: HTMLElement, level: number): void {
    for (const item of items) into.append(this.#branch(item, level));
    if (problem !== null) into.append(element('p', { class: 'problem', role: 'note' }, problem));
    if (rest !== null) {
      into.append(
        button(
          this.#strings.more,
          () => {
            send({ type: 'asn1', index: this.#index, parent, from: rest });
          },
          { class: 'more link' },
        ),
      );
    }
  }

  #branch(item: Asn1Item, level: number): HTMLElement {
    const range = fill(this.#strings.byteRange, { start: item.start, end: item.end - 1 });
    const line = element(
      'div',
      {
        class: 'line',
        role: 'treeitem',
        tabindex: '-1',
        'aria-level': String(level),
        ...(item.children ? { 'aria-expanded': 'false' } : {}),
      },
      element('span', { class: 'twist', 'aria-hidden': 'true' }, item.children ? '▸' : ''),
      element('span', { class: 'type' }, item.type),
      element('span', { class: 'range' }, range),
      item.name === null ? null : element('span', { class: 'oid-name' }, item.name),
      item.text === '' ? null : element('span', { class: 'value' }, item.text),
    );
    line.style.setProperty('--level', String(level - 1));
    const group = item.children ? element('div', { role: 'group', class: 'closed' }) : null;
    const branch: Branch = { item, line, group, open: false, asked: false, filled: false };
    this.#branches.set(item.start, branch);
    this.#byLine.set(line, branch);
    line.addEventListener('click', () => {
      this.#focus(branch, true);
      this.#toggle(branch, !branch.open);
    });
    line.addEventListener('focus', () => {
      this.#mark(branch);
    });
    // Moved, not entered: a line that is scrolled under a mouse at rest is not pointed at.
    line.addEventListener('mousemove', () => {
      this.#highlight(item.start, item.end);
    });
    line.addEventListener('mouseleave', () => {
      if (this.#current !== null) this.#highlight(this.#current.item.start, this.#current.item.end);
      else this.#highlight(0, 0);
    });
    return element('div', { role: 'none' }, line, group);
  }

  #toggle(branch: Branch, open: boolean): void {
    if (branch.group === null || branch.open === open) return;
    branch.open = open;
    branch.line.setAttribute('aria-expanded', String(open));
    branch.line.querySelector('.twist')!.textContent = open ? '▾' : '▸';
    branch.group.className = open ? '' : 'closed';
    if (open && !branch.asked) {
      branch.asked = true;
      send({ type: 'asn1', index: this.#index, parent: branch.item.start, from: null });
    }
  }

  #focus(branch: Branch, take: boolean): void {
    for (const line of this.tree.querySelectorAll<HTMLElement>('[tabindex="0"]')) line.tabIndex = -1;
    branch.line.tabIndex = 0;
    this.#mark(branch);
    if (take) branch.line.focus();
  }

  #mark(branch: Branch): void {
    this.#current?.line.removeAttribute('aria-selected');
    this.#current = branch;
    branch.line.setAttribute('aria-selected', 'true');
    const { start, end, type, name, text } = branch.item;
    this.#highlight(start, end);
    if (this.#at < start || this.#at >= end) this.#at = start;
    const cell = this.#cells[this.#at];
    this.bytes.querySelector('.cursor')?.classList.remove('cursor');
    cell?.classList.add('cursor');
    if (cell !== undefined) scrollWithin(this.bytes, cell);
    const range = fill(this.#strings.byteRange, { start, end: end - 1 });
    const said = [`${this.#at}: ${cell?.textContent ?? ''}`, type, name ?? '', text, range];
    this.bytes.setAttribute('aria-valuenow', String(this.#at));
    this.bytes.setAttribute('aria-valuetext', said.filter((part) => part !== '').join(', '));
  }

  #highlight(start: number, end: number): void {
    const [from, to] = this.#marked;
    if (from === start && to === end) return;
    for (let i = from; i < Math.min(to, this.#cells.length); i++) this.#cells[i]!.classList.remove('marked');
    for (let i = start; i < Math.min(end, this.#cells.length); i++) this.#cells[i]!.classList.add('marked');
    this.#marked = [start, end];
  }

  #keyInBytes(event: KeyboardEvent): void {
    const last = this.#cells.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: this.#at + 1,
      ArrowLeft: this.#at - 1,
      ArrowDown: this.#at + PER_LINE,
      ArrowUp: this.#at - PER_LINE,
      PageDown: this.#at + 8 * PER_LINE,
      PageUp: this.#at - 8 * PER_LINE,
      Home: 0,
      End: last,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.show(Math.max(0, Math.min(to, last)));
  }

  #key(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLElement)) return;
    const branch = this.#byLine.get(event.target);
    if (branch === undefined) return;
    const lines = [...this.tree.querySelectorAll<HTMLElement>('.line')].filter((line) => line.offsetParent !== null);
    const at = lines.indexOf(branch.line);
    const to = (line: HTMLElement | undefined): void => {
      const next = line === undefined ? undefined : this.#byLine.get(line);
      if (next !== undefined) this.#focus(next, true);
    };
    switch (event.key) {
      case 'ArrowDown':
        to(lines[at + 1]);
        break;
      case 'ArrowUp':
        to(lines[at - 1]);
        break;
      case 'Home':
        to(lines[0]);
        break;
      case 'End':
        to(lines.at(-1));
        break;
      case 'ArrowRight':
        if (branch.group !== null && !branch.open) this.#toggle(branch, true);
        // Into the branch, once what is in it has come.
        else to(lines.slice(at + 1, at + 2).find((line) => branch.group?.contains(line)));
        break;
      case 'ArrowLeft':
        if (branch.open) this.#toggle(branch, false);
        else
          to(
            lines
              .slice(0, at)
              .filter((line) => this.#byLine.get(line)!.item.depth < branch.item.depth)
              .at(-1),
          );
        break;
      case 'Enter':
      case ' ':
        this.#toggle(branch, !branch.open);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  #drawBytes(hex: string, byteLength: number): void {
    const count = hex.length / 2;
    for (let start = 0; start < count; start += PER_LINE) {
      const line = element('div', { class: 'hex-line' });
      line.append(element('span', { class: 'offset' }, start.toString(16).toUpperCase().padStart(4, '0')));
      for (let i = start; i < Math.min(start + PER_LINE, count); i++) {
        const cell = element('span', { 'data-at': String(i) }, hex.slice(2 * i, 2 * i + 2).toUpperCase());
        this.#cells.push(cell);
        line.append(cell);
      }
      this.bytes.append(line);
    }
    if (count < byteLength) {
      const cut = fill(this.#strings.hexCut, { shown: count, total: byteLength });
      this.bytes.append(element('p', { class: 'note' }, cut));
    }
  }
}

/** Scrolls a box until an element in it is in sight, and nothing around the box. */
function scrollWithin(box: HTMLElement, inner: HTMLElement): void {
  const outside = box.getBoundingClientRect();
  const inside = inner.getBoundingClientRect();
  if (inside.top < outside.top) box.scrollTop -= outside.top - inside.top + 4;
  else if (inside.bottom > outside.bottom) box.scrollTop += inside.bottom - outside.bottom + 4;
}
