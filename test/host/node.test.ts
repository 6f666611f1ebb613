// The Node host reads, tells kinds apart and searches folders within its limits.
import { strict as assert } from 'node:assert';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { createNodeHost, uriOfPath } from '../../server/src/host/node.js';
import { fileNameOf } from '../../server/src/host/uri.js';

const host = createNodeHost();
const query = { names: ['web.config'], depth: 10, limit: 100 };
let folder = '';
const uri = (name: string): string => uriOfPath(path.join(folder, name));

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'exchange-cba-host-'));
  for (const below of ['a b/c', 'node_modules/x', '.git', 'd'])
    await mkdir(path.join(folder, below), { recursive: true });
  for (const name of [
    'Web.config',
    'a b/web.config',
    'a b/c/web.config',
    'node_modules/x/web.config',
    '.git/web.config',
    'd/other.xml',
  ]) {
    await writeFile(path.join(folder, name), `<!-- ${name} -->`);
  }
  await symlink(path.join(folder, 'd/other.xml'), path.join(folder, 'd/web.config'));
  await symlink(folder, path.join(folder, 'd/loop'));
});
after(() => rm(folder, { recursive: true }));

test('reads bytes, and says what is missing or no file', async () => {
  const found = await host.read(uri('a b/web.config'));
  assert.equal(found.kind === 'bytes' && Buffer.from(found.bytes).toString(), '<!-- a b/web.config -->');
  assert.deepEqual(await host.read(uri('nothing.config')), { kind: 'missing' });
  assert.deepEqual(await host.read(uri('d')), { kind: 'unreadable', reason: 'it is a folder' });
  assert.deepEqual(await host.read('vscode-vfs://github/x'), {
    kind: 'unreadable',
    reason: 'it is not on a disk of this machine',
  });
});

test('tells files from folders', async () => {
  assert.deepEqual(
    await Promise.all(['Web.config', 'd', 'nothing', 'd/web.config'].map((name) => host.stat(uri(name)))),
    ['file', 'folder', 'missing', 'file'],
  );
});

test('searches without case, follows links to files, skips node_modules, dot folders and links to folders', async () => {
  const { uris, truncated, problems } = await host.list(uriOfPath(folder), query);
  assert.deepEqual(uris, ['Web.config', 'a b/c/web.config', 'a b/web.config', 'd/web.config'].map(uri));
  assert.deepEqual({ truncated, problems }, { truncated: false, problems: [] });
});

test('finds a device under a name that is looked for, so that reading says what it is', async (context) => {
  if (process.platform === 'win32') {
    context.skip('there are no device files');
    return;
  }
  await mkdir(path.join(folder, 'e'));
  await symlink('/dev/zero', path.join(folder, 'e/web.config'));
  await symlink('web.config', path.join(folder, 'e/gone'));
  assert.deepEqual((await host.list(uri('e'), query)).uris, [uri('e/web.config')]);
  assert.deepEqual(await host.read(uri('e/web.config')), { kind: 'unreadable', reason: 'it is not a regular file' });
  await rm(path.join(folder, 'e'), { recursive: true });
});

test('keeps to depth and limit', async () => {
  assert.deepEqual((await host.list(uriOfPath(folder), { ...query, depth: 0 })).uris, [uri('Web.config')]);
  const few = await host.list(uriOfPath(folder), { ...query, limit: 2 });
  assert.deepEqual([few.uris.length, few.truncated], [2, true]);
  const schema = await host.list(uri('d'), { extensions: ['.xml'], depth: 0, limit: 10 });
  assert.deepEqual(schema.uris.map(fileNameOf), ['other.xml']);
});

test('a folder that is not there has no files', async () => {
  assert.deepEqual(await host.list(uri('nothing'), query), { uris: [], truncated: false, problems: [] });
});
