// Any remedies as a script of the wanted form, forward or back.
import type { Obstacle } from '../text/obstacle.js';
import { appcmdScript } from './appcmd.js';
import { emsScript } from './ems.js';
import type { Procedure } from './operations.js';
import { procedureOf, serverOf } from './operations.js';
import type { RemedyContext } from './place.js';
import { isObstacle } from './place.js';
import { powershellScript } from './powershell.js';
import type { Remedy } from './remedy.js';

export type ScriptForm = 'appcmd' | 'powershell' | 'ems';

const writers: Readonly<Record<ScriptForm, (procedure: Procedure) => string | Obstacle>> = {
  appcmd: appcmdScript,
  powershell: powershellScript,
  ems: emsScript,
};

export const scriptForms = Object.keys(writers) as readonly ScriptForm[];

/**
 * The script that brings remedies of one server about; with `rollback` the one that leads back to the state
 * that the files show now. Refused for remedies of several servers, for names that no script can hold, and
 * where the state of a collection before cannot be known.
 */
export function scriptFor(
  remedies: readonly Remedy[],
  context: RemedyContext,
  form: ScriptForm,
  rollback = false,
): string | Obstacle {
  const server = serverOf(remedies, context);
  if (isObstacle(server)) return server;
  const procedure = procedureOf(remedies, server, rollback);
  return isObstacle(procedure) ? procedure : writers[form](procedure);
}
