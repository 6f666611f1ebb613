// With colours that the system forces, everything is still told apart.
import { until } from './support/wait.mjs';

const style = (view, selector, name) =>
  view.frame.evaluate(
    ([selector, name]) => {
      const { document, getComputedStyle } = globalThis;
      return getComputedStyle(document.querySelector(selector))[name];
    },
    [selector, name],
  );

export default function (check) {
  check('forced colours keep signs, selection, today and the focus', async (window) => {
    await window.page.emulateMedia({ forcedColors: 'active' });
    try {
      const view = await window.open('several.cer');
      await until(
        'forced colours',
        () => view.frame.evaluate(() => matchMedia('(forced-colors: active)').matches),
        Boolean,
      );
      const selected = await style(view, '.row[aria-selected=true]', 'backgroundColor');
      const other = await style(view, '.row[aria-selected=false]', 'backgroundColor');
      if (selected === other) throw new Error(`The chosen line has the colour of the others, ${selected}.`);
      if ((await style(view, '.sign', 'borderTopWidth')) === '0px') throw new Error('The signs have no outline.');
      const today = await style(view, '.bar .today', 'backgroundColor');
      const past = await style(view, '.bar .past', 'backgroundColor');
      if (today === past) throw new Error(`Today has the colour of the past, ${today}.`);
      await view.control('searchbox').focus();
      await view.press('Tab');
      if ((await style(view, ':focus', 'outlineStyle')) === 'none') throw new Error('The focus cannot be seen.');
    } finally {
      await window.page.emulateMedia({ forcedColors: 'none' });
    }
  });
}
