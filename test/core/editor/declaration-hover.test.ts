// Hover on declarations: who may set a section where, the record behind a binding, and what a module is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProject } from '../../../server/src/core/create-project.js';
import { sampleFiles } from '../../support/servers.js';

const root = 'file:///exch01';
const files = sampleFiles('contoso-exchange-2019');
const host = files.get('applicationHost.config')!;

function hover(needle: string, inside: string, text = host, name = 'applicationHost.config'): string {
  const project = createProject({
    files: [...files].map(([path, own]) => ({ uri: `${root}/${path}`, text: path === name ? text : own })),
    schemas: [],
    settings: { termination: 'auto', rules: {} },
  });
  const at = text.indexOf(needle);
  assert.ok(at >= 0, needle);
  return project.hover(`${root}/${name}`, at + needle.indexOf(inside) + 1)?.markdown ?? '';
}

test('a section declaration says who may set it by default, and where that is otherwise', () => {
  const declaration = '<section name="access" overrideModeDefault="Deny"';
  const closed = '**system.webServer/security/access**\n\nBy default a web.config cannot set this section.';
  assert.equal(hover(declaration, 'section'), closed);
  const unlocked = host.replace(
    '</configuration>',
    '<location path="Default Web Site/ecp" overrideMode="Allow"><system.webServer><security><access /></security></system.webServer></location></configuration>',
  );
  assert.equal(hover(declaration, 'access', unlocked).split('\n\n').at(-1), 'Unlocked at `Default Web Site/ecp`.');
  assert.match(hover('<section name="asp" overrideModeDefault="Deny"', 'Deny'), /^\*\*overrideModeDefault\*\*/);
  assert.match(hover('<section name="httpProtocol"', 'section'), /By default a web\.config can set this section\.$/);
});

test('an https binding says its record and certificate; one without a record says so', () => {
  const front = '<binding protocol="https"';
  assert.match(
    hover(front, 'binding'),
    /^HTTP\.SYS record: `0\.0\.0\.0:443` \(\[sslcert\.txt:\d+\].*`[0-9a-f]{40}`\.$/,
  );
  const other = host.replace(/(protocol="https" bindingInformation="[^"]*):443:/, '$1:4443:');
  assert.match(hover(front, 'binding', other), /^No HTTP\.SYS record/);
  assert.doesNotMatch(hover('<binding protocol="http"', 'binding'), /HTTP\.SYS/);
});

test('a module says its image and where it is declared, or its type', () => {
  const native = host.replace(
    '</configuration>',
    '<location path="Default Web Site/ecp"><system.webServer><modules><add name="UriCacheModule" /><add name="Own" type="Contoso.Own" /></modules></system.webServer></location></configuration>',
  );
  assert.match(
    hover('<add name="UriCacheModule" /><add', 'UriCache', native),
    /Native module: `.*cachuri\.dll` \(\[applicationHost\.config:\d+\]\(.*\)\)\.$/,
  );
  assert.match(hover('<add name="Own"', 'Own', native), /Managed module: `Contoso\.Own`\.$/);
});
