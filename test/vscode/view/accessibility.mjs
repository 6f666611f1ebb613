// What those hear and reach who do not see or use no mouse: Chromium's own tree of accessibility, and the
// order of Tab.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertWellFormed, heard } from './support/heard.mjs';
import { until } from './support/wait.mjs';

export default function (check) {
  check('a certificate has landmarks, headings and names', async (window) => {
    const view = await window.open('several.cer');
    await view.reads('.tree [role=group] .line', 'SEQUENCE');
    const nodes = await heard(view);
    assertWellFormed(nodes);
    for (const role of ['main', 'navigation', 'region', 'listbox', 'option', 'tree', 'treeitem', 'slider', 'status']) {
      if (!nodes.some((node) => node.role === role)) throw new Error(`Nothing is a ${role}.`);
    }
    const regions = nodes.filter(({ role }) => role === 'region').map(({ name }) => name);
    for (const name of ['Identity', 'Validity', 'Chain', 'To copy', 'Extensions', 'Structure (ASN.1)', 'PEM']) {
      if (!regions.includes(name)) throw new Error(`No region is called ${name}: ${regions.join(', ')}`);
    }
    const names = nodes.map(({ name }) => name).join('\n');
    // The signs beside the words are for the eye only.
    if (/^[✓✕•]$/m.test(names)) throw new Error('A sign without words is read out.');
  });

  check('a notice and a comparison have theirs', async (window) => {
    const notice = await window.open('corrupt.cer', 'corrupt');
    assertWellFormed(await heard(notice));
    await window.closeAll();
    const view = await window.open('several.cer');
    await view.control('button', 'Compare with another …').click();
    await view.control('button', 'Compare').click();
    await view.becomes('compare');
    const nodes = await heard(view);
    assertWellFormed(nodes);
    for (const role of ['columnheader', 'rowheader']) {
      if (!nodes.some((node) => node.role === role)) throw new Error(`The table has no ${role}.`);
    }
  });

  check('Tab goes through the page from top to bottom, and the focus is seen at every stop', async (window) => {
    const view = await window.open('several.cer');
    await view.reads('.tree [role=group] .line', 'SEQUENCE');
    await view.frame.locator('.file button').focus();
    const stops = [];
    for (let i = 0; i < 60 && !stops.at(-1)?.name.includes('Copy PEM'); i++) {
      await view.press('Tab');
      stops.push(
        await view.frame.evaluate(() => {
          const active = globalThis.document.activeElement;
          const { outlineStyle, outlineWidth } = getComputedStyle(active);
          const { top, bottom } = active.getBoundingClientRect();
          return {
            name: `${active.getAttribute('role') ?? active.localName}: ${active.getAttribute('aria-label') ?? active.textContent.slice(0, 60)}`,
            ring: outlineStyle !== 'none' && parseFloat(outlineWidth) > 0,
            inSight: bottom > 0 && top < innerHeight,
          };
        }),
      );
    }
    const unseen = stops.filter(({ ring, inSight }) => !ring || !inSight);
    if (unseen.length > 0) throw new Error(`The focus is not seen on ${JSON.stringify(unseen)}`);
    const order = stops.map(({ name }) => name);
    const wanted = [
      'input:',
      'listbox:',
      'region:',
      'button: Compare',
      'button: Copy: Serial',
      'treeitem:',
      'slider:',
      'button: Copy PEM',
    ];
    let at = 0;
    for (const name of order) if (name.startsWith(wanted[at] ?? ' ')) at++;
    if (at < wanted.length) throw new Error(`Tab never came to ${wanted[at]}: ${order.join(' | ')}`);
  });

  check('a file that changes keeps the focus where it was', async (window) => {
    const view = await window.open('changing.cer');
    await view.control('button', 'Copy: Serial number').focus();
    copyFileSync(join(window.folder, 'expired.cer'), join(window.folder, 'changing.cer'));
    await view.reads('.verdict h2', 'cannot sign in');
    await until(
      'a focus that is not lost',
      () => view.focus(),
      (seen) => seen !== 'nothing',
    );
  });
}
