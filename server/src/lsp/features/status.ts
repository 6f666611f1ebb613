// Tells the client the verdict on each server and whether the server is busy, for the status display.
import { ResponseError } from 'vscode-languageserver';
import { statusNotification, type ServerStatus } from '../../protocol.js';
import type { Session } from '../session.js';
import { countFindings, groupByServer, problemsByServer, verdictSentences } from '../../core/face/findings.js';
import { nameOf } from './servers.js';

/** Milliseconds from the last change to the check, unless a request comes first. */
const settleDelay = 200;

/** Call the result when the client accepts notifications. */
export function registerStatus({ connection, workspace, host, log, say }: Session): () => void {
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
      const snapshot = await workspace.checked();
      const { analysis } = snapshot.project;
      const verdicts = verdictSentences(analysis);
      const summaries = problemsByServer(analysis);
      const groups = groupByServer(analysis);
      busy = false;
      await send({
        busy,
        generation: snapshot.generation,
        servers: analysis.servers.map(({ root, termination }, index) => ({
          root,
          name: nameOf(root),
          termination: termination.value,
          verdict: say(verdicts.get(root)!),
          summary: say(summaries.get(root)!),
          counts: countFindings(groups[index]!.findings),
        })),
        files: snapshot.fileCount,
        problems: [
          ...workspace.problems,
          ...analysis.failures.map(({ rule }) => say(`Rule ${rule} failed; its findings are missing.`)),
        ],
      });
    } catch (error) {
      busy = false;
      if (error instanceof ResponseError) return;
      log.failure(statusNotification, error);
      await send({ ...latest, busy, problems: [say('The configuration could not be checked; see the output.')] });
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

  // A check after typing takes milliseconds: only what may take longer is shown as busy.
  workspace.onDidChange((cause) => {
    work(cause !== 'document');
  });
  return () => {
    work(true);
  };
}
