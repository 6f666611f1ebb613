// As much of a page as the scripts of the webviews use, so that they run in Node: elements, events, frames,
// the editor's API.

type Listener = (event: FakeEvent) => void;

export interface FakeEvent {
  readonly key?: string;
  readonly target?: FakeElement;
  readonly preventDefault: () => void;
}

export class FakeElement {
  readonly attributes = new Map<string, string>();
  readonly listeners = new Map<string, Listener[]>();
  readonly style: Record<string, unknown> = { setProperty: () => undefined };
  children: (FakeElement | string)[] = [];
  parent: FakeElement | null = null;
  value = '';
  checked = false;
  placeholder = '';
  scrollTop = 0;
  clientHeight = 520;
  readonly offsetParent = null;

  constructor(readonly name: string) {}

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  append(...children: (FakeElement | string)[]): void {
    for (const child of children) if (child instanceof FakeElement) child.parent = this;
    this.children.push(...children);
  }

  replaceChildren(...children: (FakeElement | string)[]): void {
    this.children = [];
    this.append(...children);
  }

  remove(): void {
    if (this.parent) this.parent.children = this.parent.children.filter((child) => child !== this);
  }

  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }

  /** Calls the listeners of this element and of those around it. */
  fire(type: string, more: { readonly key?: string } = {}): void {
    this.#take(type, { ...more, target: this, preventDefault: () => undefined });
  }

  #take(type: string, event: FakeEvent): void {
    for (const listener of this.listeners.get(type) ?? []) listener(event);
    if (this.parent) this.parent.#take(type, event);
  }

  focus(): void {
    this.fire('focus');
  }

  scrollIntoView(): void {
    // Nothing scrolls here.
  }

  getBoundingClientRect(): { readonly top: number; readonly bottom: number } {
    return { top: 0, bottom: 0 };
  }

  get textContent(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.textContent)).join('');
  }

  set textContent(text: string) {
    this.replaceChildren(text);
  }

  get className(): string {
    return this.attributes.get('class') ?? '';
  }

  set className(value: string) {
    this.attributes.set('class', value);
  }

  get tabIndex(): number {
    return Number(this.attributes.get('tabindex') ?? -1);
  }

  set tabIndex(value: number) {
    this.attributes.set('tabindex', String(value));
  }

  get dataset(): Readonly<Record<string, string>> {
    const own = [...this.attributes].filter(([name]) => name.startsWith('data-'));
    return Object.fromEntries(own.map(([name, value]) => [name.slice(5), value]));
  }

  get classList(): {
    readonly add: (name: string) => void;
    readonly remove: (name: string) => void;
    readonly toggle: (name: string, on: boolean) => void;
  } {
    const set = (name: string, on: boolean): void => {
      const others = this.className.split(' ').filter((one) => one !== '' && one !== name);
      this.className = (on ? [...others, name] : others).join(' ');
    };
    return {
      add: (name) => {
        set(name, true);
      },
      remove: (name) => {
        set(name, false);
      },
      toggle: set,
    };
  }

  closest(selector: string): FakeElement | null {
    return matches(this, selector) ? this : (this.parent?.closest(selector) ?? null);
  }

  querySelectorAll(selector: string): FakeElement[] {
    const isDirect = selector.startsWith(':scope > ');
    const own = isDirect ? selector.slice(':scope > '.length) : selector;
    return this.children.flatMap((child) =>
      typeof child === 'string'
        ? []
        : [...(matches(child, own) ? [child] : []), ...(isDirect ? [] : child.querySelectorAll(own))],
    );
  }

  querySelector(selector: string): FakeElement | null {
    return this.querySelectorAll(selector)[0] ?? null;
  }
}

/** `.class`, `[name]`, `[name="value"]`, or the name of an element. */
function matches(element: FakeElement, selector: string): boolean {
  if (selector.startsWith('.')) return element.className.split(' ').includes(selector.slice(1));
  const [, name, value] = /^\[([\w-]+)(?:="([^"]*)")?\]$/.exec(selector) ?? [];
  if (name === undefined) return element.name === selector;
  return value === undefined ? element.attributes.has(name) : element.attributes.get(name) === value;
}

export interface FakePage {
  /** What the page told the extension. */
  readonly sent: unknown[];
  /** Runs what waits for the next frame. */
  readonly frame: () => void;
}

/** Puts the page into the globals: before the scripts of a webview are imported. */
export function installFakePage(): FakePage {
  const sent: unknown[] = [];
  const frames: (() => void)[] = [];
  Object.assign(globalThis, {
    Element: FakeElement,
    HTMLElement: FakeElement,
    ResizeObserver: class {
      observe(): void {
        // No size changes here.
      }
    },
    document: {
      createElement: (name: string) => new FakeElement(name),
      createElementNS: (_: string, name: string) => new FakeElement(name),
      createTextNode: (text: string) => text,
    },
    requestAnimationFrame: (run: () => void) => frames.push(run),
    acquireVsCodeApi: () => ({ postMessage: (message: unknown) => sent.push(message) }),
  });
  return {
    sent,
    frame: () => {
      for (const run of frames.splice(0)) run();
    },
  };
}

/** An element of the webview as what it is here. */
export function fake(element: unknown): FakeElement {
  return element as FakeElement;
}
