// From a certificate to its issuer, to its text, and back.

export default function (check) {
  check('a name in the chain opens the file of that certificate', async (window) => {
    const view = await window.open('strong.cer');
    await view.reads('.chain', 'Complete, and every signature is valid.');
    await view.control('button', 'CONTOSO-DC-CA').click();
    await window.tab('authority.crt');
    const issuer = await (await window.view()).becomes('certificate');
    await issuer.reads('h1', 'CONTOSO-DC-CA');
  });

  check('a name in the chain goes to that certificate of the same file', async (window) => {
    const view = await window.open('chain.p7b');
    await view.reads('h1', 'Jane Doe');
    await view.control('button', 'Contoso Root CA').click();
    await view.reads('h1', 'Contoso Root CA');
    await view.focusIs('h1: Contoso Root CA');
  });

  check('a certificate in Base64 is text with one click, and a page again with one', async (window) => {
    const view = await window.open('strong.cer');
    await view.control('button', 'Open as text').click();
    await window.page.locator('.view-line', { hasText: 'BEGIN CERTIFICATE' }).first().waitFor();
    await window.page
      .getByRole('button', { name: /Open as Certificate/ })
      .first()
      .click();
    const again = await (await window.view()).becomes('certificate');
    await again.reads('h1', 'Jane Doe');
  });
}
