// Reads any text as XML: a tree with exact ranges, every error with its range, in one pass and linear time.
import type { LineIndex } from '../text/line-index.js';
import { isNameStartAt, isSpace, skipNameCharacters, skipSpace, skipSpaceBack } from './characters.js';
import { checkDeclaration } from './declaration.js';
import { skipDoctype } from './doctype.js';
import { clip, ErrorList } from './errors.js';
import { ElementNode } from './nodes.js';
import { Recovery } from './recovery.js';
import { checkCharacters, decode } from './references.js';
import { StartTagScanner } from './start-tag.js';
import type { XmlDocument, XmlError, XmlNode } from './tree.js';

/**
 * Reads `text` as an XML 1.0 document without a DOCTYPE. Never throws, whatever the text; a byte order mark
 * at the start is accepted and counts in the offsets. No entity beyond the five predefined ones is ever
 * expanded.
 */
export function parseXml(text: string): XmlDocument {
  const first = new Parser(text, null);
  const document = first.parse();
  const { mismatches } = first;
  if (mismatches.unclosed.size === 0 && mismatches.stray.size === 0) return document;
  const second = new Parser(text, new Recovery(text, first.lines, mismatches)).parse();
  return second.errors.length <= document.errors.length ? second : document;
}

function startTagOf(open: ElementNode): XmlError['related'] {
  return { range: open.nameRange, message: `<${clip(open.name)}> starts here.` };
}

class Parser {
  readonly #text: string;
  readonly #errors: ErrorList;
  readonly #tag: StartTagScanner;
  /**
   * The nodes that have no list of children to be in yet: an element, then what is found in it so far, and so
   * on for each open element. When an element is closed, what is after it becomes its children.
   */
  readonly #nodes: XmlNode[] = [];
  /** For each open element, outermost first, where in `#nodes` its children start. */
  readonly #openAt: number[] = [];
  readonly #start: number;
  #root: ElementNode | null = null;
  /** The innermost open element. */
  #open: ElementNode | null = null;
  /**
   * How many elements of each name are open; made at the first end tag that does not match, kept up to date
   * from then on.
   */
  #openNames: Map<string, number> | null = null;
  /** Elements whose start tag lacks its `>`. */
  readonly #unfinished = new Set<ElementNode>();
  #sawDoctype = false;
  /**
   * Endings (`-->`, `]]>`, `?>`) that occur nowhere from the offset searched last: they are not searched
   * again.
   */
  readonly #absent = new Set<string>();

  /** In a second reading: knows what the first one found out. */
  readonly #recovery: Recovery | null;
  readonly mismatches = { unclosed: new Set<number>(), stray: new Set<string>() };

  constructor(text: string, recovery: Recovery | null) {
    this.#text = text;
    this.#recovery = recovery;
    this.#errors = new ErrorList(text, recovery?.lines);
    this.#tag = new StartTagScanner(text, this.#errors);
    this.#start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  get lines(): LineIndex {
    return this.#errors.lines;
  }

