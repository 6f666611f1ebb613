// Which server a line of a log is of: the one that the line names, else the one in whose folder the log lies.
import { computerKey } from '../core/face/files.js';
import type { LogCause, LogSummary } from '../core/face/logs.js';
import type { CheckedProject, CheckedServer } from '../core/face/project.js';
import { folderOfServer } from './server-world.js';

interface Line {
  /** As the log names it: a computer name, an address, or `localhost`. */
  readonly server: string;
  /** Of the log. */
  readonly uri: string;
}

export class LogOwners {
  readonly #servers: readonly { readonly server: CheckedServer; readonly folder: string; readonly key: string }[];

  constructor(project: CheckedProject) {
    this.#servers = project.servers.map((server) => {
      const folder = folderOfServer(server, project);
      const name = server.name ?? decodeURIComponent(folder.slice(folder.lastIndexOf('/') + 1));
      return { server, folder, key: computerKey(name) };
    });
  }

  /** What of a cause is in the lines of a server. */
  partOf(server: CheckedServer, { occurrence }: LogCause, { files }: LogSummary): LogCause['occurrence']['servers'] {
    return occurrence.servers.filter(({ name, example }) =>
      this.isOf(server, { server: name, uri: files[example.file]?.uri ?? '' }),
    );
  }

  /** A line that names no server, in a log above all servers, may be of each of them. */
  isOf(server: CheckedServer, line: Line): boolean {
    const named = isComputerName(line.server) ? computerKey(line.server) : null;
    const byName = named === null ? [] : this.#servers.filter(({ key }) => key === named);
    if (byName.length > 0) return byName.some((one) => one.server === server);
    if (named !== null && server.name !== null) return false;
    const around = this.#servers.filter(({ folder }) => line.uri.startsWith(`${folder}/`));
    const deepest = Math.max(...around.map(({ folder }) => folder.length));
    const nearest = around.filter(({ folder }) => folder.length === deepest);
    return nearest.length === 0 || nearest.some((one) => one.server === server);
  }
}

/** Lines without a computer name are known by their address. */
function isComputerName(text: string): boolean {
  return text !== 'localhost' && !/^[\d.]+$|:/.test(text);
}
