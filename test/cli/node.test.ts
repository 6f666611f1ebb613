// The program on a real disk: writing all files or none, and the process around it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { after, beforeEach, describe, test } from 'node:test';
import type { FileWrite } from '../../server/src/cli/console.js';
import { createNodeCommandHost } from '../../server/src/cli/node-console.js';
import { repositoryRoot } from '../support/paths.js';

const folder = mkdtempSync(path.join(tmpdir(), 'cba-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true, force: true });
});

const host = createNodeCommandHost('1.2.3', folder, {}, () => Readable.from([]));

function change(name: string, text: string, expected: string | null): FileWrite {
  return {
    uri: host.uriOf(name),
    bytes: Buffer.from(text),
    expected: expected === null ? null : Buffer.from(expected),
  };
}

function put(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('names', () => {
  test('are those of the files and folders in a folder, in order', async () => {
    put('b.log', '');
    put('a/c.log', '');
    assert.deepEqual(await host.names(host.uriOf('.')), ['a', 'b.log']);
    assert.deepEqual(await host.names(host.uriOf('missing')), []);
    assert.deepEqual(await host.names(host.uriOf('b.log')), []);
  });
});

describe('writeFiles', () => {
  test('writes all of them, keeps their modes and leaves nothing behind', async () => {
    const a = put('a.config', 'a');
    const b = put('b c.config', 'b');
    chmodSync(a, 0o640);
    assert.equal(
      await host.writeFiles([
        change('a.config', 'A', 'a'),
        change('b c.config', 'B', 'b'),
        change('new.json', 'N', null),
      ]),
      null,
    );
    assert.deepEqual([readFileSync(a, 'utf8'), readFileSync(b, 'utf8')], ['A', 'B']);
    assert.equal(statSync(a).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(folder).sort(), ['a.config', 'b c.config', 'new.json']);
  });

  test('writes none when one has changed', async () => {
    const a = put('a.config', 'a');
    put('b.config', 'changed');
    assert.equal(
      await host.writeFiles([change('a.config', 'A', 'a'), change('b.config', 'B', 'b')]),
      'b.config has changed since it was read; no file was written.',
    );
    assert.equal(readFileSync(a, 'utf8'), 'a');
    assert.deepEqual(readdirSync(folder).sort(), ['a.config', 'b.config']);
  });

  test('writes none when one was deleted or has no folder', async () => {
    const a = put('a.config', 'a');
    assert.match(
      (await host.writeFiles([change('a.config', 'A', 'a'), change('gone.config', 'B', 'b')]))!,
      /gone\.config has changed/,
    );
    assert.match(
      (await host.writeFiles([change('a.config', 'A', 'a'), change('no/such/folder.json', 'B', null)]))!,
      /^No file was written: /,
    );
    assert.equal(readFileSync(a, 'utf8'), 'a');
  });

  test('writes none when one is not writable', (context) => {
    if (process.getuid?.() === 0) {
      context.skip('root may write everything');
      return;
    }
    const a = put('a.config', 'a');
    chmodSync(put('b.config', 'b'), 0o444);
    return host.writeFiles([change('a.config', 'A', 'a'), change('b.config', 'B', 'b')]).then((problem) => {
      assert.match(problem ?? '', /access to b\.config is denied/);
      assert.equal(readFileSync(a, 'utf8'), 'a');
    });
  });

  test('puts back what was replaced when a later one fails', async () => {
    const a = put('a.config', 'a');
    mkdirSync(path.join(folder, 'b.config'));
    const problem = await host.writeFiles([change('a.config', 'A', 'a'), change('b.config', 'B', null)]);
    assert.match(problem ?? '', /^No file was written/);
    assert.equal(readFileSync(a, 'utf8'), 'a');
    assert.deepEqual(readdirSync(folder).sort(), ['a.config', 'b.config']);
  });

  test('finishes what a run left that was killed between two files', async () => {
    const a = put('x/a.config', 'A');
    const b = put('y/b.config', 'b');
    const dead = '999999999-0123456789ab';
    const temporary = put(`y/.b.config.${dead}.tmp`, 'B');
    const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
    const journal = JSON.stringify([
      { target: a, temporary: '', inPlace: false, before: sha('a') },
      { target: b, temporary, inPlace: false, before: sha('b') },
    ]);
    for (const place of ['x', 'y']) put(`${place}/.exchange-cba.${dead}.journal`, journal);
    put(`x/.other.config.${dead}.tmp`, 'never began');
    assert.equal(
      await host.writeFiles([change('x/a.config', 'AA', 'A')]),
      'An earlier run was stopped while it wrote files. b.config is written now. Run the command again.',
    );
    assert.deepEqual([readFileSync(a, 'utf8'), readFileSync(b, 'utf8')], ['A', 'B']);
    assert.equal(await host.writeFiles([change('x/a.config', 'AA', 'A'), change('y/b.config', 'BB', 'B')]), null);
    assert.deepEqual([readFileSync(a, 'utf8'), readFileSync(b, 'utf8')], ['AA', 'BB']);
    assert.deepEqual(
      ['x', 'y'].map((name) => readdirSync(path.join(folder, name))),
      [['a.config'], ['b.config']],
    );
  });

  test('finishes it also where there is nothing else to write', async () => {
    const dead = '999999999-0123456789ab';
    const target = put('z/b.config', 'b');
    put(`z/.b.config.${dead}.tmp`, 'B');
    const before = createHash('sha256').update('b').digest('hex');
    put(`z/.exchange-cba.${dead}.journal`, JSON.stringify([{ target, temporary: '', inPlace: false, before }]));
    const folders = [host.uriOf('z')];
    assert.match((await host.writeFiles([], folders)) ?? '', /b\.config is written now/);
    assert.equal(readFileSync(target, 'utf8'), 'B');
    assert.equal(await host.writeFiles([], folders), null);
    assert.deepEqual(readdirSync(path.dirname(target)), ['b.config']);
  });

  test('a journal that someone else wrote changes nothing that has no content beside it', async () => {
    const a = put('x/a.config', 'a');
    const victim = put('victim.txt', 'mine');
    const evil = put('x/evil.txt', 'theirs');
    const dead = '999999999-0123456789ab';
    const entry = { target: victim, temporary: evil, inPlace: true, before: null };
    put(`x/.exchange-cba.${dead}.journal`, JSON.stringify([entry, null, 7]));
    put(`x/.exchange-cba.${dead.replace('0', '1')}.journal`, 'not JSON');
    assert.equal(await host.writeFiles([change('x/a.config', 'A', 'a')]), null);
    assert.deepEqual([readFileSync(victim, 'utf8'), readFileSync(a, 'utf8')], ['mine', 'A']);
  });

  test('a run that is killed leaves all or nothing, whenever it dies', () => {
    const program = path.join(repositoryRoot, 'out/server/src/cli/node-console.js');
    for (const dieAfter of [0, 1, 2, 3]) {
      for (const name of ['a', 'b', 'c']) put(`k/${name}.config`, name);
      const script = `
        import fs from 'node:fs/promises';
        import { syncBuiltinESMExports } from 'node:module';
        let left = ${dieAfter};
        const rename = fs.rename;
        fs.rename = async (...args) => { if (left-- === 0) process.kill(process.pid, 'SIGKILL'); return rename(...args); };
        syncBuiltinESMExports();
        const { createNodeCommandHost } = await import(${JSON.stringify(program)});
        const host = createNodeCommandHost('1', ${JSON.stringify(path.join(folder, 'k'))}, {}, () => []);
        await host.writeFiles(['a', 'b', 'c'].map((name) => ({ uri: host.uriOf(name + '.config'), bytes: Buffer.from(name.toUpperCase()), expected: Buffer.from(name) })));`;
      const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
      assert.equal(signal, dieAfter < 3 ? 'SIGKILL' : null);
      const again = script.replace(`left = ${dieAfter}`, 'left = -1');
      spawnSync(process.execPath, ['--input-type=module', '-e', again]);
      const texts = ['a', 'b', 'c'].map((name) => readFileSync(path.join(folder, 'k', `${name}.config`), 'utf8'));
      assert.deepEqual(texts, ['A', 'B', 'C'], `killed after ${dieAfter} files`);
      assert.deepEqual(readdirSync(path.join(folder, 'k')).sort(), ['a.config', 'b.config', 'c.config']);
    }
  });

  test('a file that is written into, killed halfway, is finished', () => {
    const program = path.join(repositoryRoot, 'out/server/src/cli/node-console.js');
    const file = put('h/a.config', 'a long text');
    linkSync(file, path.join(folder, 'h', 'other.config'));
    const script = `
      import fs from 'node:fs/promises';
      import { syncBuiltinESMExports } from 'node:module';
      const writeFile = fs.writeFile;
      fs.writeFile = async (file, ...rest) => {
        if (file !== ${JSON.stringify(file)}) return writeFile(file, ...rest);
        await writeFile(file, 'A lo');
        process.kill(process.pid, 'SIGKILL');
      };
      syncBuiltinESMExports();
      const { createNodeCommandHost } = await import(${JSON.stringify(program)});
      const host = createNodeCommandHost('1', ${JSON.stringify(path.join(folder, 'h'))}, {}, () => []);
      await host.writeFiles([{ uri: host.uriOf('a.config'), bytes: Buffer.from('A LONG TEXT'), expected: Buffer.from('a long text') }]);`;
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
    assert.equal(signal, 'SIGKILL');
    assert.equal(readFileSync(file, 'utf8'), 'A lo');
    return host.writeFiles([], [host.uriOf('h')]).then((problem) => {
      assert.match(problem ?? '', /a\.config is written now/);
      assert.equal(readFileSync(path.join(folder, 'h', 'other.config'), 'utf8'), 'A LONG TEXT');
      assert.deepEqual(readdirSync(path.join(folder, 'h')).sort(), ['a.config', 'other.config']);
    });
  });

  test('on Windows a file is written into, so that it keeps its permissions', async () => {
    const { platform } = process;
    const file = put('w.config', 'w');
    const { ino } = statSync(file);
    Object.defineProperty(process, 'platform', { value: 'win32' });
    try {
      assert.equal(await host.writeFiles([change('w.config', 'W', 'w')]), null);
    } finally {
      Object.defineProperty(process, 'platform', { value: platform });
    }
    assert.deepEqual([readFileSync(file, 'utf8'), statSync(file).ino], ['W', ino]);
    assert.deepEqual(readdirSync(folder), ['w.config']);
  });

  test('a link stays a link', async () => {
    const real = put('real/a.config', 'a');
    symlinkSync(real, path.join(folder, 'a.config'));
    assert.equal(await host.writeFiles([change('a.config', 'A', 'a')]), null);
    assert.ok(lstatSync(path.join(folder, 'a.config')).isSymbolicLink());
    assert.equal(readFileSync(real, 'utf8'), 'A');
  });
});

describe('the process', () => {
  const main = path.join(repositoryRoot, 'out/server/src/cli/main.js');

  function program(args: readonly string[], options: { input?: string; env?: Record<string, string> } = {}) {
    const result = spawnSync(process.execPath, [main, ...args], {
      cwd: folder,
      input: options.input ?? '',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '', ...options.env },
      encoding: 'utf8',
    });
    return { code: result.status, out: result.stdout, error: result.stderr };
  }

  test('says its version, which is that of package.json', () => {
    const { version } = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8')) as {
      version: string;
    };
    // The build puts it in.
    const built = path.join(repositoryRoot, 'dist/cli.js');
    const { status, stdout } = spawnSync(process.execPath, [built, '--version'], { encoding: 'utf8' });
    assert.deepEqual([status, stdout], [0, `${version}\n`]);
  });

  test('checks and repairs files, results on one stream and the rest on the other', () => {
    const file = put(
      'a/web.config',
      '<configuration>\r\n  <!-- exchange-cba-disable-file iis/x: r -->\r\n</configuration>\r\n',
    );
    const before = program(['check', '--fail-on', 'warning']);
    assert.equal(before.code, 1);
    assert.match(before.out, /a\/web\.config:2:\d+: warning: Unknown rule 'iis\/x'/);
    assert.equal(before.error, '');
    const repaired = program(['check', '--fail-on', 'warning', '--fix', 'safe']);
    assert.deepEqual([repaired.code, repaired.error], [0, '1 fix applied in a/web.config.\n']);
    assert.equal(readFileSync(file, 'utf8'), '<configuration>\r\n</configuration>\r\n');
  });

  test('reads standard input', () => {
    const { code, out } = program(['check', '-', '--format', 'json'], { input: '<configuration />' });
    assert.equal(code, 0, out);
    assert.equal((JSON.parse(out) as { tool: string }).tool, 'exchange-cba');
    assert.equal(program(['check', '-']).error, 'exchange-cba: <stdin> is empty.\n');
  });

  test('has no colours in a pipe, unless they are asked for; NO_COLOR has the last word', () => {
    put('a/web.config', '<configuration />');
    assert.doesNotMatch(program(['check']).out, /\u001b/);
    assert.match(program(['check'], { env: { FORCE_COLOR: '1' } }).out, /\u001b\[/);
    assert.doesNotMatch(program(['check'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).out, /\u001b/);
  });

  test('a long report arrives whole in a pipe, and a reader that stops early is not an error', () => {
    const comments = Array.from({ length: 3000 }, (_, index) => `<!-- exchange-cba-disable-file iis/x${index}: r -->`);
    put('a/web.config', `<configuration>\n${comments.join('\n')}\n</configuration>\n`);
    const whole = program(['check', '--format', 'json', '--fail-on', 'never']);
    assert.equal((JSON.parse(whole.out) as { findings: object[] }).findings.length, 3000);
    const cut = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" "${main}" check --fail-on never | head -n 1; echo done`],
      { cwd: folder, encoding: 'utf8' },
    );
    assert.equal(cut.stderr, '');
    assert.match(cut.stdout, /done\n$/);
  });

  test('says that its working folder was deleted', () => {
    const command = `cd "$0" && rmdir "$0" && exec "${process.execPath}" "${main}" check .`;
    const gone = spawnSync('sh', ['-c', command, mkdtempSync(path.join(tmpdir(), 'gone-'))], { encoding: 'utf8' });
    const sentence = 'exchange-cba: The working folder was deleted. Change to another folder.\n';
    assert.deepEqual([gone.status, gone.stdout, gone.stderr], [3, '', sentence]);
  });

  test('a folder is not searched through links, so that circles end', () => {
    put('a/web.config', '<configuration />');
    symlinkSync(folder, path.join(folder, 'a/loop'));
    assert.equal(program(['check']).code, 0);
    assert.ok(existsSync(path.join(folder, 'a/loop')));
  });
});

test(
  'a repaired file keeps its mode, and its other names hold the same content',
  { skip: process.platform === 'win32' },
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'exchange-cba-'));
    const file = path.join(folder, 'web.config');
    const twin = path.join(folder, 'twin.config');
    writeFileSync(file, 'before', { mode: 0o640 });
    linkSync(file, twin);
    const host = createNodeCommandHost('1', folder, {}, () => Readable.from([]));
    const uri = host.uriOf('web.config');
    const write = { uri, bytes: new TextEncoder().encode('after'), expected: new TextEncoder().encode('before') };
    assert.equal(await host.writeFiles([write]), null);
    assert.equal(readFileSync(twin, 'utf8'), 'after');
    assert.equal(statSync(file).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(folder).sort(), ['twin.config', 'web.config']);
    rmSync(folder, { recursive: true });
  },
);
