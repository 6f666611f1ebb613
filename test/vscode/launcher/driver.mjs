// A hand on VS Code's workbench: opens files, runs commands, points at text, and waits for what appears.
import { Words } from './words.mjs';

/** Long enough for a busy machine. */
const timeoutMs = 60_000;

export class Driver {
  #words;

  /**
   * Texts and titles are given in English, whatever the language of the window is.
   * @param {import('playwright-core').Page} page
   * @param {string} [language]
   */
  constructor(page, language = 'en') {
    this.page = page;
    this.#words = new Words(language);
    page.setDefaultTimeout(timeoutMs);
  }

  /** Resolves when the workbench and the extension's first answer are there. */
  async ready() {
    await this.page.locator('.monaco-workbench').waitFor();
    await this.see('.statusbar-item');
    // The palette lists only what was known when it was opened.
    // In a low window the icon may be among the additional views.
    await this.see('.activitybar [aria-label*="Exchange CBA"], .activitybar [aria-label="Additional Views"]');
  }

  /** Waits for the first element that matches, with that text in it if one is given. */
  async see(selector, text) {
    const found = this.page.locator(selector, text === undefined ? {} : { hasText: this.#words.holding(text) }).first();
    await found.waitFor({ state: 'visible' });
    return found;
  }

  /** A path of a server in the tree; in a low window it is out of sight, and then not in the document. */
  async seePath(name) {
    const rows = this.page.locator('.monaco-list-row[aria-level="3"]');
    const row = rows.filter({ hasText: name }).first();
    await rows.first().waitFor();
    const tree = this.page.locator('.monaco-list', { has: rows }).first();
    const { x, y, height } = await tree.boundingBox();
    for (let turn = 0; turn < 40 && !(await row.isVisible()); turn++) {
      // At the edge, where no hover of a row covers the tree.
      await this.page.mouse.move(x + 4, y + height / 2);
      await this.page.mouse.wheel(0, 60);
    }
    await row.waitFor();
    // The hover of another row may cover this one.
    await this.page.mouse.move(0, 0);
    await this.page.locator('.monaco-hover:not(.hidden)').waitFor({ state: 'hidden' });
    return row;
  }

  /** The page in the webview that shows. */
  webview() {
    return this.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  }

  /** Waits for a text in the webview that shows. */
  async seeInWebview(text) {
    await this.webview().getByText(this.#words.holding(text)).first().waitFor();
  }

  /** Runs a command by the title that the palette shows. */
  async run(english) {
    const title = this.#words.title(english);
    await this.#pick('F1', `>${title}`, title);
  }

  /** Shows the hover at the cursor, with that text in it. */
  async hover(text) {
    const contents = this.page.locator('.monaco-hover:not(.hidden) .hover-contents', {
      hasText: this.#words.holding(text),
    });
    await this.#seeShown(contents, () => this.run('Show or Focus Hover'));
  }

  /** Shows the quick fixes at the cursor, one with that title among them. */
  async quickFixes(title) {
    const fixes = this.page.locator('.action-widget .monaco-list-row', { hasText: this.#words.holding(title) });
    await this.#seeShown(fixes, async (isRepeated) => {
      if (isRepeated) await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+.');
    });
  }

  /** Opens a file of the workspace, by a part of its path; `place` is `:line:column`. */
  async open(name, place = '') {
    await this.#pick('Control+p', name, name.slice(name.lastIndexOf('/') + 1));
    await this.#tab(name.slice(name.lastIndexOf('/') + 1));
    await this.see('.editor-instance .view-line');
    if (place !== '') {
      await this.page.keyboard.press('Control+g');
      await this.#type(place);
      await this.page.keyboard.press('Enter');
      await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    }
  }

  /** Opens a file of the workspace that has an editor of its own. */
  async openCustom(name) {
    await this.#pick('Control+p', name, name);
    await this.#tab(name);
  }

  /** Puts a text of the webview that shows in sight. */
  async scrollInWebview(text) {
    await this.webview().getByText(this.#words.holding(text)).first().scrollIntoViewIfNeeded();
  }

  /** Makes the side bar wider by some pixels, where there is room. */
  async widenSideBar(by) {
    if (this.page.viewportSize().width < 1000) return;
    const { x, y, width, height } = await this.page.locator('.part.sidebar').first().boundingBox();
    await this.page.mouse.move(x + width, y + height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(x + width + by, y + height / 2, { steps: 5 });
    await this.page.mouse.up();
  }

  /** Types over the word at the cursor. */
  async replace(word, by) {
    await this.#press('Shift+ArrowRight', word.length);
    await this.page.keyboard.type(by);
    await this.page.keyboard.press('Escape');
    await this.#press('ArrowLeft', by.length);
  }

  async #tab(name) {
    await this.page.locator('.tab.active', { hasText: name }).first().waitFor();
  }

  /** Waits for what `show` shows, and repeats it: what comes in the meantime closes it, or it came too early. */
  async #seeShown(locator, show) {
    for (let left = 3; ; left--) {
      try {
        await show(left < 3);
        await locator.first().waitFor({ timeout: left === 0 ? timeoutMs : 5000 });
        return;
      } catch (error) {
        if (left === 0) throw error;
      }
    }
  }

  async #press(key, times) {
    for (let left = times; left > 0; left--) await this.page.keyboard.press(key);
  }

  async #type(text, timeout = timeoutMs) {
    await this.page.locator('.quick-input-widget input.input').first().fill(text, { timeout });
  }

  /** Picks from the list that a key opens; what the list has is decided when it opens. */
  async #pick(key, text, label) {
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: label });
    await this.#seeShown(row, async (isRepeated) => {
      if (isRepeated) await this.page.keyboard.press('Escape');
      await this.page.keyboard.press(key);
      await this.#type(text, 5000);
    });
    await this.page.keyboard.press('Enter');
    // What was picked may ask for something in the same place.
    await this.page.waitForFunction((typed) => {
      const input = document.querySelector('.quick-input-widget input.input');
      return input === null || input.offsetParent === null || input.value !== typed;
    }, text);
  }
}
