// Everything that the page says instead of a certificate, and the way out of it.
import { until } from './support/wait.mjs';

export default function (check) {
  check('a password is asked for in the input of the editor: a wrong one, then the right one', async (window) => {
    const view = await window.open('modern.pfx', 'needsPassword');
    await view.reads('h1', 'This file is protected by a password.');
    await view.press('Tab');
    await view.focusIs('button: Enter the password…');
    await view.press('Enter');
    await until(
      'an input that hides what is typed',
      () => window.input().getAttribute('type'),
      (type) => type === 'password',
    );
    await window.answer('wrong');
    await view.becomes('wrongPassword');
    await view.reads('h1', 'Incorrect password.');
    await view.hears('Incorrect password.');
    await view.focusIs('button: Try another password…');
    await view.press('Enter');
    await window.answer('Passw0rd');
    await view.becomes('certificate');
    await view.reads('.identity dl', 'Private key');
    const shown = await view.frame.evaluate(() => globalThis.document.documentElement.outerHTML);
    if (shown.includes('Passw0rd')) throw new Error('The password stands in the page.');
  });

  check('who gives no password is asked no more, and may go on', async (window) => {
    const view = await window.open('legacy.pfx', 'needsPassword');
    await view.control('button', /password/).click();
    await window.input().waitFor();
    await view.press('Escape');
    await window.input().waitFor({ state: 'hidden' });
    await view.becomes('needsPassword');
    await view.focusIs('button: Enter the password…');
  });

  check('a file with an empty password is simply open', async (window) => {
    const view = await window.open('empty-password.pfx');
    await view.reads('.verdict h2', 'jane@contoso.com can sign in');
  });

  check('while a large file is read, that is said', async (window) => {
    await window.openFile('many.cer');
    const view = await window.view();
    await view.becomes('certificate');
    await until(
      '“Reading the file…” on the way',
      () => view.frame.evaluate(() => globalThis.seenHeadlines),
      (seen) => seen.includes('Reading the file…'),
    );
  });

  check('while the workspace is read, a certificate is there and its verdict is waited for', async (window) => {
    await window.run('Exchange CBA: Reload Certificates');
    const view = await window.open('strong.cer');
    await view.reads('.verdict h2', 'jane@contoso.com can sign in');
    await until(
      'a page without verdict on the way',
      () => view.frame.evaluate(() => globalThis.seenHeadlines),
      ([first]) => first === 'Reading the files of the workspace …',
    );
  });

  const notices = [
    ['store.cer', 'unsupported', 'This file cannot be shown here.', '.sst'],
    ['blank.cer', 'empty', 'This file is empty.', 'It has no content'],
    ['corrupt.cer', 'corrupt', 'This file is corrupt or not a certificate.', /At byte \d+: /],
    ['huge.cer', 'tooLarge', 'This file is too large.', 'Its size is 65 MB.'],
    ['only-key.crt', 'empty', 'This file contains no certificate.', 'A private key is in the file'],
  ];
  for (const [name, state, headline, text] of notices) {
    check(`${name} is ${state}`, async (window) => {
      const view = await window.open(name, state);
      await view.reads('h1', headline);
      await view.reads('.box p', text);
      await view.hears(headline);
    });
  }

  check('what is no certificate opens as text from where that is said', async (window) => {
    const view = await window.open('corrupt.cer', 'corrupt');
    await view.control('button', 'Open as text').click();
    await window.page.locator('.editor-instance').first().waitFor();
  });
}
