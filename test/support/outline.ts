// A plain outline of well-formed XML with offsets, for tests: of its own making, so that it can witness
// against the product's parser.

export interface OutlineAttribute {
  readonly name: string;
  /** As written. */
  readonly value: string;
  readonly nameStart: number;
  /** Of the value, without its quotes. */
  readonly start: number;
  readonly end: number;
}

export interface OutlineElement {
  readonly name: string;
  readonly attributes: readonly OutlineAttribute[];
  readonly children: readonly OutlineElement[];
  readonly parent: OutlineElement | null;
  /** Of `<`. */
  readonly start: number;
  /** After the `>` of the start tag. */
  readonly contentStart: number;
  /** Of `</`; `contentStart` of an empty-element tag. */
  readonly contentEnd: number;
  /** After the last `>`. */
  readonly end: number;
  readonly selfClosing: boolean;
}

/** Reads its attributes when they are asked for: most elements never are. */
class Growing implements OutlineElement {
  readonly children: Growing[] = [];
  contentEnd: number;
  end: number;
  #attributes: readonly OutlineAttribute[] | null = null;

  constructor(
    readonly name: string,
    readonly parent: Growing | null,
    readonly start: number,
    readonly contentStart: number,
    readonly selfClosing: boolean,
    private readonly list: string,
  ) {
    this.contentEnd = contentStart;
    this.end = contentStart;
  }

  get attributes(): readonly OutlineAttribute[] {
    return (this.#attributes ??= attributesOf(this.list, this.start + 1 + this.name.length));
  }
}

const startTag = /<([^\s/>]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/y;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * The document element. Comments, CDATA sections and instructions are passed over. Throws on text that is not
 * well-formed.
 */
export function outline(text: string): OutlineElement {
  const open: Growing[] = [];
  let root: OutlineElement | null = null;
  let at = 0;
  const past = (end: string, from: number): number => {
    const found = text.indexOf(end, from);
    if (found < 0) throw new Error(`No '${end}' after offset ${from}.`);
    return found + end.length;
  };
  for (;;) {
    at = text.indexOf('<', at);
    if (at < 0) break;
    if (text.startsWith('<!--', at)) {
      at = past('-->', at + 4);
    } else if (text.startsWith('<![CDATA[', at)) {
      at = past(']]>', at);
    } else if (text.startsWith('<?', at)) {
      at = past('?>', at);
    } else if (text.startsWith('</', at)) {
      const element = open.pop();
      const end = past('>', at);
      const name = text.slice(at + 2, end - 1).trim();
      if (element?.name !== name) throw new Error(`'</${name}>' at offset ${at} closes nothing.`);
      element.contentEnd = at;
      element.end = end;
      at = end;
    } else {
      startTag.lastIndex = at;
      const match = startTag.exec(text);
      if (!match) throw new Error(`No tag at offset ${at}.`);
      const [tag, name, list, slash] = match;
      const end = at + tag.length;
      const parent = open.at(-1) ?? null;
      const element = new Growing(name!, parent, at, end, slash === '/', list!);
      if (parent) parent.children.push(element);
      else if (root) throw new Error(`A second document element at offset ${at}.`);
      else root = element;
      if (!element.selfClosing) open.push(element);
      at = end;
    }
  }
  if (open.length > 0) throw new Error(`'<${open.at(-1)!.name}>' is not closed.`);
  if (!root) throw new Error('There is no element.');
  return root;
}

function attributesOf(list: string, offset: number): OutlineAttribute[] {
  return [...list.matchAll(attribute)].map((match) => {
    const value = match[2] ?? match[3] ?? '';
    const end = offset + match.index + match[0].length - 1;
    return { name: match[1]!, value, nameStart: offset + match.index, start: end - value.length, end };
  });
}

export function attributeOf(element: OutlineElement, name: string): OutlineAttribute | undefined {
  return element.attributes.find((one) => one.name === name);
}

export function childrenOf(element: OutlineElement, name: string): readonly OutlineElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The element below `element` by its names, outermost first. */
export function descend(element: OutlineElement, names: readonly string[]): OutlineElement | undefined {
  return names.reduce<OutlineElement | undefined>((at, name) => at && childrenOf(at, name)[0], element);
}
