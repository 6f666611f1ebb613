// Tells the client what the server knows and whether it is at work, for its status display.
import { statusNotification, type ServerStatus } from '../../protocol.js';
import type { Session } from '../session.js';
import { countsOf, findingsByServer, nameOf } from './servers.js';

/** Judging starts so long after the last change when nobody has asked meanwhile. */
const settleDelay = 200;

/** The result is to be called when the client may be spoken to. */
export function registerStatus({ connection, workspace, host, log }: Session): () => void {
  let cancel: (() => void) | null = null;
  let last = '';
  let busy = false;
  let latest: ServerStatus = { busy: true, generation: 0, servers: [], files: 0, problems: [] };

  async function send(status: ServerStatus): Promise<void> {
    const text = JSON.stringify(status);
    if (text === last) return;
    last = text;
    latest = status;
    await connection.sendNotification(statusNotification, status);
  }

  async function settle(): Promise<void> {
    try {
      const snapshot = await workspace.snapshot();
      const findings = findingsByServer(snapshot);
      busy = false;
      await send({
        busy,
        generation: snapshot.generation,
        servers: snapshot.project.analysis.servers.map(({ root, termination }) => ({
          root,
          name: nameOf(root),
          termination: termination.value,
          counts: countsOf(findings.get(root) ?? []),
        })),
        files: snapshot.fileCount,
        problems: [
          ...workspace.problems,
          ...snapshot.project.analysis.failures.map(({ rule }) => `The rule ${rule} failed; its findings are missing.`),
        ],
      });
    } catch (error) {
      busy = false;
      log.failure(statusNotification, error);
      await send({ ...latest, busy, problems: ['The configuration could not be judged; the log says why.'] });
    }
  }

  function work(visibly: boolean): void {
    if (!busy && visibly) {
      busy = true;
      void send({ ...latest, busy });
    }
    cancel?.();
    cancel = host.after(settleDelay, () => {
      cancel = null;
      void settle();
    });
  }

  // Typing is judged in milliseconds: only what may take longer is shown as work.
  workspace.onDidChange((cause) => {
    work(cause !== 'document');
  });
  return () => {
    work(true);
  };
}
