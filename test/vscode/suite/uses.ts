// Certificates and the configuration that is about them, beside each other: records of HTTP.SYS, bindings,
// private keys.
import * as vscode from 'vscode';
import { detail, hoverText, stage } from './support/certificate-view.js';
import {
  applicationHost,
  assert,
  assertEqual,
  extension,
  noDiagnostic,
  open,
  rangeOf,
  replace,
  revert,
  ruleOf,
  sample,
  until,
  uriOf,
} from './support/editor.js';

const certificate = `${sample}/certificates/mail.contoso.com.cer`;
const output = `${sample}/sslcert.txt`;

/** The names of the files that hold the definition of what is at a place. */
async function definitions(uri: vscode.Uri, position: vscode.Position): Promise<(string | undefined)[]> {
  const links = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
    'vscode.executeDefinitionProvider',
    uri,
    position,
  );
  return links.map((link) => ('targetUri' in link ? link.targetUri : link.uri).path.split('/').at(-1));
}

describe('certificates in use', () => {
  before(async () => {
    await (await extension().activate()).settled();
  });
  afterEach(revert);

  it('are shown with the record of HTTP.SYS that names them', async () => {
    const { uses } = await detail(certificate);
    assertEqual(
      uses.map(({ text, place }) => [text, place.label]),
      [
        ['HTTP.SYS uses it on 0.0.0.0:443 for Default Web Site.', 'sslcert.txt:6'],
        ['HTTP.SYS uses it on 127.0.0.1:443 for Default Web Site.', 'sslcert.txt:22'],
      ],
    );
  });

  it('are found from the binding that shows them', async () => {
    const editor = await open(applicationHost);
    const text = await hoverText(editor.document, rangeOf(editor, 'bindingInformation=":443:"').start);
    assert(/HTTP\\.SYS uses this certificate on/.test(text), `The hover says: ${text}`);
    assert(text.includes('mail\\.contoso\\.com'), `The hover says: ${text}`);
  });

  it('are found from the hash of a record, and every field is explained', async () => {
    const editor = await open(output);
    const hash = await hoverText(editor.document, rangeOf(editor, 'Certificate Hash').end.translate(0, 20));
    assert(hash.includes('mail\\.contoso\\.com'), `The hover says: ${hash}`);
    const mapper = await hoverText(editor.document, rangeOf(editor, 'DS Mapper').start);
    assert(mapper.includes('Active Directory'), `The hover says: ${mapper}`);
  });

  it('are the definition of the hash of a record and of the binding that shows them', async () => {
    const record = await open(output);
    const hash = rangeOf(record, 'Certificate Hash').end.translate(0, 20);
    assertEqual(await definitions(record.document.uri, hash), [certificate.split('/').at(-1)]);
    const host = await open(applicationHost);
    const binding = rangeOf(host, 'bindingInformation=":443:"').start;
    assertEqual(await definitions(host.document.uri, binding), [certificate.split('/').at(-1)]);
  });

  it('are tried on the mappings of IIS, and found from them', async () => {
    const jane = `${sample}/certificates/jane.doe.cer`;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uriOf(jane)));
    const base64 = text.replace(/-----[^-]*-----|\s/g, '');
    const mapping = (name: string, criteria: string): string =>
      `<add name="${name}" permissionMode="Allow" userName="CONTOSO\\${name}"><rules><add certificateField="Subject" certificateSubField="CN" matchCriteria="${criteria}" /></rules></add>`;
    const editor = await open(applicationHost);
    await replace(
      editor,
      rangeOf(editor, '<iisClientCertificateMappingAuthentication />'),
      `<iisClientCertificateMappingAuthentication enabled="true"><oneToOneMappings><add userName="CONTOSO\\jane" certificate="${base64}" /></oneToOneMappings><manyToOneMappings>${mapping('others', 'Nobody')}${mapping('sales', 'Jane*')}</manyToOneMappings></iisClientCertificateMappingAuthentication>`,
    );
    const started = await stage();
    await detail(jane);
    const uses = await until(started.onDidShow, () => {
      const found = started.shown(uriOf(jane))?.detail?.uses ?? [];
      return found.length > 0
        ? found.map((use) => use.text).filter((said) => said.includes('whole server'))
        : undefined;
    });
    assertEqual(uses, [
      'IIS maps it to CONTOSO\\jane at the whole server (one-to-one).',
      'The many-to-one mapping others at the whole server does not match: CN of Subject is Jane Doe, but Nobody is required.',
      'The many-to-one mapping sales at the whole server matches: IIS maps it to CONTOSO\\sales.',
    ]);
    const host = await open(applicationHost);
    const many = await hoverText(host.document, rangeOf(host, 'name="sales"').start);
    assert(many.includes('It matches 1 of the 1 client certificates'), `The hover says: ${many}`);
    const one = await hoverText(host.document, rangeOf(host, base64).start.translate(0, 50));
    assert(one.includes('Jane Doe'), `The hover says: ${one}`);
  });

  it('have what a record lacks as a problem in it', async () => {
    const editor = await open(output);
    const state = rangeOf(editor, 'DS Mapper Usage              : Enabled');
    await editor.edit((builder) => {
      builder.replace(state, 'DS Mapper Usage              : Disabled');
    });
    const found = await until(vscode.languages.onDidChangeDiagnostics, () =>
      vscode.languages
        .getDiagnostics(uriOf(output))
        .find((diagnostic) => ruleOf(diagnostic) === 'tls/ds-mapper-disabled'),
    );
    assertEqual(found.severity, vscode.DiagnosticSeverity.Error);
    // A change that is taken back at once takes its problem along, also where no editor shows the file any
    // more.
    await revert();
    await noDiagnostic(output, 'tls/ds-mapper-disabled');
  });

  it('are pointed out once where their private key lies in the workspace', async () => {
    const started = await stage();
    const uri = uriOf(`${sample}/made-by-test.key`);
    const text =
      '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n';
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    try {
      await open(`${sample}/made-by-test.key`);
      const told = (): true | undefined => started.privateKeysPointedOut.includes(uri.toString()) || undefined;
      await until(started.onDidPointOut, told);
      assertEqual(started.privateKeysPointedOut.filter((one) => one === uri.toString()).length, 1);
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
  });
});
