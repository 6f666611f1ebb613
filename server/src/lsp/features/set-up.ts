// Changes of whole servers, worked out for a person to look at: setting client certificates up, and all
// fixes.
import type { Obstacle } from '../../core/text/obstacle.js';
import type { Plan } from '../../core/face/project.js';
import { canonicalUri } from '../../host/uri.js';
import {
  fixScriptRequest,
  fixServerRequest,
  setUpChoicesRequest,
  setUpRequest,
  setUpScriptRequest,
  setUpTargets,
  type FixScriptParams,
  type FixServerParams,
  type FixServerResult,
  type PlanResult,
  type SetUpChoicesParams,
  type SetUpChoicesResult,
  type SetUpParams,
  type SetUpScriptParams,
  type ScriptResult,
} from '../../protocol.js';
import { fileEditsOf } from '../convert.js';
import { onCustomRequest } from '../custom-request.js';
import type { Session } from '../session.js';
import type { Snapshot } from '../snapshot.js';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const areTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const isTarget = (value: unknown): boolean => setUpTargets.some((target) => target === value);

function isSetUp(params: unknown): params is SetUpParams {
  return isObject(params) && areTexts(params.roots) && areTexts(params.virtualDirectories) && isTarget(params.to);
}

export const isForm = (value: unknown): boolean => ['appcmd', 'powershell', 'ems'].some((form) => form === value);

function isScript(params: unknown): params is SetUpScriptParams {
  return isSetUp(params) && 'form' in params && isForm(params.form) && 'rollback' in params;
}

function planResult(session: Session, snapshot: Snapshot, plan: Plan | Obstacle): PlanResult {
  if ('problem' in plan) return { kind: 'problem', problem: plan.problem };
  const edits = fileEditsOf(snapshot, plan.edits);
  if (!edits) return { kind: 'problem', problem: session.t('A file to change is not available.') };
  return {
    kind: 'plan',
    edits,
    notes: plan.notes,
    solved: plan.solved.map(({ message }) => message),
    added: plan.added.map(({ message }) => message),
  };
}

export function registerSetUp(session: Session): void {
  const { connection, workspace, run } = session;

  onCustomRequest(connection, setUpChoicesRequest, (params, token) =>
    run(setUpChoicesRequest, token, [], async (): Promise<SetUpChoicesResult> => {
      if (!isObject(params) || !isTarget(params.to)) return [];
      const { to } = params as unknown as SetUpChoicesParams;
      const { project } = await workspace.checked();
      return project.analysis.servers.flatMap(({ root }) => {
        const choices = project.setUpChoices(root, to);
        return choices ? [{ root, ...choices }] : [];
      });
    }),
  );

  onCustomRequest(connection, setUpRequest, (params, token) =>
    run(setUpRequest, token, null, async (): Promise<PlanResult | null> => {
      if (!isSetUp(params)) return null;
      const snapshot = await workspace.checked();
      const { to, virtualDirectories } = params;
      const requests = params.roots.map((root) => ({ root: canonicalUri(root), to, virtualDirectories }));
      return planResult(session, snapshot, snapshot.project.setUp(requests));
    }),
  );

  onCustomRequest(connection, setUpScriptRequest, (params, token) =>
    run(setUpScriptRequest, token, null, async (): Promise<ScriptResult | null> => {
      const [root] = isScript(params) ? params.roots : [];
      if (!isScript(params) || root === undefined) return null;
      const { to, virtualDirectories, form, rollback } = params;
      const { project } = await workspace.snapshot();
      const script = project.setUpScript({ root: canonicalUri(root), to, virtualDirectories }, form, rollback);
      return typeof script === 'string' ? { kind: 'script', text: script } : { kind: 'problem', ...script };
    }),
  );

  onCustomRequest(connection, fixScriptRequest, (params, token) =>
    run(fixScriptRequest, token, null, async (): Promise<ScriptResult | null> => {
      if (!isObject(params) || !isForm(params.form)) return null;
      const { generation, finding, remedy, form, rollback } = params as unknown as FixScriptParams;
      const { project, generation: current } = await workspace.checked();
      const chosen = generation === current ? project.analysis.findings[finding]?.remedies[remedy] : undefined;
      if (!chosen) return null;
      const script = project.script([chosen], form, rollback);
      return typeof script === 'string' ? { kind: 'script', text: script } : { kind: 'problem', ...script };
    }),
  );

  onCustomRequest(connection, fixServerRequest, (params, token) =>
    run(fixServerRequest, token, null, async (): Promise<FixServerResult | null> => {
      if (!isObject(params) || typeof params.root !== 'string') return null;
      const { root, mode } = params as unknown as FixServerParams;
      const snapshot = await workspace.checked();
      const plan = snapshot.project.repairServer(canonicalUri(root), mode === 'safe' ? 'safe' : 'all');
      return plan && { ...planResult(session, snapshot, plan), refused: plan.refused };
    }),
  );
}
