// Finds the process of the language server among the children of the extension host, by Linux's own list of
// processes.
import { readdirSync, readFileSync } from 'node:fs';

/** False where the list does not exist. */
export const canSeeProcesses = process.platform === 'linux';

function fileOf(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}

/** The process ids of the language servers that this extension host runs. */
export function serverProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      // The parent is the second number after the name, which ends with the last parenthesis.
      const [, parent] = (fileOf(pid, 'stat').split(') ').at(-1) ?? '').split(' ');
      return Number(parent) === process.pid && fileOf(pid, 'cmdline').includes('dist/server/node.js');
    })
    .map(Number);
}
