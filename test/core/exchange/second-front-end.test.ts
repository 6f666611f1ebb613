// A second site that holds applications of the front end is checked by itself, and meets a termination that
// is set by hand.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createProject } from '../../../server/src/core/create-project.js';
import type { TerminationSetting } from '../../../server/src/core/exchange/termination.js';
import { switchTermination } from '../../../server/src/core/remedy/switch.js';

const exchange = 'C:\\Exchange\\FrontEnd\\HttpProxy';

function site(name: string, id: number, address: string, applications: readonly string[]): string {
  const folders: Record<string, string> = { 'Microsoft-Server-ActiveSync': 'sync' };
  return `<site name="${name}" id="${id}">
    <application path="/" applicationPool="P"><virtualDirectory path="/" physicalPath="C:\\inetpub\\${name}" /></application>
    ${applications
      .map(
        (path) =>
          `<application path="/${path}" applicationPool="P"><virtualDirectory path="/" physicalPath="${exchange}\\${folders[path] ?? path}" /></application>`,
      )
      .join('')}
    <bindings><binding protocol="https" bindingInformation="${address}:443:" sslFlags="32" />
      <binding protocol="https" bindingInformation="127.0.0.1:443:${address === '' ? '' : name}" sslFlags="32" /></bindings>
  </site>`;
}

function location(path: string, flags: string, basic: boolean, mapping: boolean, extra = ''): string {
  return `<location path="${path}"><system.webServer><security><access sslFlags="${flags}" /><authentication>
    <anonymousAuthentication enabled="false" /><basicAuthentication enabled="${basic}" />
    <clientCertificateMappingAuthentication enabled="${mapping}" />${extra}</authentication></security></system.webServer></location>`;
}

const required = 'Ssl, SslNegotiateCert, SslRequireCert, Ssl128';

function server(flags: string, basic: boolean, mapping: boolean): string {
  return `<configuration><system.applicationHost><applicationPools><add name="P" /></applicationPools><sites>
    ${site('Default Web Site', 1, '', ['Microsoft-Server-ActiveSync', 'owa', 'ecp'])}
    ${site('Phones', 2, '10.0.0.8', ['Microsoft-Server-ActiveSync'])}
  </sites></system.applicationHost>
  <system.webServer><security><authentication><anonymousAuthentication enabled="true" /><clientCertificateMappingAuthentication enabled="true" />
    <windowsAuthentication enabled="false" useKernelMode="false" /></authentication></security></system.webServer>
  ${location('Default Web Site', 'Ssl, Ssl128', false, false)}
  ${location('Default Web Site/Microsoft-Server-ActiveSync', 'Ssl, Ssl128', true, false)}
  ${location('Default Web Site/owa', 'Ssl, Ssl128', true, false)}
  ${location('Default Web Site/ecp', 'Ssl, Ssl128', true, false)}
  ${location('Phones/Microsoft-Server-ActiveSync', flags, basic, mapping)}</configuration>`;
}

function check(text: string, termination: TerminationSetting = 'auto') {
  return createProject({
    files: [{ uri: 'file:///srv/applicationHost.config', text }],
    schemas: [],
    settings: { termination, rules: {} },
  });
}

function serious(text: string, termination: TerminationSetting = 'auto'): string[] {
  return check(text, termination)
    .analysis.findings.filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ rule, configurationPath }) => `${rule} ${configurationPath}`);
}

describe('a second ActiveSync site', () => {
  const right = server(required, false, true);

  it('has a termination of its own and is silent where it is right', () => {
    const { analysis } = check(right);
    assert.equal(analysis.servers[0]!.termination.value, 'exchange');
    assert.deepEqual(
      analysis.servers[0]!.termination.virtualDirectories.map(
        ({ configurationPath, value }) => `${configurationPath} ${value}`,
      ),
      [
        'Default Web Site/Microsoft-Server-ActiveSync none',
        'Phones/Microsoft-Server-ActiveSync exchange',
        'Default Web Site/owa none',
        'Default Web Site/ecp none',
      ],
    );
    assert.deepEqual(serious(right), []);
  });

  it('meets what is set by hand', () => {
    assert.deepEqual(serious(right, 'exchange'), []);
  });

  it('is checked by the rules of the procedure', () => {
    assert.deepEqual(serious(server(required, true, false)), [
      'exchange/basic-with-client-certificate Phones/Microsoft-Server-ActiveSync',
      'exchange/mapping-disabled-on-virtual-directory Phones/Microsoft-Server-ActiveSync',
    ]);
  });

  it('makes ActiveSync that asks for nothing an error only where no site asks', () => {
    assert.deepEqual(serious(server('Ssl, Ssl128', true, false), 'exchange'), [
      'exchange/client-certificate-ignored Default Web Site/Microsoft-Server-ActiveSync',
    ]);
  });

  it('can be switched by its path', () => {
    const remedies = switchTermination(check(right).servers[0]!.exchange!, {
      to: 'device',
      virtualDirectories: ['Phones/Microsoft-Server-ActiveSync'],
    });
    assert.ok(!('problem' in remedies));
    assert.ok(remedies.some(({ title }) => title.endsWith('Phones/Microsoft-Server-ActiveSync')));
  });
});
