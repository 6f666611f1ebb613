// In German: the page, its dates, and what is announced.

export default function (check) {
  check(
    'page, dates, list and announcements',
    async (window) => {
      const view = await window.open('several.cer');
      const language = await view.frame.evaluate(() => globalThis.document.documentElement.lang);
      if (language !== 'de') throw new Error(`The language of the page is ${language}.`);
      await view.reads('.verdict h2', 'jane@contoso.com kann sich mit diesem Zertifikat anmelden');
      await view.reads('.identity dl', /Gültig bis\s+01\.01\.2044/);
      await view.control('button', 'Kopieren: Fingerabdruck (SHA-1)').click();
      await view.hears('Kopiert: Fingerabdruck (SHA-1)');
      await view.control('searchbox', /Fingerabdruck/).fill('mail');
      await view.reads('.found', '1 von 8');
    },
    'de',
  );

  check(
    'no text of the page is left in English',
    async (window) => {
      const view = await window.open('upn-only.cer');
      const text = await view.frame.evaluate(() => globalThis.document.body.innerText);
      const left = [
        'Identity',
        'Validity',
        'Copy',
        'Show ',
        'Extensions',
        'May prevent sign-in',
        'Good',
        'Chain',
        'bytes ',
        'days',
      ];
      const found = left.filter((word) => text.includes(word));
      if (found.length > 0) throw new Error(`English is left: ${found.join(', ')}`);
    },
    'de',
  );
}
