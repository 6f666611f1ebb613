// Hover, completion, outline, lenses and links, on a small server.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { CheckedProject } from '../../../server/src/core/create-project.js';
import { createProject } from '../../../server/src/core/create-project.js';
import { applyEdits } from '../../../server/src/core/text/edit.js';

const hostUri = 'file:///exch/applicationHost.config';
const syncUri = 'file:///exch/FrontEnd/HttpProxy/sync/web.config';

const host = `<configuration>
    <system.applicationHost>
        <sites>
            <site name="Default Web Site" id="1">
                <application path="/">
                    <virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" />
                </application>
                <application path="/Microsoft-Server-ActiveSync">
                    <virtualDirectory path="/" physicalPath="C:\\Exchange\\FrontEnd\\HttpProxy\\sync" />
                </application>
                <bindings>
                    <binding protocol="https" bindingInformation=":443:" sslFlags="32" />
                </bindings>
            </site>
        </sites>
    </system.applicationHost>
    <system.webServer>
        <security>
            <access sslFlags="Ssl" />
        </security>
    </system.webServer>
    <location path="" overrideMode="Allow">
        <system.webServer>
            <serverRuntime appConcurrentRequestLimit="50000" />
        </system.webServer>
    </location>
    <location path="Default Web Site">
        <system.webServer>
            <security>
                <access sslFlags="Ssl, Ssl128" />
            </security>
        </system.webServer>
    </location>
    <location path="Default Web Site/Microsoft-Server-ActiveSync">
        <system.webServer>
            <security>
                <authentication>
                    <windowsAuthentication enabled="true"><providers><clear /></providers></windowsAuthentication>
                </authentication>
            </security>
        </system.webServer>
    </location>
</configuration>
`;
const sync = `<configuration>
    <system.webServer>
        <serverRuntime uploadReadAheadSize="0" />
    </system.webServer>
</configuration>
`;

function project(hostText = host, syncText = sync): CheckedProject {
  return createProject(
    {
      files: [
        { uri: hostUri, text: hostText },
        { uri: syncUri, text: syncText },
      ],
      schemas: [],
      settings: { termination: 'auto', rules: {} },
    },
    [],
  );
}

/** The offset of a `|` in a text, and the text without it. */
function caret(text: string): { text: string; offset: number } {
  const offset = text.indexOf('|');
  return { text: text.replace('|', ''), offset };
}

