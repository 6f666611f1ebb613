// One VS Code with certificates in its workspace, handled as a user does: keys, clicks, and looking.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from '../../launcher/browser.mjs';
import { certificateWorkspace } from '../../launcher/certificate-workspace.mjs';
import { extensionFolder } from '../../launcher/extension.mjs';
import { cache } from '../../launcher/install.mjs';
import { startVSCode } from '../../launcher/server.mjs';
import { quietSettings, speakLanguage, startBrowser, workbenchUrl } from '../../launcher/workbench.mjs';
import { View } from './view.mjs';
import { timeoutMs, until } from './wait.mjs';

export const failures = path.join(cache, 'view-failures');

/** What all windows have in common. */
export class Session {
  #browser;
  #server;
  #windows = new Map();

  /**
   * `makeFolder` gives the workspace; without one it holds certificates.
   * @param {{ settings?: Record<string, unknown>, viewport?: { width: number, height: number }, makeFolder?: () => string | null | Promise<string | null> }} [options]
   */
  static async start({
    settings = {},
    viewport = { width: 1280, height: 900 },
    makeFolder = certificateWorkspace,
  } = {}) {
    const session = new Session();
    session.folder = await makeFolder();
    // Without openssl there are no certificates to open; that was said aloud.
    if (session.folder === null) return null;
    session.viewport = viewport;
    session.extension = extensionFolder('node');
    session.#server = await startVSCode({ ...quietSettings, ...settings });
    session.#browser = await startBrowser(findBrowser());
    return session;
  }

  get origin() {
    return `http://localhost:${this.#server.port}`;
  }

  /** A window in a language, opened when it is first asked for. */
  window(language = 'en') {
    if (!this.#windows.has(language)) this.#windows.set(language, this.#open(language));
    return this.#windows.get(language);
  }

  async #open(language) {
    const context = await this.#browser.newContext({ viewport: this.viewport, locale: language });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: this.origin });
    const page = await context.newPage();
    page.setDefaultTimeout(timeoutMs);
    // Of the certificate view: every headline that it had. Its document is written again, so that no observer
    // outlives it.
    await page.addInitScript(() => {
      globalThis.seenHeadlines = [];
      setInterval(() => {
        const headline = globalThis.document.querySelector(
          '#page .verdict h2 span:last-child, #page .box h1',
        )?.textContent;
        if (headline && globalThis.seenHeadlines.at(-1) !== headline) globalThis.seenHeadlines.push(headline);
      }, 10);
    });
    if (language !== 'en') await speakLanguage(page, language);
    const { folder, extension } = this;
    await page.goto(workbenchUrl(this.#server.port, { host: 'node', folder, extension }));
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    // The palette lists only what was known when it was opened.
    await page.locator('.activitybar [aria-label*="Exchange CBA"]').first().waitFor();
    return new Window(page, folder);
  }

  async end() {
    await this.#browser.close();
    await this.#server.stop();
  }
}

/** One window of VS Code. */
export class Window {
  constructor(page, folder) {
    this.page = page;
    this.folder = folder;
  }

  /**
   * Opens a file of the workspace with its usual editor. What is found so far is listed, and listed again: a
   * click on a row that is just being replaced is lost or meets another file, so it is repeated.
   */
  async openFile(name) {
    const row = this.page.locator('.quick-input-list .label-name').getByText(name, { exact: true }).first();
    await until(
      `${name} in front`,
      async () => {
        if (!(await this.input().isVisible())) await this.page.keyboard.press('Control+p');
        await this.input().fill(name, { timeout: 1000 });
        await row.click({ timeout: 2000 });
        await this.tab(name, 2000);
        return true;
      },
      Boolean,
    );
  }

  /** Waits for the tab that is in front to be of a file. */
  async tab(name, timeout = timeoutMs) {
    const title = this.page.locator('.tab.active .label-name').getByText(name, { exact: true });
    await title.first().waitFor({ timeout });
  }

  /** Opens a file whose usual editor is the certificate view, and waits for its page to say something. */
  async open(name, state = 'certificate') {
    await this.openFile(name);
    return (await this.view()).becomes(state);
  }

  /** Runs a command by the title that the palette shows. A key is lost where the focus is just moving. */
  async run(title) {
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    await until(
      `${title} in the palette`,
      async () => {
        if (!(await this.input().isVisible())) await this.page.keyboard.press('F1');
        await this.input().fill(`>${title}`, { timeout: 2000 });
        await row.waitFor({ timeout: 2000 });
        return true;
      },
      Boolean,
    );
    await this.page.keyboard.press('Enter');
  }

  /** The certificate view in front. */
  async view() {
    let frame;
    await until(
      'a certificate view',
      async () => {
        const seen = [];
        for (const each of this.page.frames()) {
          const of = await each.evaluate(documentSeen).catch((error) => ({ error: error.message.split('\n')[0] }));
          if (of.visible && of.page) frame = each;
          seen.push({ address: each.url().replace(/\?.*/, ''), ...of });
        }
        return seen;
      },
      () => frame !== undefined,
    );
    return new View(this.page, frame);
  }

  /** The editor's own input. */
  input() {
    return this.page.locator('.quick-input-widget:not(.hidden) input.input').first();
  }

  /** Types an answer into the editor's own input. */
  async answer(text) {
    await this.input().waitFor();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
    await this.input().waitFor({ state: 'hidden' });
  }

  /**
   * Chooses a file in a dialog by its path. A dialog that is just being opened may put its own folder over a
   * path that is typed, so it is typed again until it stands there and the dialog takes it.
   */
  async chooseFile(file) {
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: path.basename(file) }).first();
    await this.input().waitFor();
    await until(
      `${path.basename(file)} chosen`,
      async () => {
        await this.input().fill(file, { timeout: 1000 });
        await row.waitFor({ timeout: 2000 });
        if ((await this.input().inputValue({ timeout: 1000 })) !== file) return false;
        await this.page.keyboard.press('Enter');
        await this.input().waitFor({ state: 'hidden', timeout: 2000 });
        return true;
      },
      Boolean,
    );
  }

  clipboard() {
    return this.page.evaluate(() => globalThis.navigator.clipboard.readText());
  }

  /**
   * Closes everything, whatever has the focus. A click is lost on a tab that is just being replaced, so it is
   * repeated.
   */
  async closeAll() {
    if (await this.input().isVisible()) await this.page.keyboard.press('Escape');
    const tabs = this.page.locator('.tab');
    await until(
      'all editors closed',
      async () => {
        if ((await tabs.count()) > 0) await tabs.last().click({ button: 'middle', timeout: 1000 });
        return tabs.count();
      },
      (left) => left === 0,
    );
  }

  async picture(name) {
    mkdirSync(failures, { recursive: true });
    const file = path.join(failures, `${name.replace(/[^\w-]+/g, '-').slice(0, 80)}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }
}

/** In a frame: whether a user sees its document, and whether it has the page of the extension. */
function documentSeen() {
  const { visibilityState, readyState, body } = globalThis.document;
  return {
    visible: visibilityState === 'visible' && globalThis.innerWidth > 0,
    page: globalThis.document.querySelector('#page') !== null,
    readyState,
    characters: body?.innerHTML.length,
  };
}
