// The certificate view that is open, seen and handled through the browser.
import { until } from './wait.mjs';

export class View {
  /**
   * @param {import('playwright-core').Page} page
   * @param {import('playwright-core').Frame} frame the document that the extension's script made
   */
  constructor(page, frame) {
    this.page = page;
    this.frame = frame;
  }

  /** What it shows: `certificate`, `compare`, or the name of a notice. */
  state() {
    return this.frame.evaluate(() => globalThis.document.querySelector('#page')?.dataset.state ?? '');
  }

  /** Waits for a state and for all of it to be there. */
  async becomes(state) {
    const look = () =>
      this.frame.evaluate(() => {
        const main = globalThis.document.querySelector('#page');
        return { state: main?.dataset.state, busy: main?.getAttribute('aria-busy') };
      });
    await until(`the view to show ${state}`, look, (seen) => seen.state === state && seen.busy !== 'true');
    return this;
  }

  /** Waits until an element has a text in it, and gives its whole text. */
  reads(selector, wanted) {
    return until(
      `${selector} to read ${wanted}`,
      () => this.frame.locator(selector).first().innerText({ timeout: 1000 }),
      (text) => (wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted)),
    );
  }

  /** What a screen reader is told aside from what has the focus. */
  hears(wanted) {
    return until(
      `“${wanted}” to be announced`,
      () => this.frame.evaluate(() => globalThis.document.querySelector('[role=status]')?.textContent),
      (text) => text.includes(wanted),
    );
  }

  /** The element that has the focus: role or name of the element, and what it is called. */
  focus() {
    return this.frame.evaluate(() => {
      const active = globalThis.document.activeElement;
      if (active === null || active === globalThis.document.body) return 'nothing';
      const name = active.getAttribute('aria-label') ?? active.textContent;
      return `${active.getAttribute('role') ?? active.localName}: ${name.trim().slice(0, 80)}`;
    });
  }

  /** Waits until the focus is on an element that is called so. */
  focusIs(wanted) {
    return until(
      `the focus on ${wanted}`,
      () => this.focus(),
      (seen) => (wanted instanceof RegExp ? wanted.test(seen) : seen === wanted),
    );
  }

  /** A control by its role and name, as a reader of the screen finds it. */
  control(role, name) {
    return this.frame.getByRole(role, { name, exact: typeof name === 'string' }).first();
  }

  press(key) {
    return this.page.keyboard.press(key);
  }
}