  parse(): XmlDocument {
    const text = this.#text;
    let at = this.#start;
    while (at < text.length) {
      const from = at;
      at = skipSpace(text, at);
      if (!this.#isMarkup(at)) {
        const end = this.#textEnd(at);
        if (at < text.length) this.#addText(from, end);
        at = end;
      }
      if (at < text.length) at = this.#markup(at);
    }
    this.#closeUpTo(() => false, 'before the end of the text', text.length);
    if (this.#root === null) this.#errors.add('no-root', 0, 0, 'No element found: a document needs one root element.');
    return { text, root: this.#root, nodes: this.#nodes, errors: this.#errors.sorted() };
  }

  /** True where a tag, comment, CDATA section, instruction or declaration starts. */
  #isMarkup(at: number): boolean {
    if (this.#text.charCodeAt(at) !== 60) return false;
    const code = this.#text.charCodeAt(at + 1);
    return code === 47 || code === 33 || code === 63 || isNameStartAt(this.#text, at + 1);
  }

  /**
   * The end of the text that starts at `from`; each `<` in it that starts nothing is reported, several in a
   * row at once.
   */
  #textEnd(from: number): number {
    const text = this.#text;
    let at = text.indexOf('<', from);
    while (at !== -1 && !this.#isMarkup(at)) {
      let end = at + 1;
      while (text.charCodeAt(end) === 60 && !this.#isMarkup(end)) end++;
      this.#errors.add('lone-less-than', at, end, `'<' does not start a tag here: write it as &lt;.`);
      at = text.indexOf('<', end);
    }
    return at === -1 ? text.length : at;
  }

  #addText(start: number, end: number): void {
    const text = decode(this.#text, start, end, false, this.#errors);
    const raw = this.#text.slice(start, end);
    for (let at = raw.indexOf(']]>'); at !== -1; at = raw.indexOf(']]>', at + 3)) {
      this.#errors.add('cdata-end-in-text', start + at, start + at + 3, `']]>' must be written as ]]&gt; in text.`);
    }
    if (this.#open === null) this.#textOutsideRoot(start, end);
    this.#nodes.push({ kind: 'text', text, range: { start, end } });
  }

  #textOutsideRoot(start: number, end: number): void {
    const from = skipSpace(this.#text, start);
    const to = skipSpaceBack(this.#text, end);
    if (this.#text.slice(from, to) !== '\ufeff') this.#outsideRoot(from, to, 'Text');
    else this.#outsideRoot(from, to, 'A byte order mark (U+FEFF) that is not at the very start of the file');
  }

  #outsideRoot(start: number, end: number, what: string): void {
    const message = `${what} is not allowed outside the root element.`;
    this.#errors.add('text-outside-root', start, end, message);
  }

  /** Reads what starts with `<` at `at`; returns the offset after it. */
  #markup(at: number): number {
    const text = this.#text;
    const code = text.charCodeAt(at + 1);
    if (code === 47) return this.#endTag(at);
    if (code === 63) return this.#instruction(at);
    if (code !== 33) return this.#startTag(at);
    if (text.startsWith('--', at + 2)) return this.#comment(at);
    if (text.startsWith('[CDATA[', at + 2)) return this.#cdata(at);
    if (text.slice(at + 2, at + 9).toUpperCase() === 'DOCTYPE') return this.#doctype(at);
    const end = this.#simpleEnd(at + 2);
    this.#errors.add(
      'bad-declaration',
      at,
      end,
      `'${clip(text.slice(at, end))}' is neither a comment nor a CDATA section.`,
    );
    return end;
  }

  /**
   * Where something without its own end ends: after the first `>` on its line, before a `<`, or at the end of
   * the line.
   */
  #simpleEnd(from: number): number {
    const text = this.#text;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 62) return at + 1;
      if (code === 60 || code === 10 || code === 13) return at;
    }
    return text.length;
  }

  #lineEnd(from: number): number {
    let at = from;
    while (at < this.#text.length && this.#text.charCodeAt(at) !== 10 && this.#text.charCodeAt(at) !== 13) at++;
    return at;
  }

  /** `text.indexOf`, but an ending that occurs nowhere is searched only once. */
  #find(ending: string, from: number): number {
    if (this.#absent.has(ending)) return -1;
    const at = this.#text.indexOf(ending, from);
    if (at === -1) this.#absent.add(ending);
    return at;
  }

  #startTag(at: number): number {
    const tag = this.#tag;
    tag.scan(at);
    const { name } = tag;
    if (this.#recovery !== null && tag.closed && this.#open !== null) {
      const isBare = !tag.selfClosing && tag.attributes.length === 0;
      if (isBare && this.#recovery.isMistypedEndTag(this.#open, name)) {
        this.#mistypedEndTag(this.#open, at, tag.end);
        return tag.end;
      }
      if (this.#recovery.endsBefore(this.#open, name, at)) {
        const open = this.#open;
        this.#closeUpTo((element) => element === open.parent, `before <${clip(name)}>`, at);
      }
    }
    const element = new ElementNode(name, at, tag.end, tag.selfClosing, tag.attributes, this.#open);
    if (this.#open === null) this.#topLevel(element);
    this.#nodes.push(element);
    if (!tag.closed) {
      this.#errors.add('unclosed-start-tag', at, tag.end, `The '>' or '/>' of the tag <${clip(name)}> is missing.`);
      this.#unfinished.add(element);
    }
    if (!tag.selfClosing) {
      this.#open = element;
      this.#openAt.push(this.#nodes.length);
      this.#openNames?.set(name, (this.#openNames.get(name) ?? 0) + 1);
      this.#recovery?.opened(element);
    }
    return tag.next;
  }

  #topLevel(element: ElementNode): void {
    const root = this.#root;
    if (root === null) {
      this.#root = element;
      return;
    }
    const where = `which ends in line ${this.#errors.line(root.end - 1)}`;
    const message = `<${clip(element.name)}> follows the root element <${clip(root.name)}>, ${where}, but only one root element is allowed.`;
    const related = { range: root.nameRange, message: 'This is the root element.' };
    this.#errors.add('second-root', element.start + 1, element.nameEnd, message, related);
  }

  /** `<a> … <a>` where `<a> … </a>` was meant. */
  #mistypedEndTag(open: ElementNode, start: number, end: number): void {
    const name = clip(open.name);
    const message = `<${name}> is where the end tag </${name}> of line ${this.#errors.line(open.start)} is expected: its '/' is missing.`;
    this.#errors.add('start-tag-for-end-tag', start, end, message, startTagOf(open));
    this.mismatches.unclosed.add(open.start);
    this.#close(open, start, end);
  }

