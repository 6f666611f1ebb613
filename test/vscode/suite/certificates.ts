// The certificate view as an administrator meets it: every kind of file, its verdict, and every state in
// which there is none.
import * as vscode from 'vscode';
import { detail, hoverText, shown, stage } from './support/certificate-view.js';
import { assert, assertEqual, diagnostic, open, rangeOf, until, untilAnswer, uriOf } from './support/editor.js';

describe('the certificate view', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const verdicts = [
    ['strong.cer', 'good', 'jane@contoso.com can sign in', 'SID extension'],
    ['strong.der', 'good', 'jane@contoso.com can sign in', 'SID extension'],
    ['upn-only.cer', 'bad', 'jane@contoso.com cannot sign in with this certificate unless', 'No strong mapping'],
    ['no-upn.cer', 'bad', 'This certificate cannot be used to sign in', 'no UPN'],
    ['expired.cer', 'bad', 'jane@contoso.com cannot sign in', '403.17'],
    ['elliptic.cer', 'good', 'jane@contoso.com can sign in', 'EC P-384'],
    ['server.pem', 'neutral', 'Server certificate', 'mail.contoso.com'],
    ['root.crt', 'neutral', 'CA certificate', ''],
    ['request.csr', 'neutral', 'Certificate request', ''],
    ['authority.crl', '', 'Current CRL', ''],
  ] as const;
  for (const [name, tone, headline, reason] of verdicts) {
    it(`says of ${name}: ${headline}`, async () => {
      const { verdict } = await detail(name);
      assert(verdict.headline.includes(headline), `It says: ${verdict.headline}`);
      if (tone !== '') assertEqual(verdict.tone, tone);
      const said = verdict.reasons.map(({ text }) => text).join('\n');
      assert(said.includes(reason), `The reasons are: ${said}`);
    });
  }

  it('finds issuers among the files of the workspace and checks their signatures', async () => {
    const { chain } = await detail('strong.cer');
    assertEqual(
      chain?.nodes.map(({ title }) => title),
      ['Contoso Root CA', 'CONTOSO-DC-CA', 'Jane Doe'],
    );
    assertEqual(chain?.tone, 'good');
  });

  for (const name of ['chain.p7b', 'chain-pem.p7b']) {
    it(`opens ${name} as a list with the chain in itself`, async () => {
      const view = await shown(name, (each) => each.detail !== undefined);
      assert(view.total >= 3, `${view.total} certificates`);
      assertEqual(view.rows, view.total);
      assert(
        view.detail?.chain?.tone === 'good' || view.detail?.verdict.tone === 'good',
        JSON.stringify(view.detail?.chain),
      );
    });
  }

  for (const name of ['legacy.pfx', 'modern.pfx']) {
    it(`asks for the password of ${name}, refuses a wrong one, and shows what the right one opens`, async () => {
      await shown(name, ({ notice }) => notice?.state === 'needsPassword');
      const started = await stage();
      const uri = uriOf(name);
      await started.tryPassword(uri, 'wrong');
      assertEqual(started.shown(uri)?.notice?.state, 'wrongPassword');
      assertEqual(started.shown(uri)?.notice?.action?.name, 'password');
      await started.tryPassword(uri, 'Passw0rd');
      const view = await shown(name, (each) => each.detail !== undefined);
      assert(view.isOpen && view.total >= 1, JSON.stringify(view.notice));
      assert(
        view.detail?.identity.some(({ label }) => label === 'Private key'),
        'The private key is not mentioned.',
      );
      assert(!JSON.stringify(view).includes('Passw0rd'), 'The password was told to the view.');
      // The key that the password gave access to lies in the workspace like any other.
      const told = (): true | undefined => started.privateKeysPointedOut.includes(uri.toString()) || undefined;
      await until(started.onDidPointOut, told);
    });
  }

  it('says at which byte a corrupt file is corrupt', async () => {
    const { notice } = await shown('corrupt.cer', (each) => each.notice?.state === 'corrupt');
    assert(/byte \d+/.test(notice?.text ?? ''), `It says: ${notice?.text ?? ''}`);
  });

  it('says what a serialized store is', async () => {
    const { notice } = await shown('store.cer', (each) => each.notice?.state === 'unsupported');
    assert(notice?.text.includes('.sst') === true, notice?.text ?? '');
  });

  it('opens ten thousand certificates', async () => {
    const before = Date.now();
    const view = await shown('many.cer', (each) => each.rows === 10_000 && each.detail !== undefined);
    console.log(`[suite]       10 000 certificates in ${Date.now() - before} ms`);
    assertEqual(view.total, 10_000);
  });

  it('reads a file again when it changes', async () => {
    const name = 'changing.cer';
    const from = await vscode.workspace.fs.readFile(uriOf('strong.cer'));
    await vscode.workspace.fs.writeFile(uriOf(name), from);
    assert((await detail(name)).verdict.tone === 'good', 'The first certificate is not good.');
    await vscode.workspace.fs.writeFile(uriOf(name), await vscode.workspace.fs.readFile(uriOf('expired.cer')));
    await shown(name, ({ detail: now }) => now?.verdict.tone === 'bad');
  });

  it('says again what the chain is when its issuer comes into the workspace', async () => {
    const copy = (from: string, to: string): Thenable<void> => vscode.workspace.fs.copy(uriOf(from), uriOf(to));
    await copy('other-forest.txt', 'other-forest.cer');
    assertEqual((await detail('other-forest.cer')).chain?.nodes.map(({ title }) => title).includes('Bob'), true);
    await copy('other-forest-root.txt', 'other-forest-root.crt');
    await shown('other-forest.cer', ({ detail: now }) => now?.chain?.tone === 'good');
    await vscode.workspace.fs.delete(uriOf('other-forest-root.crt'));
    await shown('other-forest.cer', ({ detail: now }) => now?.chain?.tone !== 'good');
    await vscode.workspace.fs.delete(uriOf('other-forest.cer'));
  });

  it('goes to text and back', async () => {
    await detail('strong.cer');
    await vscode.commands.executeCommand('exchangeCba.openCertificateText', uriOf('strong.cer'));
    assertEqual(vscode.window.activeTextEditor?.document.languageId, 'pem');
    await vscode.commands.executeCommand('exchangeCba.openCertificate', uriOf('strong.cer'));
    await detail('strong.cer');
  });
});

