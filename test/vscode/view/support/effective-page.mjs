// The page of the effective configuration that is in front.
import { View } from './view.mjs';
import { until } from './wait.mjs';

export async function pageOf(window) {
  const frame = await until(
    'the page of the effective configuration',
    async () => {
      for (const each of window.page.frames()) {
        const isPage = await each
          .evaluate(() => globalThis.innerWidth > 0 && globalThis.document.querySelector('main .features') !== null)
          .catch(() => false);
        if (isPage) return each;
      }
      return null;
    },
    (found) => found !== null,
  );
  return new View(window.page, frame);
}