  #endTag(at: number): number {
    const text = this.#text;
    const nameEnd = isNameStartAt(text, at + 2) ? skipNameCharacters(text, at + 2) : at + 2;
    const name = text.slice(at + 2, nameEnd);
    let end = skipSpace(text, nameEnd);
    const isFinished = text.charCodeAt(end) === 62;
    if (isFinished) end++;
    else end = this.#badEndTag(at, nameEnd);
    const open = this.#open;
    if (open === null) {
      this.#strayEndTag(name, at, end, isFinished);
      return end;
    }
    if (this.#recovery === null && name === open.name) {
      this.#close(open, at, end);
      return end;
    }
    const isOpen = this.#countOpen(name) > 0;
    if (!isOpen && (!isFinished || name === '') && open.name.startsWith(name)) {
      // While an end tag is typed: `</`, `</na`. It closes something when that has no other end tag.
      const closed = `</${clip(open.name)}>`;
      if (isFinished) this.#errors.add('bad-end-tag', at, end, `The name of the element is missing: ${closed}.`);
      if (this.#recovery?.isUnclosed(open.name) === true) this.#close(open, at, end);
      return end;
    }
    switch (this.#recovery?.meaningOf(open, name, at, isOpen) ?? (isOpen ? 'named' : 'none')) {
      case 'none':
        this.#strayEndTag(name, at, end, isFinished);
        return end;
      case 'open': {
        const hint = name.toLowerCase() === open.name.toLowerCase() ? ': upper and lower case differ' : '';
        const line = this.#errors.line(open.start);
        const message = `</${clip(name)}> does not match <${clip(open.name)}> of line ${line}${hint}.`;
        this.#errors.add('mismatched-end-tag', at, end, message, startTagOf(open));
        break;
      }
      case 'named':
        this.#closeUpTo((element) => element.name === name, `before </${clip(name)}>`, at);
        break;
      case 'indented': {
        const recovery = this.#recovery!;
        const isMeant = (element: ElementNode) => element.name === name && recovery.isIndentedAs(element, at);
        this.#closeUpTo(isMeant, `before </${clip(name)}>`, at);
        break;
      }
    }
    this.#close(this.#open!, at, end);
    return end;
  }

