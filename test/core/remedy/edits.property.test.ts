// For any changes to any server: what is wanted is in effect, nothing else is, the text around stays, and
// once is enough.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { collection, setting } from '../../../server/src/core/remedy/build.js';
import { editsFor } from '../../../server/src/core/remedy/edits.js';
import type { Change } from '../../../server/src/core/remedy/remedy.js';
import type { ServerConfiguration } from '../../../server/src/core/iis/configuration.js';
import { isAtOrBelow, samePath } from '../../../server/src/core/iis/paths.js';
import { effective, keys, serverOf } from '../../support/configuration.js';
import {
  access,
  activeSync,
  anonymous,
  backEnd,
  basic,
  digest,
  ecp,
  frontEnd,
  iisMapping,
  mapping,
  owa,
  proxy,
  required,
  serverRuntime,
  windows,
} from '../../support/plant.js';
import { contextOf, remedyOf, write } from '../../support/remedies.js';
import { corpusServers, layOut, legacyServer, sampleFiles } from '../../support/servers.js';
import type { ServerFiles } from '../../support/servers.js';
import { skipWithoutCorpus } from '../../support/corpus.js';

const host = 'applicationHost.config';

/** Ways in which the same server may be written. */
const spellings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  LF: (text) => text.replaceAll('\r\n', '\n'),
  CRLF: (text) => text.replace(/\r?\n/g, '\r\n'),
  tabs: (text) => text.replace(/^(?: {2})+/gm, (indent) => '\t'.repeat(indent.length / 2)),
  'a byte order mark': (text) => `\uFEFF${text}`,
  'no final line end': (text) => text.trimEnd(),
  'one line': (text) => text.replace(/<!--[^]*?-->/g, '').replace(/>\s+</g, '><'),
};

const paths = ['', frontEnd, owa, ecp, activeSync, proxy, `${frontEnd}/aspnet_client/new folder`, `${backEnd}/ecp`];
const flags = [required, 'Ssl, Ssl128', 'None', 'Ssl', 'SslNegotiateCert'];
const switches = [anonymous, basic, digest, windows, mapping, iisMapping];
const providers = [[], ['Negotiate', 'NTLM'], ['NTLM', 'Negotiate'], ['NTLM'], ['Negotiate:Kerberos']];

interface Wish {
  readonly path: string;
  readonly section: string;
  readonly attribute: string | null;
  readonly element: readonly string[];
  readonly value: string | readonly string[];
}

const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({
    path: fc.constantFrom(...paths),
    section: fc.constant(access),
    attribute: fc.constant('sslFlags'),
    element: fc.constant([]),
    value: fc.constantFrom(...flags),
  }),
  fc.record({
    path: fc.constantFrom(...paths),
    section: fc.constantFrom(...switches),
    attribute: fc.constant('enabled'),
    element: fc.constant([]),
    value: fc.constantFrom('true', 'false'),
  }),
  fc.record({
    path: fc.constantFrom(...paths),
    section: fc.constant(windows),
    attribute: fc.constant('tokenChecking'),
    element: fc.constant(['extendedProtection']),
    value: fc.constantFrom('None', 'Allow', 'Require'),
  }),
  fc.record({
    path: fc.constantFrom(...paths),
    section: fc.constant(windows),
    attribute: fc.constant(null),
    element: fc.constant(['providers']),
    value: fc.constantFrom(...providers),
  }),
  fc.record({
    path: fc.constantFrom(owa, activeSync, ecp),
    section: fc.constant(serverRuntime),
    attribute: fc.constant('uploadReadAheadSize'),
    element: fc.constant([]),
    value: fc.constantFrom('0', '49152', '65536'),
  }),
);

/** Wishes of which no two speak of the same thing. */
const wishes = fc.uniqueArray(wish, {
  minLength: 1,
  maxLength: 8,
  selector: ({ path, section, attribute }) => `${path} ${section} ${attribute ?? ''}`,
});

function changeOf(server: ServerConfiguration, { path, section, attribute, element, value }: Wish): Change {
  return typeof value === 'string'
    ? setting(server, path, section, attribute!, value, { element })
    : collection(
        server,
        path,
        section,
        element,
        value.map((name) => ({ value: name })),
      );
}

