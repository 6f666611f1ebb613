// The commands whose saved output would tell more about a server of a project.
import { buildWorld } from '../simulate/build-world.js';
import { evidenceToGet } from '../simulate/evidence-to-get.js';
import type { Question } from '../simulate/questions.js';
import type { CheckedServer } from './assembled-server.js';

export function evidenceToGetFor(server: CheckedServer): readonly Question[] {
  const world = buildWorld({
    ...server,
    root: server.root,
    windowsServer: null,
    certificates: [],
    shown: [],
    findings: [],
    now: 0,
  });
  return evidenceToGet(world, server.exchange?.termination.value ?? 'none');
}