describe('hover', () => {
  const hover = (needle: string, within = host, uri = hostUri): string =>
    project().hover(uri, within.indexOf(needle) + 1)?.markdown ?? '';

  test('on a value: what is effective, from where, who contributed, and what it means', () => {
    const markdown = hover('sslFlags="Ssl, Ssl128"');
    assert.match(markdown, /\*\*sslFlags\*\* = `Ssl, Ssl128` at `Default Web Site`/);
    assert.match(
      markdown,
      /Set here, \[applicationHost\\?\.config:30\]\(<file:\/\/\/exch\/applicationHost\.config#L30>\)/,
    );
    assert.match(
      markdown,
      /1\. `None` by default\n1\. `Ssl` at the server level, .*:19\].*\n1\. `Ssl, Ssl128` at `Default Web Site`/,
    );
    assert.match(markdown, /`Ssl128`: Encryption of at least 128 bits/);
    assert.match(markdown, /Locked: only applicationHost\.config can set this section\./);
  });

  test('on a value in a web.config', () => {
    const markdown = hover('uploadReadAheadSize', sync, syncUri);
    assert.match(markdown, /= `0` at `Default Web Site\/Microsoft-Server-ActiveSync`/);
    assert.match(markdown, /Unlocked \(\[applicationHost\\?\.config:22\]/);
  });

  test('on an element: its values and entries in effect', () => {
    assert.match(hover('<windowsAuthentication'), /- enabled = `true`, set here/);
    assert.match(hover('<providers'), /No entries\./);
    assert.match(hover('<serverRuntime'), /appConcurrentRequestLimit = `50000`/);
  });

  test('on a location or application: what holds at the path', () => {
    for (const needle of [
      '<location path="Default Web Site/Micro',
      '<application path="/Micro',
      'path="Default Web Site/Micro',
    ]) {
      const markdown = hover(needle);
      assert.match(markdown, /\*\*Effective settings of `Default Web Site\/Microsoft-Server-ActiveSync`\*\*/, needle);
      assert.match(markdown, /\| SSL Settings \| `Ssl, Ssl128` \| inherited from `Default Web Site`/);
      assert.match(markdown, /\| Providers \| none \| set here/);
      assert.match(markdown, /\| uploadReadAheadSize \| `0` \| set here, \[web/);
    }
  });

  test('on binding flags: the bits', () => {
    assert.match(hover('sslFlags="32"'), /`DisableTLS13`/);
  });

  test('what cannot be known is said with its reason', () => {
    const text = host.replace('sslFlags="Ssl, Ssl128"', 'sslFlags="Ssl Ssl128"');
    const markdown = project(text).hover(hostUri, text.indexOf('sslFlags="Ssl Ssl128"'))!.markdown;
    assert.match(markdown, /unknown at `Default Web Site`[^]*Unknown: IIS rejects the value of sslFlags/);
  });

  test('hostile names stay text', () => {
    const evil = 'x](command:evil)<img src=x onerror=1>`';
    const text = host.replaceAll('Default Web Site', evil.replaceAll('<', '&lt;'));
    const markdown = project(text).hover(hostUri, text.indexOf('sslFlags="Ssl, Ssl128"'))!.markdown;
    assert.doesNotMatch(markdown.replace(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, ''), /<img|\]\(command/);
  });

  test('no place, no throw', () => {
    const subject = project();
    fc.assert(
      fc.property(fc.integer({ min: -5, max: host.length + 5 }), (offset) => {
        const found = subject.hover(hostUri, offset);
        if (found) assert.ok(found.range.start <= found.range.end && found.range.end <= host.length);
        subject.completion(hostUri, offset);
        subject.locationAt(hostUri, offset);
      }),
    );
    assert.equal(subject.hover('file:///nowhere', 0), null);
  });
});

describe('completion', () => {
  const complete = (marked: string): { labels: string[]; apply: (label: string) => string } => {
    const { text, offset } = caret(marked);
    const items = project(text).completion(hostUri, offset);
    return {
      labels: items.map(({ label }) => label),
      apply: (label) => applyEdits(text, [items.find((item) => item.label === label)!.edit]),
    };
  };
  const inSecurity = (content: string): string =>
    `<configuration><system.webServer><security>${content}</security></system.webServer></configuration>`;

  test('flags that are not there yet, each replacing its own token', () => {
    const at = complete(inSecurity('<access sslFlags="Ssl, SslN|, Ssl128" />'));
    assert.deepEqual(at.labels, ['SslNegotiateCert', 'SslRequireCert']);
    assert.equal(at.apply('SslRequireCert'), inSecurity('<access sslFlags="Ssl, SslRequireCert, Ssl128" />'));
    const fresh = complete(inSecurity('<access sslFlags="|" />'));
    assert.deepEqual(fresh.labels, ['None', 'Ssl', 'SslNegotiateCert', 'SslRequireCert', 'Ssl128']);
    const next = complete(inSecurity('<access sslFlags="Ssl,|" />'));
    assert.equal(next.apply('Ssl128'), inSecurity('<access sslFlags="Ssl, Ssl128" />'));
  });

  test('attributes that are not there yet', () => {
    const at = complete(inSecurity('<authentication><windowsAuthentication enabled="true" | /></authentication>'));
    assert.ok(at.labels.includes('useKernelMode') && !at.labels.includes('enabled'));
  });

  test('elements of a group and of a section', () => {
    assert.ok(complete(inSecurity('|')).labels.includes('access'));
    assert.deepEqual(
      complete(
        inSecurity(
          '<authentication><windowsAuthentication><providers>|</providers></windowsAuthentication></authentication>',
        ),
      ).labels,
      ['add', 'remove', 'clear'],
    );
    assert.equal(complete(inSecurity('<acc|')).labels.includes('access'), true);
  });

  test('a location with its path, and whole locations of the procedures in applicationHost.config', () => {
    const at = complete('<configuration>|</configuration>');
    assert.equal(at.apply('location'), '<configuration><location path="$1">\n\t$0\n</location></configuration>');
    const snippet = at.apply('location: ActiveSync with client certificates');
    assert.match(snippet, /<access sslFlags="Ssl, SslNegotiateCert, SslRequireCert, Ssl128" \/>/);
    assert.match(snippet, /<clientCertificateMappingAuthentication enabled="true" \/>/);
    assert.match(
      at.apply('location: ActiveSync behind a gateway'),
      /<add value="Negotiate" \/>\s+<add value="NTLM" \/>/,
    );
    assert.ok(!complete(inSecurity('|')).labels.some((label) => label.startsWith('location: ')));
  });

  test('nothing that a location may not hold', () => {
    const inside = complete('<configuration><location path="Default Web Site">|</location></configuration>').labels;
    assert.ok(inside.includes('system.webServer') && !inside.includes('system.applicationHost'));
    assert.ok(complete('<configuration>|</configuration>').labels.includes('system.applicationHost'));
  });

  test('an element with what it needs: required attributes, a block for children, nothing for what holds none', () => {
    const inProviders = (content: string): string =>
      inSecurity(
        `<authentication><windowsAuthentication><providers>${content}</providers></windowsAuthentication></authentication>`,
      );
    const at = complete(inProviders('|'));
    assert.equal(at.apply('add'), inProviders('<add value="$1" />'));
    assert.equal(at.apply('clear'), inProviders('<clear />'));
    assert.match(complete(inSecurity('|')).apply('authentication'), /<authentication>\n\t\$0\n<\/authentication>/);
  });

  test('the read-ahead size of the procedure, and rules in comments that silence them', () => {
    const size =
      '<configuration><system.webServer><serverRuntime uploadReadAheadSize="|" /></system.webServer></configuration>';
    assert.deepEqual(complete(size).labels, ['49152']);
    const comment = complete('<configuration><!-- exchange-cba-disable-next-line iis/lock| --></configuration>');
    assert.ok(comment.labels.includes('iis/locked-section'));
    assert.equal(
      comment.apply('iis/locked-section'),
      '<configuration><!-- exchange-cba-disable-next-line iis/locked-section --></configuration>',
    );
    const kinds = complete('<configuration><!-- exch| --></configuration>').labels;
    assert.deepEqual(kinds, ['exchange-cba-disable-next-line', 'exchange-cba-disable-file']);
    assert.deepEqual(complete('<configuration><!-- some words| --></configuration>').labels, []);
  });

  test('booleans, enums, override modes, providers', () => {
    assert.deepEqual(
      complete(inSecurity('<authentication><basicAuthentication enabled="|" /></authentication>')).labels,
      ['true', 'false'],
    );
    assert.deepEqual(complete('<configuration><location path="" overrideMode="|"></location></configuration>').labels, [
      'Inherit',
      'Allow',
      'Deny',
    ]);
    assert.ok(
      complete(
        inSecurity(
          '<authentication><windowsAuthentication><providers><add value="|" /></providers></windowsAuthentication></authentication>',
        ),
      ).labels.includes('NTLM'),
    );
  });

  test('the end tag of what is open, not elements, after </', () => {
    for (const [content, tag] of [
      ['</|', '</security>'],
      ['<authentication></|', '</authentication>'],
      ['<authentication></auth|', '</authentication>'],
      ['<authentication></|>', '</authentication>'],
      ['<access /></acc|', '</security>'],
    ] as const) {
      const at = complete(`<configuration><system.webServer><security>${content}\n`);
      assert.deepEqual(at.labels, [tag], content);
      const expected = content.replace(/<\/[a-z]*\|>?$/, tag);
      assert.equal(at.apply(tag), `<configuration><system.webServer><security>${expected}\n`);
    }
  });

  test('no attribute that would touch what is before it', () => {
    for (const tag of ['<access/|>', '<access /|>', '<access sslFlags="Ssl"|/>']) {
      assert.deepEqual(complete(inSecurity(tag)).labels, [], tag);
    }
  });

  test('values without quotes get them, and a value without its closing quote goes on behind white space', () => {
    const at = complete(inSecurity('<access sslFlags=| />'));
    assert.equal(at.apply('Ssl'), inSecurity('<access sslFlags="Ssl" />'));
    const open = complete('<configuration><system.webServer><security><access sslFlags="Ssl, |\n');
    assert.deepEqual(open.labels, ['SslNegotiateCert', 'SslRequireCert', 'Ssl128']);
    assert.equal(open.apply('Ssl128'), '<configuration><system.webServer><security><access sslFlags="Ssl, Ssl128\n');
  });

  test('flags leave references alone, and blanks before the caret', () => {
    assert.deepEqual(complete(inSecurity('<access sslFlags="Ssl&#44; |" />')).labels, []);
    const blank = complete(inSecurity('<access sslFlags="Ssl,  |  " />'));
    assert.equal(blank.apply('Ssl128'), inSecurity('<access sslFlags="Ssl,  Ssl128" />'));
  });

  test('an element of which only the name is begun is written whole', () => {
    assert.equal(complete(inSecurity('<acc|')).apply('access'), inSecurity('<access $0 />'));
    assert.equal(complete(inSecurity('<acc| />')).apply('access'), inSecurity('<access />'));
  });

  test('every edit holds the caret and stays on its line, however far the text is typed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: host.length }),
        fc.integer({ min: 0, max: 12 }),
        fc.constantFrom('', '</', '<', '="', ' ', '\n', ', ', '/', '&'),
        (length, back, typed) => {
          const text = host.slice(0, length) + typed;
          const offset = Math.max(0, text.length - back);
          for (const { label, edit } of project(text).completion(hostUri, offset)) {
            assert.ok(edit.range.start <= offset && offset <= edit.range.end, label);
            assert.doesNotMatch(text.slice(edit.range.start, edit.range.end), /[\r\n]/, label);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('configuration paths of the server', () => {
    const marked = host.replace('<location path="Default Web Site">', '<location path="|">');
    assert.deepEqual(complete(marked).labels, ['Default Web Site', 'Default Web Site/Microsoft-Server-ActiveSync']);
  });
});

describe('outline, lenses, links and places', () => {
  test('the outline names sites, applications and locations', () => {
    const names: string[] = [];
    const visit = (symbols: ReturnType<CheckedProject['symbols']>): void => {
      for (const { name, kind, children, range, selection } of symbols) {
        names.push(`${kind} ${name}`);
        assert.ok(range.start <= selection.start && selection.end <= range.end);
        visit(children);
      }
    };
    visit(project().symbols(hostUri));
    assert.ok(names.includes('site Default Web Site'));
    assert.ok(names.includes('application /Microsoft-Server-ActiveSync'));
    assert.ok(names.includes('location all below'));
    assert.ok(names.includes('section access'));
  });

  test('lenses say where the certificate ends and how a client signs in', () => {
    const titles = project()
      .lenses(hostUri)
      .map(({ title }) => title);
    assert.equal(
      titles[0],
      'Client certificates are validated by the gateway (detected). No problems found; some settings are unknown.',
    );
    assert.equal(titles[1], 'No client certificate · Anonymous, Windows');
  });

  test('above a web.config a lens names the paths that read it, and how a client signs in', () => {
    const root = 'file:///exch';
    const configurationPath = 'Default Web Site/Microsoft-Server-ActiveSync';
    assert.deepEqual(
      project()
        .lenses(syncUri)
        .map(({ title, about }) => [title, about]),
      [
        [configurationPath, { root, configurationPath }],
        ['No client certificate · Anonymous, Windows', { root, configurationPath }],
      ],
    );
  });

  test('a lens does not say that there is no other method where one is not known', () => {
    const text = host.replace(
      '<windowsAuthentication enabled="true">',
      '<anonymousAuthentication enabled="false" /><windowsAuthentication enabled="perhaps">',
    );
    assert.ok(
      project(text)
        .lenses(hostUri)
        .some(({ title }) => title === 'No client certificate · some settings unknown'),
    );
  });

  test('a physical path leads to its web.config', () => {
    const [link, ...others] = project().links(hostUri);
    assert.deepEqual(others, []);
    assert.equal(link?.target, syncUri);
  });

  test('a configSource that was not provided is wanted', () => {
    const text = sync.replace('uploadReadAheadSize="0"', 'configSource="parts\\runtime.config"');
    assert.deepEqual(project(host, text).wanted, ['file:///exch/FrontEnd/HttpProxy/sync/parts/runtime.config']);
    assert.deepEqual(project(host, sync.replace('uploadReadAheadSize="0"', 'configSource="..\\x.config"')).wanted, []);
  });

  test('a file that is named is wanted for as long as it is named, provided or not', () => {
    const text = sync.replace('uploadReadAheadSize="0"', 'configSource="Runtime.config"');
    const uri = 'file:///exch/FrontEnd/HttpProxy/sync/runtime.config';
    const files = [
      { uri: hostUri, text: host },
      { uri: syncUri, text },
      { uri, text: '<serverRuntime />' },
    ];
    const input = { files, schemas: [], settings: { termination: 'auto' as const, rules: {} } };
    assert.deepEqual(createProject(input, []).wanted, [uri]);
  });

  test('a settings file names files by the end of their name and folders, with either slash', () => {
    const text = JSON.stringify({
      virtualDirectories: {
        'Default Web Site': 'my root',
        a: 'b\\eas.config',
        d: '..\\out.config',
        e: '\\\\fabrikam\\share',
        b: './b/B.XML',
        c: 'v15.2',
      },
    });
    const input = {
      files: [{ uri: 'file:///exch/host/.exchange-cba.json', text }],
      schemas: [],
      settings: { termination: 'auto' as const, rules: {} },
    };
    assert.deepEqual(createProject(input, []).wanted, [
      'file:///exch/host/b/B.XML',
      'file:///exch/host/b/eas.config',
      'file:///exch/host/my%20root/web.config',
      'file:///exch/host/v15.2/web.config',
    ]);
  });

  test('a place and its path lead to each other', () => {
    const subject = project();
    const path = 'Default Web Site/Microsoft-Server-ActiveSync';
    const root = 'file:///exch';
    assert.deepEqual(subject.locationAt(hostUri, host.indexOf('<windowsAuthentication')), {
      root,
      configurationPath: path,
    });
    assert.deepEqual(subject.locationAt(syncUri, 5), { root, configurationPath: path });
    assert.equal(
      subject.placeOf({ root, configurationPath: path })?.range.start,
      host.indexOf('<location path="Default Web Site/Micro'),
    );
    assert.equal(subject.describe({ root, configurationPath: 'Nowhere' }), null);
  });
});
