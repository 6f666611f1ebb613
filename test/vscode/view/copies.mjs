// What the copy buttons put on the clipboard, and that they say so.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { until } from './support/wait.mjs';

export default function (check) {
  const copies = async (window, view, button, wanted) => {
    await view.control('button', button).click();
    await view.hears('Copied: ');
    await until(
      `${wanted} on the clipboard`,
      () => window.clipboard(),
      (text) => text === wanted,
    );
  };

  check('thumbprint, serial number in both orders, mapping and commands', async (window) => {
    const der = readFileSync(path.join(window.folder, 'strong.der'));
    const view = await window.open('strong.der');
    const thumbprint = createHash('sha1').update(der).digest('hex').toUpperCase();
    await copies(window, view, 'Copy: Thumbprint (SHA-1)', thumbprint);
    await copies(window, view, 'Copy: Serial number', '2b0000000011ac0000000012');
    await copies(window, view, 'Copy: Serial number, bytes reversed', '1200000000ac11000000002b');
    await copies(
      window,
      view,
      'Copy: altSecurityIdentities by issuer and serial number',
      'X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SR>1200000000AC11000000002B',
    );
    await copies(window, view, 'Copy: Show everything in it (certutil)', 'certutil -dump "strong.der"');
  });

  check('the whole certificate as PEM and in hexadecimal', async (window) => {
    const der = readFileSync(path.join(window.folder, 'strong.der'));
    const view = await window.open('strong.der');
    const lines = der.toString('base64').match(/.{1,64}/g);
    const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
    await copies(window, view, 'Copy PEM', pem);
    await copies(window, view, 'Copy as hexadecimal', der.toString('hex'));
  });
}
