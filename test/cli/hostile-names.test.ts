// Every command in every format: no name or content of a file becomes a control character, a line, or a
// workflow command.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { warningLine } from '../../server/src/cli/door.js';
import { outcomeOf, TestHost } from './support.js';

const evil = 'x\u001b[31m\u001b]0;p\u0007\n::error::pwn\r##[error]pwn\u009b1m\u202e\u2066y';
const folder = `e${evil.replaceAll('/', '')}`;
/** XML may hold neither all of it nor line ends in attributes. */
const inXml = 'x&#10;::error::pwn&#13;##[error]pwn\u009b1m\u202e\u2066y';

const host = `<configuration><configSections><sectionGroup name="system.applicationHost"><section name="sites" overrideModeDefault="Deny" /></sectionGroup>
<sectionGroup name="system.webServer"><sectionGroup name="security"><section name="access" overrideModeDefault="Deny" /></sectionGroup></sectionGroup></configSections>
<system.applicationHost><sites><site name="${inXml}" id="1"><application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" /></application>
<application path="/${inXml}"><virtualDirectory path="/" physicalPath="C:\\V15\\FrontEnd\\HttpProxy\\sync" /></application>
<application path="/Microsoft-Server-ActiveSync"><virtualDirectory path="/" physicalPath="C:\\V15\\FrontEnd\\HttpProxy\\sync" /></application>
<bindings><binding protocol="https" bindingInformation=":443:${inXml}" sslFlags="1" /></bindings></site></sites></system.applicationHost>
<system.webServer><x\u202e /><security a\u202e="${inXml}"><access sslFlags="${inXml}" /></security></system.webServer>
<location path="${inXml}"><system.webServer /></location>
<location path="${inXml}/Microsoft-Server-ActiveSync"><system.webServer><security><access sslFlags="Ssl, SslRequireCert" /></security></system.webServer></location></configuration>`;

const files = {
  [`${folder}/applicationHost.config`]: host,
  [`${folder}/${folder}_web.config`]: '<configuration><system.webServer /></configuration>',
  [`${folder}/web.config`]: new Uint8Array([0, 1]),
  [`${folder}/user.cer`]: '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n',
  [`${folder}/${folder}.log`]: `#Software: IIS\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query cs-username sc-status sc-substatus\n2026-11-01 00:00:00 1.1.1.1 POST /Microsoft-Server-ActiveSync DeviceId=${encodeURIComponent(evil)} x\u001b[1m::error::pwn 403 7\n`,
  [`${folder}/.exchange-cba.json`]: JSON.stringify({
    [evil]: 1,
    virtualDirectories: { [evil]: evil },
    rules: { [evil]: 'off' },
  }),
  [`${folder}/sslcert.txt`]: `\nSSL Certificate bindings:\n\n    IP:port : 0.0.0.0:443\n    Certificate Hash : ${'0'.repeat(40)}\n    Certificate Store Name : ${evil.replaceAll(/[\r\n]/g, '')}\n    DS Mapper Usage : Disabled\n`,
  [`b${folder}/applicationHost.config`]: host.replace('SslRequireCert', 'SslNegotiateCert'),
};

const reports = ['text', 'json', 'sarif', 'junit', 'markdown', 'html', 'github'];
const activeSync = `x ::error::pwn ##[error]pwn\u009b1m\u202e\u2066y/Microsoft-Server-ActiveSync`;

const commands: readonly (readonly string[])[] = [
  ...reports.map((format) => ['check', '.', '--format', format]),
  ...reports.map((format) => ['check', folder, '--format', format, '--rule', `${evil}=off`]),
  ['check', folder, '--fix-dry-run', '--fix', 'all'],
  ['check', evil],
  ['check', '--format', evil],
  ['check', '--config', evil],
  ['check', folder, '--baseline', evil],
  [evil],
  ...['text', 'json'].flatMap((format) => [
    ['effective', folder, '', '--format', format],
    ['effective', folder, activeSync, '--format', format],
    ['effective', folder, evil, evil, '--format', format],
    ['certificate', `${folder}/user.cer`, '--format', format],
    ['simulate', folder, '/Microsoft-Server-ActiveSync', '--format', format],
    ['simulate', folder, evil, '--format', format],
    ['rules', '--format', format],
  ]),
  ['effective', folder],
  ...['exchange', 'device', 'legacy', 'default'].flatMap((to) =>
    ['diff', 'appcmd', 'powershell', 'ems'].map((as) => ['remedy', folder, '--to', to, '--as', as]),
  ),
  ['remedy', folder, '--to', 'exchange', '--virtual-directory', evil],
  ...['text', 'json', 'markdown', 'html'].flatMap((format) => [
    ['compare', folder, `b${folder}`, '--format', format],
    ['logs', `${folder}/${folder}.log`, '--format', format],
  ]),
  ...['text', 'json', 'markdown'].flatMap((format) => [
    ['explain', '403.7', folder, '--format', format],
    ['explain', evil, '--format', format],
    ['diagnose', folder, '--status', '403.7', '--device', evil, '--format', format],
  ]),
];

/** What a terminal obeys, bidirectional marks included. */
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const injected = /^\s*(?:::(?:error|warning)::pwn|##\[error\]pwn)/;

describe('hostile names', () => {
  for (const args of commands) {
    test(args.map((arg) => (arg === folder ? 'FOLDER' : arg.includes('pwn') ? 'EVIL' : arg)).join(' '), async () => {
      const { out, warnings, code } = await outcomeOf(args, new TestHost(files));
      assert.ok([0, 1, 2, 3, 4].includes(code));
      assert.doesNotMatch(warnings.join(' '), /internal error|a bug in/i);
      for (const line of [...out.split('\n').map((text) => text.replace(/\r$/, '')), ...warnings.map(warningLine)]) {
        assert.doesNotMatch(line, obeyed);
        assert.doesNotMatch(line, injected);
      }
    });
  }
});