describe('certificates in texts', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('explains a PEM block in a letter, and has a lens above it', async () => {
    const editor = await open('notes/mail.md');
    const { start } = rangeOf(editor, '-----BEGIN CERTIFICATE');
    const text = await hoverText(editor.document, start.translate(2, 5));
    assert(text.includes('cannot sign in with this certificate unless'), `The hover says: ${text}`);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      editor.document.uri,
    );
    assert(
      lenses.some(
        ({ range, command }) =>
          range.start.line === start.line && command?.title.startsWith('Jane Doe') && command.title.includes('sign in'),
      ),
      JSON.stringify(lenses),
    );
  });

  it('names the certificate of a netsh record', async () => {
    const editor = await open('notes/sslcert.txt');
    const { end } = rangeOf(editor, 'Certificate Hash             : ');
    const text = await hoverText(editor.document, end.translate(0, 4));
    assert(text.includes('mail\\.contoso\\.com'), `The hover says: ${text}`);
  });

  it('points a private key out, without its content', async () => {
    const editor = await open('with-key.pem');
    const { start } = rangeOf(editor, 'PRIVATE KEY');
    const text = await hoverText(editor.document, start);
    assert(text.includes('Private key'), `The hover says: ${text}`);
  });

  it('has problems on the lines that they are about', async () => {
    const editor = await open('no-upn.cer');
    const missing = await diagnostic('no-upn.cer', 'certificate/upn-missing');
    // It is the subject that holds no user: some lines of Base64, neither the first nor the last.
    assert(missing.range.start.line > 0, JSON.stringify(missing.range));
    assert(missing.range.end.line < editor.document.lineCount - 2, JSON.stringify(missing.range));
  });

  it('lists the files that could not be read, a locked one until it is opened', async () => {
    const started = await stage();
    const uri = uriOf('locked.pfx');
    const unread = async (): Promise<Record<string, unknown>> => {
      const groups = await started.expiryNodes();
      const group = groups.find((node) => 'unread' in node);
      const items = (await started.expiryNodes(group)).map((node) => started.expiryItem(node));
      return Object.fromEntries<unknown>(items.map(({ label, description }) => [label as string, description]));
    };
    await vscode.workspace.fs.copy(uriOf('modern.pfx'), uri);
    try {
      const before = await untilAnswer(started.onDidChangeWorkspace, unread, (files) => 'locked.pfx' in files);
      assertEqual(before['locked.pfx'], 'PKCS#12; not opened yet');
      assertEqual(before['corrupt.cer'], 'This file is corrupt or not a certificate.');
      assertEqual(before['blank.cer'], 'This file is empty.');
      assertEqual(before['huge.cer'], 'This file is too large.');
      assertEqual(before['store.cer'], 'This file cannot be shown here.');
      await shown('locked.pfx', ({ notice }) => notice?.state === 'needsPassword');
      await started.tryPassword(uri, 'Passw0rd');
      await untilAnswer(started.onDidChangeWorkspace, unread, (files) => !('locked.pfx' in files));
      const listed = (await started.byExpiry()).filter((found) => found.uri.toString() === uri.toString());
      assert(listed.length > 0, 'What is in the opened file is not in the list.');
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });

  it('lists all certificates, the next to end first, and exports them', async () => {
    const started = await stage();
    const found = await started.byExpiry();
    const ends = found.map(({ certificate }) => certificate.notAfter.ms ?? Infinity);
    assertEqual(
      ends,
      [...ends].sort((a, b) => a - b),
    );
    assert(found.length > 8, `${found.length} certificates`);
    const target = uriOf('ends.ics');
    await vscode.commands.executeCommand('exchangeCba.exportExpiryCalendar', target);
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(target));
    assert(
      text.startsWith('BEGIN:VCALENDAR\r\n') && text.includes('Certificate of mail.contoso.com expires'),
      text.slice(0, 800),
    );
  });
});
