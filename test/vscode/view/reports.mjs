// The report on a server: it follows the files, and keeps its place where nothing changes.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { until } from './support/wait.mjs';

/** The frame of the report that is in front. */
const reportOf = (window) =>
  until(
    'the report',
    async () => {
      for (const each of window.page.frames()) {
        const isReport = await each
          .evaluate(
            () =>
              globalThis.innerWidth > 0 &&
              /readiness/.test(globalThis.document.querySelector('main, body')?.innerText ?? ''),
          )
          .catch(() => false);
        if (isReport) return each;
      }
      return null;
    },
    (found) => found !== null,
  );

const textOf = async (window) => (await reportOf(window)).evaluate(() => globalThis.document.body.innerText);

export default function (check) {
  check('a report says what the files say now', async (window) => {
    await window.run('View: Show Exchange CBA');
    await window.page.locator('.monaco-list-row[aria-level="1"]', { hasText: 'contoso' }).first().waitFor();
    await window.run('Exchange CBA: Show Readiness Report');
    if ((await textOf(window)).includes('bogus')) throw new Error('The server has the mistake already.');
    const file = path.join(window.folder, 'contoso/applicationHost.config');
    const text = readFileSync(file, 'utf8');
    // The first one is in a comment.
    const at = text.lastIndexOf('<access ') + '<access '.length;
    writeFileSync(file, `${text.slice(0, at)}bogus="" ${text.slice(at)}`);
    try {
      await until(
        'the mistake in the report',
        () => textOf(window),
        (now) => now.includes('bogus'),
      );
    } finally {
      writeFileSync(file, text);
    }
    await until(
      'the report without the mistake',
      () => textOf(window),
      (now) => !now.includes('bogus'),
    );
  });
}
