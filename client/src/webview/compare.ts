// Two certificates side by side.
import { button, element } from './dom.js';
import { send } from './host.js';
import type { CompareRow, Row, Strings } from './messages.js';

export function compareView(
  { left, right, words, rows }: { left: string; right: string; words: string; rows: readonly CompareRow[] },
  strings: Strings,
  close: () => void,
): HTMLElement {
  const table = element('table', { class: 'compare' });
  table.append(
    element(
      'thead',
      {},
      element('tr', {}, element('th', {}), element('th', {}, left), element('th', {}, right), element('th', {})),
    ),
    element(
      'tbody',
      {},
      ...rows.map((row) =>
        element(
          'tr',
          { class: row.same ? 'same' : 'different' },
          element('th', {}, row.label),
          element('td', {}, row.left),
          element('td', {}, row.right),
          element('td', { class: 'state' }, row.same ? strings.same : strings.different),
        ),
      ),
    ),
  );
  const toggle = element('input', { type: 'checkbox' });
  toggle.addEventListener('change', () => {
    table.classList.toggle('only-differences', toggle.checked);
  });
  const article = element(
    'article',
    {},
    element(
      'header',
      {},
      element('h1', { id: 'title', tabindex: '-1' }, strings.compare),
      button(strings.closeCompare, close),
    ),
    element('p', { role: 'status' }, words),
    element('p', {}, element('label', {}, toggle, ` ${strings.onlyDifferences}`)),
    table,
  );
  article.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
  });
  return article;
}

/** Chooses the other one from those of the file. */
export function comparePicker(index: number, rows: readonly Row[], strings: Strings, close: () => void): HTMLElement {
  const select = element('select', { 'aria-label': strings.chooseCertificate });
  for (const row of rows.slice(0, 2000)) {
    if (row.index === index) continue;
    const option = element(
      'option',
      {},
      `${row.index + 1}. ${[row.title, row.subtitle, row.state, row.until].join(' · ')}`,
    );
    option.value = String(row.index);
    select.append(option);
  }
  const picker = element(
    'p',
    { class: 'picker' },
    element('label', {}, `${strings.chooseCertificate} `, select),
    button(strings.compare, () => {
      send({ type: 'compare', left: index, right: Number(select.value) });
    }),
  );
  picker.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
  });
  return picker;
}
