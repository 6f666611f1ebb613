// The list of a file with several certificates: searching, keys, and ten thousand of them.
import { until } from './support/wait.mjs';

/** The line that is chosen, and whether it is in sight. */
const chosen = (view) =>
  view.frame.evaluate(() => {
    const line = globalThis.document.querySelector('.row[aria-selected=true]');
    const box = globalThis.document.querySelector('.rows').getBoundingClientRect();
    const at = line?.getBoundingClientRect();
    const inSight = at !== undefined && at.top >= box.top - 1 && at.bottom <= box.bottom + 1;
    return { id: line?.id, inSight };
  });

const chooses = (view, id) =>
  until(
    `${id} to be chosen and in sight`,
    () => chosen(view),
    (seen) => seen.id === id && seen.inSight,
  );

export default function (check) {
  check('keys move through the list, and Enter goes to what is chosen', async (window) => {
    const view = await window.open('several.cer');
    await view.control('listbox').focus();
    await view.press('ArrowDown');
    await chooses(view, 'row-1');
    await view.reads('.verdict h2', 'cannot sign in with this certificate unless');
    await view.press('End');
    await chooses(view, 'row-7');
    await view.reads('.verdict h2', 'cannot sign in');
    await view.press('ArrowUp');
    await chooses(view, 'row-6');
    await view.press('Home');
    await chooses(view, 'row-0');
    await view.reads('.verdict h2', 'jane@contoso.com can sign in');
    await view.press('Enter');
    await view.focusIs('h1: Jane Doe');
  });

  check('a click chooses', async (window) => {
    const view = await window.open('several.cer');
    await view.control('option', /mail\.contoso\.com/).click();
    await view.reads('h1', 'mail.contoso.com');
    await view.reads('.verdict h2', 'Server certificate');
  });

  check('searching narrows the list, and Enter takes the first', async (window) => {
    const view = await window.open('several.cer');
    await view.control('searchbox').fill('contoso-dc-ca');
    await view.reads('.found', '7 of 8');
    await view.control('searchbox').fill('no such name');
    await view.reads('.found', 'Nothing found');
    await view.control('searchbox').fill('2b 00 00 00 00 11 ac 00 00 00 00 12');
    await view.reads('.found', '1 of 8');
    await view.control('searchbox').fill('mail');
    await view.press('Enter');
    await view.reads('h1', 'mail.contoso.com');
  });

  check('ten thousand certificates are scrolled, searched and read without waiting', async (window) => {
    const view = await window.open('many.cer');
    await view.reads('.found', '10000 of 10000');
    const lines = await view.frame.locator('.row').count();
    if (lines > 60) throw new Error(`${lines} lines of the list are elements, of which a dozen are in sight.`);
    await view.control('listbox').focus();
    for (let i = 0; i < 40; i++) await view.press('ArrowDown');
    await chooses(view, 'row-40');
    await view.press('End');
    await chooses(view, 'row-9999');
    await view.reads('.verdict h2', 'cannot sign in');
    await view.control('searchbox').fill('mail.contoso');
    await view.reads('.found', '1250 of 10000');
  });
}
