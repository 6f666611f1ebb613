// Builds elements. Text only ever becomes a text node: nothing here reads markup.

export type Child = Node | string | null;

export interface Attributes {
  readonly class?: string;
  readonly id?: string;
  readonly role?: string;
  readonly scope?: string;
  readonly title?: string;
  readonly tabindex?: string;
  readonly type?: string;
  readonly [name: `aria-${string}` | `data-${string}`]: string;
}

/** An element with attributes and children; strings become text nodes. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries<string>({ ...attributes })) made.setAttribute(key, value);
  for (const child of children) if (child !== null) made.append(child);
  return made;
}

export function button(label: string, run: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', run);
  return made;
}

/** The sign of a tone: shape, not colour, tells it; readers hear the word that goes with it. */
const SIGNS = { good: '✓', doubtful: '!', bad: '✕', neutral: '•' } as const;

export function sign(tone: keyof typeof SIGNS): HTMLElement {
  return element('span', { class: `sign ${tone}`, 'aria-hidden': 'true' }, SIGNS[tone]);
}

export function heading(text: string, id: string): HTMLHeadingElement {
  return element('h2', { id }, text);
}

/** A part of the page that can be jumped to by its heading. */
export function section(title: string, id: string, ...children: readonly Child[]): HTMLElement {
  return element('section', { 'aria-labelledby': id, class: id }, heading(title, id), ...children);
}
