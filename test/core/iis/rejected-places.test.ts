// What IIS rejects is the same whether a version of a server knows where the one before it was rejected or not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerConfiguration } from '../../../server/src/core/iis/configuration.js';
import { readConfigurationFile, type ConfigurationFile } from '../../../server/src/core/iis/file.js';
import type { RejectedPlaces, RejectionMemory } from '../../../server/src/core/iis/rejected-places.js';
import { builtinSchema } from '../../../server/src/core/iis/schema/builtin.js';
import type { ServerFiles } from '../../../server/src/core/iis/server-input.js';
import { parseXml } from '../../../server/src/core/xml/parse.js';
import type { XmlElement } from '../../../server/src/core/xml/tree.js';
import { numbers, paths, sections, ServerMaker, textsOf, type RandomServer } from '../../support/random-server.js';

type Texts = Readonly<Record<string, string>>;

function filesOf(texts: Texts): ServerFiles {
  const { 'applicationHost.config': host = '', ...others } = texts;
  const applicationHost = readConfigurationFile('s/applicationHost.config', 'applicationHost', parseXml(host));
  const webConfigs = Object.entries(others).map(([name, text]) =>
    readConfigurationFile(`s/${name}`, 'webConfig', parseXml(text), applicationHost.declarations),
  );
  return { applicationHost, webConfigs, mapped: new Map(), sources: [], schema: builtinSchema };
}

/** Elements by their ranges. */
const said = (server: ServerConfiguration): string =>
  JSON.stringify(
    server.rejections(),
    (key, value: unknown) => (/element/i.test(key) ? (value as XmlElement | null)?.range : value),
    1,
  );

/** How many places a version need not look at again. */
function sparedIn(before: RejectedPlaces | null, files: ServerFiles, server: ServerConfiguration): number {
  const bases = (file: ConfigurationFile): readonly string[] =>
    file === files.applicationHost ? [''] : (server.placedFiles.get(file) ?? []);
  const isSpared = before?.sparedIn(files, bases);
  return isSpared ? sections.flatMap((section) => paths.filter((path) => isSpared(section, path))).length : 0;
}

/** The server with a few of its places gone, moved or replaced by those of another. */
function changed({ declarations, files }: RandomServer, other: RandomServer, next: () => number): RandomServer {
  const below = (limit: number): number => Math.floor(next() * limit);
  const chosen = below(files.length);
  return {
    declarations: next() < 0.05 ? other.declarations : declarations,
    files: files.map((file, at) => {
      if (at !== chosen) return file;
      const places = [...file.places];
      const fixed = file.base === '' ? 2 : 0;
      const place = fixed + below(Math.max(1, places.length - fixed));
      const theirs = other.files[at]!.places.slice(fixed);
      const one = theirs[below(Math.max(1, theirs.length))];
      switch (below(4)) {
        case 0:
          places.splice(place, 1);
          break;
        case 1:
          if (one) places.splice(place, 0, one);
          break;
        case 2:
          if (one) places.splice(place, 1, one);
          break;
        default:
          places.push(...places.splice(place, 1));
      }
      return { ...file, places };
    }),
  };
}

const pieces = [
  '<!--',
  '-->',
  ' ',
  '<clear />',
  '<location path="S/a">',
  '</location>',
  '"',
  '\u{1F512}',
  '<!-- x -->',
];

/** More by hand: `STEPS=100000 node --test out/test/core/iis/rejected-places.test.js`. */
const steps = Number(process.env.STEPS ?? 300);
const seed = Number(process.env.SEED ?? 20261130);

test(`is the same after each of ${steps} changes of random servers`, () => {
  let spared = 0;
  let rejected = 0;
  for (let start = 0; start < steps; start += 30) {
    const next = numbers(seed + start);
    let data = new ServerMaker(builtinSchema, next).make();
    let left: RejectionMemory = { before: null, own: null };
    for (let step = 0; step < 30; step++) {
      data = changed(data, new ServerMaker(builtinSchema, next).make(), next);
      const texts = { ...textsOf(data) };
      if (next() < 0.4) {
        // Anything at any place, as somebody types it, and gone with the next change.
        const names = Object.keys(texts);
        const name = names[Math.floor(next() * names.length)]!;
        const text = texts[name]!;
        const at = Math.floor(next() * text.length);
        texts[name] =
          text.slice(0, at) + pieces[Math.floor(next() * pieces.length)]! + text.slice(at + Math.floor(next() * 3));
      }
      // An application becomes a plain folder.
      if (next() < 0.1)
        texts['applicationHost.config'] = texts['applicationHost.config']!.replaceAll('path="/a', 'path="/z');
      const memory: RejectionMemory = { before: left.own ?? left.before, own: null };
      const files = filesOf(texts);
      const server = new ServerConfiguration({ root: 's', ...files, memory });
      spared += sparedIn(memory.before, files, server);
      // Now and then a version is never asked.
      if (next() < 0.2) {
        left = memory;
        continue;
      }
      const anew = new ServerConfiguration({ root: 's', ...filesOf(texts) });
      const expected = said(anew);
      rejected += anew.rejections().length;
      assert.equal(said(server), expected, `seed ${seed + start}, step ${step}`);
      server.forgetMerges();
      assert.equal(said(server), expected, `asked again, seed ${seed + start}, step ${step}`);
      left = memory;
    }
  }
  assert.ok(spared > steps && rejected > steps, `${spared} places spared, ${rejected} rejections`);
});
