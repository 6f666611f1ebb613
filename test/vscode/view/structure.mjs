// The tree of ASN.1 and the bytes beside it, which point at each other.
import { until } from './support/wait.mjs';

/** The first and last byte that are marked. */
const marked = (view) =>
  view.frame.evaluate(() => {
    const cells = [...globalThis.document.querySelectorAll('.bytes .marked')].map((cell) => Number(cell.dataset.at));
    return `${cells.at(0)}–${cells.at(-1)}`;
  });

const marks = (view, wanted) =>
  until(
    `bytes ${wanted} to be marked`,
    () => marked(view),
    (seen) => seen === wanted,
  );

/** What the tree has chosen. */
const current = (view, wanted) => view.reads('.tree [aria-selected=true]', wanted);

export default function (check) {
  check('keys unfold the tree, and its bytes are marked', async (window) => {
    const view = await window.open('upn-only.cer');
    const first = view.frame.locator('.tree [role=treeitem]').first();
    // What is signed is open from the start.
    await view.reads('.tree [aria-level="3"]', '[0]');
    await first.focus();
    await view.press('ArrowRight');
    await current(view, 'bytes 4–');
    await view.press('ArrowRight');
    await current(view, '[0]');
    await view.press('ArrowDown');
    await current(view, 'INTEGER');
    // The serial number: a header of two bytes and 61 00 00 05.
    await marks(view, '13–18');
    await view.press('ArrowLeft');
    await view.press('ArrowLeft');
    await until(
      'the branch to be folded',
      () => view.frame.locator('.tree [aria-expanded=true]').count(),
      (n) => n === 1,
    );
  });

  check('a byte that is clicked unfolds the tree down to its element', async (window) => {
    const view = await window.open('upn-only.cer');
    await view.frame.locator('.bytes [data-at="15"]').click();
    await current(view, 'INTEGER');
    await marks(view, '13–18');
  });

  check('keys move through the bytes, and what they belong to is said', async (window) => {
    const view = await window.open('upn-only.cer');
    const bytes = view.control('slider', 'Bytes in hexadecimal');
    await bytes.focus();
    await view.press('ArrowDown');
    await current(view, 'INTEGER');
    await until(
      'byte 16 to be said',
      () => bytes.getAttribute('aria-valuetext'),
      (text) => text.startsWith('16: 00, INTEGER'),
    );
    await view.press('Home');
    await current(view, 'SEQUENCE');
    // The length of a signature differs from one to the next.
    const last = await bytes.getAttribute('aria-valuemax');
    await marks(view, `0–${last}`);
    await view.press('End');
    await until(
      'the last byte to be said',
      () => bytes.getAttribute('aria-valuetext'),
      (text) => text.startsWith(`${last}: `),
    );
  });

  check('an extension is shown where it is', async (window) => {
    const view = await window.open('strong.cer');
    await view.control('button', /^Subject alternative name: Show/).click();
    await current(view, 'SEQUENCE');
    await view.focusIs(/^treeitem: .*SEQUENCE/);
    const { start, end } = await view.frame.evaluate(() => {
      const [, from, to] = /bytes (\d+)–(\d+)/.exec(globalThis.document.activeElement.textContent);
      return { start: from, end: to };
    });
    await marks(view, `${start}–${end}`);
    await view.press('ArrowRight');
    await view.reads('.tree .line:has-text("Subject alternative name")', 'OBJECT IDENTIFIER');
    await view.press('ArrowRight');
    await current(view, 'Subject alternative name');
  });
}
