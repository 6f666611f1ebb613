// Starts VS Code's server and ends it together with every process that it has started.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { cache, installedServer, nodeProgram, starterOf } from './install.mjs';

const running = new Set();
const folders = new Set();

function kill(child) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

process.on('exit', () => {
  running.forEach(kill);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

/** A folder that is removed when this process ends. */
export function temporaryFolder(name, parent = cache) {
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, `${name}-`));
  folders.add(folder);
  return folder;
}

/**
 * A VS Code server on a free port of this machine, with its own empty data folders.
 * @param {Record<string, unknown>} settings the user's settings
 * @returns {Promise<{ port: number, logs: string, endAlone: () => Promise<void>, stop: () => Promise<void> }>} `logs`: the
 *   folder in which it writes its logs; `endAlone` leaves it to the processes that it started to notice its end
 */
export async function startVSCode(settings) {
  const entry = await installedServer();
  const data = temporaryFolder('vscode');
  mkdirSync(path.join(data, 'data/User'), { recursive: true });
  writeFileSync(path.join(data, 'data/User/settings.json'), JSON.stringify(settings, null, 2));
  const args = [
    starterOf(entry),
    '--without-connection-token',
    '--accept-server-license-terms',
    '--host=127.0.0.1',
    '--port=0',
    '--enable-smoke-test-driver',
    '--telemetry-level=off',
    `--server-data-dir=${data}`,
    `--extensions-dir=${path.join(data, 'extensions')}`,
  ];
  const child = spawn(nodeProgram(), args, {
    env: { ...process.env, VSCODE_SERVER_ENTRY: entry },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that its children can be ended with it.
    detached: process.platform !== 'win32',
  });
  running.add(child);
  const said = [];
  const port = await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        const match = /agent listening on (\d+)/.exec(line);
        if (match) resolve(Number(match[1]));
      });
    }
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The VS Code server ended with ${code}:\n${said.join('\n')}`)));
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    port,
    logs: path.join(data, 'data/logs'),
    endAlone: () => {
      child.kill('SIGKILL');
      return ended;
    },
    stop: async () => {
      kill(child);
      await ended;
      running.delete(child);
    },
  };
}