  /** An end tag that closes nothing; one that is not finished has been reported already. */
  #strayEndTag(name: string, at: number, end: number, isFinished: boolean): void {
    this.mismatches.stray.add(name);
    if (!isFinished) return;
    const open = this.#open;
    const line = open === null ? 0 : this.#errors.line(open.start);
    const where = open === null ? 'no element is open' : `the open element is <${clip(open.name)}> of line ${line}`;
    const related = open === null ? undefined : startTagOf(open);
    this.#errors.add('stray-end-tag', at, end, `</${clip(name)}> has no start tag: ${where}.`, related);
  }

  /** Reports an end tag without its `>` or with more than a name, and returns where it ends. */
  #badEndTag(at: number, nameEnd: number): number {
    const text = this.#text;
    const name = clip(text.slice(at + 2, nameEnd));
    const rest = this.#simpleEnd(nameEnd);
    if (rest > nameEnd && text.charCodeAt(rest - 1) === 62) {
      this.#errors.add('bad-end-tag', nameEnd, rest - 1, `An end tag contains only its name: </${name}>.`);
      return rest;
    }
    this.#errors.add('bad-end-tag', at, nameEnd, `The '>' of the end tag </${name}> is missing.`);
    return nameEnd;
  }

  #countOpen(name: string): number {
    if (this.#openNames === null) {
      this.#openNames = new Map();
      for (let element = this.#open; element !== null; element = element.parent) {
        this.#openNames.set(element.name, (this.#openNames.get(element.name) ?? 0) + 1);
      }
    }
    return this.#openNames.get(name) ?? 0;
  }

  /** Closes the innermost open element with the tag at [start, end). */
  #close(element: ElementNode, start: number, end: number): void {
    element.closeStart = start;
    element.end = end;
    this.#leave(element);
    this.#takeChildren(element, this.#openAt.pop()!);
  }

  #leave(element: ElementNode): void {
    this.#open = element.parent;
    this.#openNames?.set(element.name, this.#openNames.get(element.name)! - 1);
    this.#recovery?.closed(element);
  }

  #takeChildren(element: ElementNode, from: number): void {
    const nodes = this.#nodes;
    if (nodes.length === from) return;
    element.children = nodes.slice(from);
    nodes.length = from;
  }

  /**
   * Closes open elements, all without an end tag, until the innermost open one is the one meant or none is
   * left.
   */
  #closeUpTo(isMeant: (element: ElementNode) => boolean, before: string, at: number): void {
    const nodes = this.#nodes;
    const depth = this.#openAt.length;
    const left: ElementNode[] = [];
    while (this.#open !== null && !isMeant(this.#open)) {
      left.push(this.#open);
      this.#leave(this.#open);
    }
    left.reverse();
    // An element whose start tag is not even finished is taken as empty: what was found in it belongs to its
    // parent.
    const openAt = this.#openAt.splice(depth - left.length);
    for (const [index, element] of left.entries()) {
      this.mismatches.unclosed.add(element.start);
      if (!this.#unfinished.has(element)) {
        this.#missingEndTag(element, before, at);
        continue;
      }
      const to = openAt[index + 1] ?? nodes.length;
      for (let i = openAt[index]!; i < to; i++) {
        const node = nodes[i]!;
        if (node instanceof ElementNode) node.parent = element.parent;
      }
    }
    for (const [index, element] of [...left.entries()].reverse()) {
      if (this.#unfinished.has(element)) continue;
      this.#takeChildren(element, openAt[index]!);
      const last = element.children.at(-1);
      if (last !== undefined) element.end = last.range.end;
    }
  }

  #missingEndTag(element: ElementNode, before: string, at: number): void {
    const where = at === this.#text.length ? before : `${before} of line ${this.#errors.line(at)}`;
    const message = `<${clip(element.name)}> has no end tag: </${clip(element.name)}> is missing ${where}.`;
    const nameEnd = skipNameCharacters(this.#text, at + (this.#text[at + 1] === '/' ? 2 : 1));
    const related = { range: { start: at, end: nameEnd }, message: 'The end tag is missing before this tag.' };
    this.#errors.add(
      'unclosed-element',
      element.start + 1,
      element.nameEnd,
      message,
      at === this.#text.length ? undefined : related,
    );
  }

  #comment(at: number): number {
    const text = this.#text;
    const close = this.#find('-->', at + 4);
    if (close === -1) {
      const end = this.#lineEnd(at + 4);
      this.#errors.add('unclosed-comment', at, at + 4, `The end of the comment, '-->', is missing.`);
      checkCharacters(text, at + 4, end, this.#errors);
      this.#nodes.push({ kind: 'comment', text: text.slice(at + 4, end), range: { start: at, end } });
      return end;
    }
    const inner = text.slice(at + 4, close);
    // Also `--->`: the comment would end in a hyphen.
    for (let dash = inner.indexOf('--'); dash !== -1;) {
      let end = dash + 2;
      while (inner[end] === '-') end++;
      const nested = inner.slice(dash - 2, dash) === '<!';
      const message = nested
        ? `Comments cannot be nested: the comment of line ${this.#errors.line(at)} is still open here.`
        : `'--' is not allowed inside a comment.`;
      const start = at + 4 + dash;
      const related = nested ? { range: { start: at, end: at + 4 }, message: 'The comment starts here.' } : undefined;
      this.#errors.add('double-hyphen-in-comment', nested ? start - 2 : start, at + 4 + end, message, related);
      dash = inner.indexOf('--', end);
    }
    if (inner.endsWith('-') && !inner.endsWith('--')) {
      this.#errors.add('double-hyphen-in-comment', close - 1, close + 3, `A comment must not end with '--->'.`);
    }
    checkCharacters(text, at + 4, close, this.#errors);
    this.#nodes.push({ kind: 'comment', text: inner, range: { start: at, end: close + 3 } });
    return close + 3;
  }

  #cdata(at: number): number {
    const text = this.#text;
    const close = this.#find(']]>', at + 9);
    const innerEnd = close === -1 ? this.#lineEnd(at + 9) : close;
    const end = close === -1 ? innerEnd : close + 3;
    if (close === -1)
      this.#errors.add('unclosed-cdata', at, at + 9, `The end of the CDATA section, ']]>', is missing.`);
    if (this.#open === null) this.#outsideRoot(at, end, 'A CDATA section');
    checkCharacters(text, at + 9, innerEnd, this.#errors);
    this.#nodes.push({
      kind: 'cdata',
      text: text.slice(at + 9, innerEnd).replace(/\r\n?/g, '\n'),
      range: { start: at, end },
    });
    return end;
  }

  #doctype(at: number): number {
    const end = this.#sawDoctype ? this.#simpleEnd(at + 9) : skipDoctype(this.#text, at);
    this.#sawDoctype = true;
    const message =
      'A DOCTYPE is not allowed in IIS configuration; it is ignored, and its entities are never expanded.';
    this.#errors.add('doctype', at, end, message);
    return end;
  }

  #instruction(at: number): number {
    const text = this.#text;
    const targetStart = at + 2;
    const targetEnd = isNameStartAt(text, targetStart) ? skipNameCharacters(text, targetStart) : targetStart;
    const target = text.slice(targetStart, targetEnd);
    const isDeclaration = target === 'xml' && at === this.#start;
    let close = this.#find('?>', targetEnd);
    // A declaration holds no `<`, so that one found later is not its end.
    if (isDeclaration && close !== -1 && text.slice(at + 2, close).includes('<')) close = -1;
    const end = close === -1 ? this.#simpleEnd(targetEnd) : close + 2;
    const innerEnd = close === -1 ? (text.charCodeAt(end - 1) === 62 && end > targetEnd ? end - 1 : end) : close;
    if (close === -1) {
      this.#errors.add('unclosed-instruction', at, end, `The end of '<?${clip(target)}', '?>', is missing.`);
    }
    if (isDeclaration) {
      checkDeclaration(text, targetEnd, innerEnd, this.#errors);
    } else if (target.toLowerCase() === 'xml') {
      const message =
        target === 'xml'
          ? 'The XML declaration must be the very first thing in the file.'
          : `'${target}' is reserved: the XML declaration is written <?xml … ?>.`;
      this.#errors.add('misplaced-xml-declaration', at, end, message);
    } else if (target === '' || (targetEnd < innerEnd && !isSpace(text.charCodeAt(targetEnd)))) {
      this.#errors.add(
        'bad-instruction-target',
        at,
        Math.max(targetEnd, at + 2),
        `A name and then a space must follow '<?'.`,
      );
    }
    checkCharacters(text, targetEnd, innerEnd, this.#errors);
    this.#nodes.push({ kind: 'instruction', target, range: { start: at, end } });
    return end;
  }
}
