// Remedies as text edits: the right file, the right place, the text around them untouched.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collection, setting, textChange, unlock } from '../../../server/src/core/remedy/build.js';
import { combine } from '../../../server/src/core/remedy/combine.js';
import { editsFor } from '../../../server/src/core/remedy/edits.js';
import type { Change, Remedy } from '../../../server/src/core/remedy/remedy.js';
import { effective, keys, serverOf } from '../../support/configuration.js';
import {
  access,
  activeSync,
  basic,
  ecp,
  mapping,
  modules,
  owa,
  proxy,
  required,
  serverRuntime,
  windows,
} from '../../support/plant.js';
import { applied, contextOf, refused, remedyOf } from '../../support/remedies.js';
import { legacyServer, sampleFiles } from '../../support/servers.js';

const host = 'applicationHost.config';

/** An applicationHost.config with one site and these elements behind it. */
function small(content: string, head = ''): Record<string, string> {
  return {
    [host]: `<?xml version="1.0" encoding="UTF-8"?>
<configuration>
    <system.applicationHost>
        <sites>
            <site name="Default Web Site" id="1">
                <application path="/">
                    <virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" />
                </application>
                <application path="/owa">
                    <virtualDirectory path="/" physicalPath="C:\\Exchange\\FrontEnd\\HttpProxy\\owa" />
                </application>
            </site>
        </sites>
    </system.applicationHost>
${head}${content}</configuration>
`,
  };
}

const after = (files: Record<string, string>, ...changes: Parameters<typeof applied>[1][]): string =>
  applied(files, (server) => changes.flatMap((change) => change(server))).get(host)!;

