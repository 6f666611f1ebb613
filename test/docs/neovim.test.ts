// The configuration for Neovim in docs/editors.md shows the problems of a server in Neovim.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { repositoryRoot, samples } from '../support/paths.js';
import { blocksOf } from './pages.js';

const isThere = spawnSync('nvim', ['--version']).status === 0;
const skip = isThere ? false : 'Neovim is missing; on Debian: apt-get install --no-install-recommends neovim';

/** Waits for diagnostics, writes their messages and rules, and ends Neovim. */
const script = (out: string): string => `
vim.wait(60000, function() return #vim.diagnostic.get(0) >= 6 end, 100)
local file = io.open(${JSON.stringify(out)}, 'w')
for _, found in ipairs(vim.diagnostic.get(0)) do
  file:write(string.format('%d %s\\n', found.lnum + 1, found.message))
end
file:close()
vim.cmd('qa!')
`;

test('Neovim shows the problems of applicationHost.config', { skip }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'exchange-cba-neovim-'));
  try {
    const file = (name: string): string => path.join(folder, name);
    const program = file('exchange-cba');
    writeFileSync(
      program,
      `#!/bin/sh\nexec "${process.execPath}" "${path.join(repositoryRoot, 'dist/cli.js')}" "$@"\n`,
    );
    chmodSync(program, 0o755);
    cpSync(path.join(samples, 'contoso-exchange-2019'), file('exch01'), { recursive: true });
    const [configuration] = blocksOf('docs/editors.md').filter(({ language }) => language === 'lua');
    writeFileSync(file('init.lua'), configuration!.text);
    writeFileSync(file('wait.lua'), script(file('found.txt')));
    const args = [
      '--headless',
      '-u',
      file('init.lua'),
      file('exch01/applicationHost.config'),
      '-c',
      `luafile ${file('wait.lua')}`,
    ];
    const { stderr } = spawnSync('nvim', args, {
      encoding: 'utf8',
      timeout: 90_000,
      env: { ...process.env, PATH: `${folder}:${process.env.PATH ?? ''}`, HOME: folder, XDG_STATE_HOME: folder },
    });
    const found = readFileSync(file('found.txt'), 'utf8').trim().split('\n');
    assert.ok(found.length >= 6, `${found.length} problems. ${stderr}`);
    assert.ok(
      found.some((line) => line.startsWith('1133 Client certificates are accepted but not required')),
      found.join('\n'),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