function valueOf(server: ServerConfiguration, { path, section, attribute, element }: Wish): unknown {
  const place = [section, ...element].join('#');
  return attribute === null ? keys(server, path, place) : effective(server, path, place, attribute).value;
}

/** Every comment that a witness sees, in order. */
function comments(text: string): string[] {
  const found: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('comment', (comment) => found.push(comment));
  parser.write(text).close();
  return found;
}

function check(files: ServerFiles, wanted: readonly Wish[]): void {
  const before = serverOf(files);
  // What cannot be known (a web.config that was not provided) can be written, but not seen to be in effect.
  const knowable = wanted.filter((one) => valueOf(before, one) !== null);
  const edits = editsFor([remedyOf(...wanted.map((one) => changeOf(before, one)))], contextOf(files, before));
  assert.ok(!('problem' in edits), 'problem' in edits ? edits.problem : '');
  const result = write(files, edits);
  const after = serverOf(result);
  for (const one of knowable) assert.deepEqual(valueOf(after, one), one.value, `${one.path} ${one.section}`);
  for (const [name, text] of result) {
    const old = files.get(name)!;
    if (text === old) continue;
    assert.deepEqual(comments(text), comments(old), name);
    assert.equal(
      text.includes('\r\n') && /(^|[^\r])\n/.test(text),
      old.includes('\r\n') && /(^|[^\r])\n/.test(old),
      'line ends are mixed',
    );
    assert.ok(text.startsWith('\uFEFF') === old.startsWith('\uFEFF'));
    // Nothing but the edits: what is between them is in the same order in the new text.
    let at = 0;
    let from = 0;
    for (const { range, newText } of edits.find(({ uri }) => uri.endsWith(name))!.edits) {
      const kept = old.slice(at, range.start);
      assert.equal(text.slice(from, from + kept.length), kept);
      from += kept.length + newText.length;
      at = range.end;
    }
    assert.equal(text.slice(from), old.slice(at));
  }
  // No value elsewhere changes, and no section or location comes twice.
  assert.deepEqual(
    after.rejections().map(({ kind, section }) => `${kind} ${section}`),
    before.rejections().map(({ kind, section }) => `${kind} ${section}`),
  );
  for (const path of paths) {
    const count = (server: ServerConfiguration): number =>
      server.applicationHost.locations.filter((tag) => samePath(tag.path, path)).length;
    assert.ok(count(after) <= Math.max(1, count(before)), `${path} has a second location`);
    for (const section of [access, ...switches, serverRuntime]) {
      if (wanted.some((one) => one.section === section && isAtOrBelow(path, one.path))) continue;
      const attribute = section === access ? 'sslFlags' : section === serverRuntime ? 'uploadReadAheadSize' : 'enabled';
      assert.equal(effective(after, path, section, attribute).value, effective(before, path, section, attribute).value);
    }
  }
  const again = editsFor([remedyOf(...wanted.map((one) => changeOf(after, one)))], contextOf(result, after));
  assert.deepEqual(again, []);
}

function property(servers: readonly ServerFiles[], runs: number): void {
  fc.assert(
    fc.property(
      fc.constantFrom(...servers),
      fc.constantFrom(...Object.keys(spellings)),
      wishes,
      (files, spelling, wanted) => {
        check(new Map([...files].map(([name, text]) => [name, spellings[spelling]!(text)])), wanted);
      },
    ),
    { numRuns: runs },
  );
}

describe('any changes', () => {
  it('to the samples', () => {
    property(
      [sampleFiles('contoso-exchange-2019'), sampleFiles('fabrikam-device'), new Map([[host, legacyServer()]])],
      40,
    );
  });

  it('to the real servers', { skip: skipWithoutCorpus }, () => {
    const alone = corpusServers().map(({ text }): ServerFiles => new Map([[host, text]]));
    const whole = ['E19', 'E16'].map((version): ServerFiles => {
      const files = new Map(layOut(version as 'E19' | 'E16'));
      files.delete('FrontEnd/HttpProxy/SharedWebConfig.config');
      return files;
    });
    property([...alone, ...whole, ...whole], 40);
  });
});