/** The lines that the second text has and the first does not. */
function newLines(before: string, text: string): string[] {
  const old = before.split('\n');
  const rest = [...old];
  return text.split('\n').filter((line) => {
    const at = rest.indexOf(line);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

describe('a setting', () => {
  it('replaces the value where it is written for that very path', () => {
    const files = small(`    <location path="Default Web Site/owa">
        <system.webServer>
            <security>
                <access sslFlags='Ssl' /> <!-- kept -->
            </security>
        </system.webServer>
    </location>
`);
    const text = after(files, (server) => [setting(server, owa, access, 'sslFlags', required)]);
    assert.equal(text, files[host]!.replace(`'Ssl'`, `'${required}'`));
  });

  it('creates what is missing in the location that is there', () => {
    const files = small(`    <location path="default web site/OWA/">
        <system.webServer>
            <security>
            </security>
        </system.webServer>
    </location>
`);
    const text = after(files, (server) => [
      setting(server, owa, access, 'sslFlags', required),
      setting(server, owa, basic, 'enabled', 'true'),
    ]);
    assert.deepEqual(newLines(files[host]!, text), [
      `                <access sslFlags="${required}" />`,
      '                <authentication>',
      '                    <basicAuthentication enabled="true" />',
      '                </authentication>',
    ]);
  });

  it('creates one location for all that a path needs, before the end', () => {
    const files = small('');
    const text = after(files, (server) => [
      setting(server, owa, access, 'sslFlags', required),
      setting(server, 'Default Web Site/OWA', basic, 'enabled', 'true'),
      setting(server, ecp, basic, 'enabled', 'true'),
    ]);
    assert.equal(
      text,
      files[host]!.replace(
        '</configuration>',
        `    <location path="Default Web Site/owa">
        <system.webServer>
            <security>
                <access sslFlags="${required}" />
                <authentication>
                    <basicAuthentication enabled="true" />
                </authentication>
            </security>
        </system.webServer>
    </location>
    <location path="Default Web Site/ecp">
        <system.webServer>
            <security>
                <authentication>
                    <basicAuthentication enabled="true" />
                </authentication>
            </security>
        </system.webServer>
    </location>
</configuration>`,
      ),
    );
  });

  it('goes into the one of several locations for the path that holds the section', () => {
    const files = small(`    <location path="Default Web Site/owa">
        <system.webServer><urlCompression doStaticCompression="true" /></system.webServer>
    </location>
    <location path="Default Web Site/owa">
        <system.webServer><security><access sslFlags="None" /></security></system.webServer>
    </location>
`);
    const text = after(files, (server) => [setting(server, owa, access, 'sslFlags', 'Ssl')]);
    assert.equal(text, files[host]!.replace('"None"', '"Ssl"'));
  });

  it('stays out of a location that child applications do not inherit, and of one that IIS does not read', () => {
    for (const start of [
      '<location path="Default Web Site/owa" inheritInChildApplications="false">',
      '<location Path="Default Web Site/owa">',
    ]) {
      const files = small(`    ${start}
        <system.webServer>
            <security>
            </security>
        </system.webServer>
    </location>
`);
      const text = after(files, (server) => [setting(server, owa, access, 'sslFlags', required)]);
      const [before, own] = text.split('</location>') as [string, string];
      assert.doesNotMatch(before, /<access/, start);
      assert.match(own, /<location path="Default Web Site\/owa">\s*<system\.webServer>\s*<security>\s*<access /, start);
    }
  });

  it('stays out of a location that would unlock the section', () => {
    const files = small(`    <location path="Default Web Site/owa" overrideMode="Allow">
        <system.webServer>
            <urlCompression doStaticCompression="true" />
        </system.webServer>
    </location>
`);
    const result = applied(files, (server) => [setting(server, owa, access, 'sslFlags', 'Ssl')]);
    const server = serverOf(result);
    assert.equal(server.override(owa, access).mode, 'Deny');
    assert.equal(effective(server, owa, access, 'sslFlags').value, 'Ssl');
  });

  it('goes into a location whose override mode the section has anyway', () => {
    const files = small(`    <location path="Default Web Site/owa" overrideMode="Deny">
        <system.webServer />
    </location>
`);
    const text = after(files, (server) => [setting(server, owa, access, 'sslFlags', 'Ssl')]);
    assert.equal(text.match(/<location/g)!.length, 1);
    assert.match(
      text,
      /<location path="Default Web Site\/owa" overrideMode="Deny">\n {8}<system\.webServer>\n {12}<security>/,
    );
  });

  it('writes the server level directly below <configuration>, not into the location that unlocks', () => {
    const files = small(`    <location path="" overrideMode="Allow">
        <system.webServer>
            <serverRuntime appConcurrentRequestLimit="50000" />
        </system.webServer>
    </location>
`);
    const result = applied(files, (server) => [
      setting(server, '', mapping, 'enabled', 'true'),
      setting(server, '', serverRuntime, 'uploadReadAheadSize', '65536'),
    ]);
    const text = result.get(host)!;
    assert.match(text, /<serverRuntime appConcurrentRequestLimit="50000" uploadReadAheadSize="65536" \/>/);
    assert.equal(text.match(/<serverRuntime/g)!.length, 1);
    const server = serverOf(result);
    assert.equal(server.override(owa, mapping).mode, 'Deny');
    assert.equal(effective(server, owa, mapping, 'enabled').value, 'true');
  });

  it('reaches an element below the section, made where it is missing', () => {
    const files = small(`    <location path="Default Web Site/owa">
        <system.webServer><security><authentication>
            <windowsAuthentication enabled="true" />
        </authentication></security></system.webServer>
    </location>
`);
    const text = after(files, (server) => [
      setting(server, owa, windows, 'tokenChecking', 'Allow', { element: ['extendedProtection'] }),
      setting(server, owa, windows, 'flags', 'None', { element: ['extendedProtection'] }),
      setting(server, owa, windows, 'useKernelMode', 'false'),
    ]);
    assert.deepEqual(newLines(files[host]!, text), [
      '            <windowsAuthentication enabled="true" useKernelMode="false">',
      '                <extendedProtection tokenChecking="Allow" />',
      '            </windowsAuthentication>',
    ]);
  });

  it('gives no edit when it is true already, in whatever spelling, here or above', () => {
    const files = small(`    <location path="Default Web Site">
        <system.webServer><security>
            <access sslFlags="ssl128,Ssl" />
        </security></system.webServer>
    </location>
    <location path="Default Web Site/owa">
        <system.webServer><security><authentication>
            <basicAuthentication enabled="True" />
        </authentication></security></system.webServer>
    </location>
`);
    assert.equal(
      after(files, (server) => [
        setting(server, owa, basic, 'enabled', 'true'),
        setting(server, owa, access, 'sslFlags', 'Ssl, Ssl128'),
        setting(server, owa, mapping, 'enabled', 'false'),
      ]),
      files[host],
    );
  });

  it('is written out where another change removes what it would inherit', () => {
    const files = small(`    <location path="Default Web Site">
        <system.webServer><security>
            <access sslFlags="${required}" />
        </security></system.webServer>
    </location>
`);
    const result = applied(files, (server) => [
      setting(server, 'Default Web Site', access, 'sslFlags', 'Ssl, Ssl128'),
      setting(server, owa, access, 'sslFlags', required),
    ]);
    const server = serverOf(result);
    assert.equal(effective(server, 'Default Web Site', access, 'sslFlags').value, 'Ssl, Ssl128');
    assert.equal(effective(server, owa, access, 'sslFlags').value, required);
  });

  it('is removed, with the elements that it leaves empty', () => {
    const files = small(`    <location path="Default Web Site/owa">
        <system.webServer>
            <security>
                <access sslFlags="Ssl" />
            </security>
        </system.webServer>
    </location>
    <location path="Default Web Site/ecp">
        <system.webServer>
            <!-- a comment is something -->
            <security>
                <authentication>
                    <basicAuthentication enabled="true" realm="x" />
                </authentication>
                <access sslFlags="Ssl" />
            </security>
        </system.webServer>
    </location>
`);
    const text = after(files, (server) => [
      setting(server, owa, access, 'sslFlags', null),
      setting(server, ecp, access, 'sslFlags', null),
      setting(server, ecp, basic, 'enabled', null),
      setting(server, proxy, access, 'sslFlags', null),
    ]);
    assert.equal(
      text,
      small(`    <location path="Default Web Site/ecp">
        <system.webServer>
            <!-- a comment is something -->
            <security>
                <authentication>
                    <basicAuthentication realm="x" />
                </authentication>
            </security>
        </system.webServer>
    </location>
`)[host],
    );
  });
});

describe('a setting in a web.config', () => {
  const sample = sampleFiles('contoso-exchange-2019');
  const owaConfig = 'FrontEnd/HttpProxy/owa/web.config';

  it('changes the value inside the location that keeps it from child applications', () => {
    const result = applied(sample, (server) => [setting(server, owa, serverRuntime, 'uploadReadAheadSize', '65536')]);
    assert.equal(
      result.get(owaConfig),
      sample.get(owaConfig)!.replace('uploadReadAheadSize="49152"', 'uploadReadAheadSize="65536"'),
    );
    assert.equal(result.get(host), sample.get(host));
  });

  it('adds a section beside its like inside that location', () => {
    const result = applied(sample, (server) => [
      setting(server, owa, 'system.webServer/directoryBrowse', 'enabled', 'true', { commit: 'webConfig' }),
    ]);
    const text = result.get(owaConfig)!;
    const location = text.slice(text.indexOf('<location'), text.indexOf('</location>'));
    assert.match(location, /<directoryBrowse enabled="true" \/>\r\n {4}<\/system\.webServer>/);
  });

  it('is refused for a locked section, and for a file that was not provided', () => {
    assert.match(
      refused(sample, (server) => [setting(server, owa, access, 'sslFlags', 'Ssl', { commit: 'webConfig' })]),
      /security\/access is locked at 'Default Web Site\/owa', so web\.config cannot contain it\./,
    );
    assert.match(
      refused(small(''), (server) => [
        setting(server, owa, serverRuntime, 'uploadReadAheadSize', '1', { commit: 'webConfig' }),
      ]),
      /The web\.config of 'Default Web Site\/owa' was not provided\./,
    );
  });
});

describe('a collection', () => {
  const both = [{ value: 'Negotiate' }, { value: 'NTLM' }];

  it('is written as <clear /> and its entries, and what is right and every comment stays', () => {
    const files = small(`    <location path="Default Web Site/owa">
        <system.webServer><security><authentication>
            <windowsAuthentication enabled="true">
                <!-- why -->
                <providers>
                    <remove value="Negotiate" /> <!-- out with it -->
                    <add value="NTLM" />
                </providers>
            </windowsAuthentication>
        </authentication></security></system.webServer>
    </location>
`);
    const result = applied(files, (server) => [collection(server, owa, windows, ['providers'], both)]);
    assert.deepEqual(keys(serverOf(result), owa, `${windows}#providers`), ['Negotiate', 'NTLM']);
    const text = result.get(host)!;
    assert.deepEqual(
      newLines(files[host]!, text).map((line) => line.trim()),
      ['<clear />', '<add value="Negotiate" />', '<!-- out with it -->'],
    );
    assert.match(text, /<!-- why -->/);
  });

  it('can be emptied and filled, and repaired where it is doubled', () => {
    for (const content of [
      '<providers><clear /></providers>',
      '<providers />',
      '<providers></providers>',
      '<providers><add value="Negotiate" /><add value="Negotiate" /></providers>',
      '<providers><clear /><add value="NTLM" /><add value="Negotiate" /></providers>',
      '<providers><add value="NTLM" /><clear /></providers>',
      '',
    ]) {
      const files = small(`    <location path="Default Web Site/owa">
        <system.webServer><security><authentication><windowsAuthentication enabled="true">${content}</windowsAuthentication></authentication></security></system.webServer>
    </location>
`);
      for (const wanted of [both, [...both].reverse(), [{ value: 'NTLM' }], []]) {
        const result = applied(files, (server) => [collection(server, owa, windows, ['providers'], wanted)]);
        assert.deepEqual(
          keys(serverOf(result), owa, `${windows}#providers`),
          wanted.map(({ value }) => value),
          content,
        );
        const again = applied(result, (server) => [collection(server, owa, windows, ['providers'], wanted)]);
        assert.deepEqual(again, result);
      }
    }
  });

  it('can be the section itself, with entries of several attributes', () => {
    const files = { [host]: legacyServer() };
    const path = '';
    const wanted = [
      { name: 'BasicAuthenticationModule' },
      { name: 'Own', type: 'A.B, C', preCondition: 'managedHandler' },
    ];
    const result = applied(files, (server) => [collection(server, path, modules, [], wanted)]);
    assert.deepEqual(keys(serverOf(result), path, modules), ['BasicAuthenticationModule', 'Own']);
    assert.match(result.get(host)!, /<add name="Own" type="A\.B, C" preCondition="managedHandler" \/>/);
  });

  it('gives no edit when what is inherited is the same', () => {
    const files = { [host]: legacyServer() };
    assert.equal(
      applied(files, (server) => [collection(server, activeSync, windows, ['providers'], both)]).get(host),
      files[host],
    );
  });
});

describe('unlocking', () => {
  it('makes a location of its own for the section', () => {
    const files = small('');
    const result = applied(files, (server) => [unlock(server, owa, serverRuntime)]);
    assert.equal(serverOf(result).override(owa, serverRuntime).mode, 'Allow');
    assert.equal(serverOf(result).override(ecp, serverRuntime).mode, 'Deny');
    assert.match(
      result.get(host)!,
      /<location path="Default Web Site\/owa" overrideMode="Allow">\n {8}<system\.webServer>\n {12}<serverRuntime \/>/,
    );
    assert.deepEqual(
      applied(result, (server) => [unlock(server, owa, serverRuntime)]),
      result,
    );
  });

  it('opens the location that holds the section alone, and no other', () => {
    const location = (more: string): Record<string, string> =>
      small(`    <location path="Default Web Site/owa" allowOverride="false">
        <system.webServer><serverRuntime enabled="true" />${more}</system.webServer>
    </location>
`);
    const result = applied(location(''), (server) => [unlock(server, owa, serverRuntime)]);
    assert.match(result.get(host)!, /<location path="Default Web Site\/owa" overrideMode="Allow">/);
    assert.match(
      refused(location('<security><access sslFlags="Ssl" /></security>'), (server) => [
        unlock(server, owa, serverRuntime),
      ]),
      /shares a location with other sections for 'Default Web Site\/owa'/,
    );
  });
});

describe('several remedies', () => {
  const files = small(`    <location path="Default Web Site/owa">
        <system.webServer><security><access sslFlags="None" /></security></system.webServer>
    </location>
`);
  const server = serverOf(files);
  const context = contextOf(files, server);
  const titled = (title: string, ...changes: readonly Change[]): Remedy => ({ title, kind: 'safe', changes });
  const flags = (value: string): Change => setting(server, owa, access, 'sslFlags', value);
  const element = files[host]!.indexOf('<access');

  it('bring about once what they both want', () => {
    const edits = editsFor([titled('One', flags('Ssl, Ssl128')), titled('Two', flags('Ssl128,Ssl'))], context);
    assert.ok(!('problem' in edits));
    assert.equal(edits[0]!.edits.length, 1);
  });

  it('are refused by name when they want different values', () => {
    assert.deepEqual(editsFor([titled('One', flags('Ssl')), titled('Two', flags('Ssl, Ssl128'))], context), {
      problem: `'One' and 'Two' set different values of sslFlags in ${access} for 'Default Web Site/owa'.`,
    });
    // What is in effect already is wanted all the same.
    assert.ok('problem' in editsFor([titled('One', flags('None')), titled('Two', flags('Ssl'))], context));
  });

  it('are refused by name when they change the same text', () => {
    const cut = textChange(`exch01/${host}`, 'Cut', [{ range: { start: element, end: element + 27 }, newText: '' }]);
    const edits = editsFor([titled('One', flags('Ssl')), titled('Two', cut)], context);
    assert.deepEqual(edits, {
      problem: `'Two' and 'One' change the same text of ${host}: apply one, then check again.`,
    });
    const combined = combine([titled('One', flags('Ssl')), titled('Two', cut)], (some) => editsFor(some, context));
    assert.deepEqual(
      combined.applied.map(({ title }) => title),
      ['One'],
    );
    assert.deepEqual(
      combined.refused.map(({ remedy }) => remedy.title),
      ['Two'],
    );
  });

  it('that repair the same text do it once', () => {
    const cut = textChange(`exch01/${host}`, 'Cut', [{ range: { start: element, end: element }, newText: ' ' }]);
    const edits = editsFor([titled('One', cut), titled('Two', cut)], context);
    assert.ok(!('problem' in edits));
    assert.equal(edits[0]!.edits.length, 1);
  });
});

describe('a remedy is refused', () => {
  const set = (files: Record<string, string>, path = owa): string =>
    refused(files, (server) => [setting(server, path, access, 'sslFlags', 'Ssl')]);

  it('for a file that does not parse', () => {
    assert.match(
      set(small('    <location path="Default Web Site/owa">\n')),
      /applicationHost\.config is not well-formed XML/,
    );
  });

  it('that would make the file malformed', () => {
    const cut = textChange(`exch01/${host}`, 'Cut', [{ range: { start: 0, end: 0 }, newText: '<' }]);
    assert.match(
      refused(small(''), () => [cut]),
      /^'.*' would make applicationHost\.config malformed\.$/,
    );
  });

  it('for a file that has changed since', () => {
    const server = serverOf(small(''));
    const context = contextOf(small('  <!-- later -->'), server);
    assert.deepEqual(editsFor([remedyOf(setting(server, owa, access, 'sslFlags', 'Ssl'))], context), {
      problem: 'applicationHost.config has changed since it was read.',
    });
  });

  it('for a section that is twice, is stored elsewhere or is not declared', () => {
    const twice = `    <location path="Default Web Site/owa">
        <system.webServer><security><access sslFlags="None" /></security></system.webServer>
    </location>
`;
    assert.match(set(small(twice + twice)), /security\/access is set twice for 'Default Web Site\/owa'/);
    assert.match(
      set(small(twice.replace('sslFlags="None"', 'configSource="access.config"'))),
      /is not in applicationHost\.config itself/,
    );
    assert.match(
      refused(small(''), () => [
        {
          kind: 'setting',
          target: {
            configurationPath: owa,
            section: 'system.webServer/unheardOf',
            commit: 'applicationHost',
            server: `exch01/${host}`,
          },
          attribute: 'a',
          value: 'b',
        },
      ]),
      /section 'system\.webServer\/unheardOf' is not declared/,
    );
  });

  it('for a value that IIS refuses, and an attribute that there is not', () => {
    assert.match(
      refused(small(''), (server) => [setting(server, owa, access, 'sslFlags', 'SslMapCert')]),
      /IIS rejects 'SslMapCert'/,
    );
    assert.match(
      refused(small(''), (server) => [setting(server, owa, access, 'flags', '1')]),
      /has no attribute flags/,
    );
  });

  it('for a server that was not provided', () => {
    const server = serverOf(small(''));
    const edits = editsFor([remedyOf(setting(server, owa, access, 'sslFlags', 'Ssl'))], {
      files: new Map(),
      servers: [],
    });
    assert.ok('problem' in edits);
  });
});
