// What the page says of each kind of certificate: the headline, and the reason that decides.

/** File, headline, reason, how it is marked. */
const verdicts = [
  ['strong.cer', 'jane@contoso.com can sign in', 'Good: Strong mapping: the SID extension contains S-1-5-21-', 'good'],
  ['upn-only.cer', 'jane@contoso.com cannot sign in with this certificate unless', 'No strong mapping', 'bad'],
  ['no-upn.cer', 'This certificate cannot be used to sign in', 'no UPN', 'bad'],
  ['expired.cer', 'jane@contoso.com cannot sign in', 'Prevents sign-in: Expired', 'bad'],
  ['elliptic.cer', 'jane@contoso.com can sign in', 'Good: Its key is EC P-384', 'good'],
  ['chain.p7b', 'jane@contoso.com can sign in', 'Good: The chain is complete', 'good'],
];

/** PKCS#12: RC2 and triple DES with SHA-1; PBES2 with AES-256. */
const protectedFiles = [
  ['legacy.pfx', 'Jane (legacy)'],
  ['modern.pfx', 'Jane (modern)'],
];

export default function (check) {
  for (const [name, headline, reason, tone] of verdicts) {
    check(`${name} is ${tone}: ${headline}`, async (window) => {
      const view = await window.open(name);
      await view.reads('.verdict h2', headline);
      await view.reads(`.verdict.${tone} ul`, reason);
      await view.hears(headline);
    });
  }

  for (const [name, friendlyName] of protectedFiles) {
    check(`${name} opens with its password and is good`, async (window) => {
      const view = await window.open(name, 'needsPassword');
      await view.control('button', /password/).click();
      await window.answer('Passw0rd');
      await view.becomes('certificate');
      await view.reads('.verdict.good h2', 'jane@contoso.com can sign in');
      await view.reads('.identity dl', friendlyName);
      await view.reads('.keys', 'A private key is in the file, encrypted: RSA 2048');
    });
  }
}
