// Quick fixes: the remedies of a finding, a comment that silences it or its rule in the file, its rule's page,
// all safe remedies of its rule in the file, and all of the file.
import type { Obstacle } from '../../core/text/obstacle.js';
import {
  CodeActionKind,
  CodeActionTriggerKind,
  LSPErrorCodes,
  ResponseError,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
} from 'vscode-languageserver';
import { changesFiles, combine, type Remedy } from '../../core/face/remedies.js';
import type { Finding } from '../../core/face/findings.js';
import { touches } from '../../core/text/range.js';
import type { FileEdit } from '../../core/text/edit.js';
import { canonicalUri } from '../../host/uri.js';
import { commands, type CopyFixArgument } from '../../protocol.js';
import { diagnosticOf, workspaceEditOf } from '../convert.js';
import type { Session } from '../session.js';
import { linesOf, type Snapshot } from '../snapshot.js';

export const fixAllKind = 'source.fixAll.exchangeCba';

/** Enough to find the finding again when the edit of a lazy action is asked for. */
interface ActionData {
  readonly uri: string;
  readonly generation: number;
  readonly action:
    | { readonly kind: 'remedy'; readonly finding: number; readonly remedy: number }
    | { readonly kind: 'suppress'; readonly finding: number }
    | { readonly kind: 'suppressInFile'; readonly finding: number }
    | { readonly kind: 'fixRule'; readonly rule: string }
    | { readonly kind: 'fixAll' };
}

type Edits = readonly FileEdit[] | Obstacle;

/** Whether a remedy leaves every other file alone: saving a document must not change another one. */
function changesOnly({ project }: Snapshot, remedy: Remedy, uri: string): boolean {
  const edits = project.edits([remedy]);
  return !('problem' in edits) && edits.every((file) => canonicalUri(file.uri) === uri);
}

/**
 * The remedies that may be applied to a file unasked: the safe ones that change it alone, which leave no
 * choice to a person. With a rule those of its findings.
 */
function safeRemedies(snapshot: Snapshot, uri: string, rule?: string): Remedy[] {
  const result: Remedy[] = [];
  for (const finding of snapshot.project.analysis.findings) {
    if (canonicalUri(finding.uri) !== uri || (rule !== undefined && finding.rule !== rule)) continue;
    const safe = finding.remedies.find(
      (remedy) => remedy.kind === 'safe' && !remedy.alternative && changesFiles(remedy),
    );
    if (safe && changesOnly(snapshot, safe, uri)) result.push(safe);
  }
  return result;
}

function editsOf(snapshot: Snapshot, { uri, action }: ActionData): Edits {
  const { project } = snapshot;
  if (action.kind === 'fixAll') return project.repairFile(uri);
  if (action.kind === 'fixRule') {
    return combine(safeRemedies(snapshot, uri, action.rule), (some) => project.fix(some)).edits;
  }
  const finding = project.analysis.findings[action.finding];
  if (!finding) return { problem: 'The finding no longer exists.' };
  if (action.kind === 'suppress') return project.suppress(finding);
  if (action.kind === 'suppressInFile') return project.suppressInFile(finding);
  const remedy = finding.remedies[action.remedy];
  return remedy ? project.fix([remedy]) : { problem: 'The fix no longer exists.' };
}

/** Whether a kind is asked for; nothing asked for means everything. */
function isWanted(only: readonly string[] | undefined, kind: string): boolean {
  return only?.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`)) ?? true;
}

function isData(value: unknown): value is ActionData {
  return typeof value === 'object' && value !== null && 'uri' in value && 'generation' in value && 'action' in value;
}

class ActionBuilder {
  readonly #session: Session;
  readonly #snapshot: Snapshot;
  readonly #uri: string;
  readonly #lazy: boolean;

  constructor(session: Session, snapshot: Snapshot, params: CodeActionParams) {
    this.#session = session;
    this.#snapshot = snapshot;
    this.#uri = canonicalUri(params.textDocument.uri);
    // A light bulb appears at every move of the cursor; what it offers is worked out when one is chosen.
    this.#lazy = session.abilities.resolveEdits && params.context.triggerKind === CodeActionTriggerKind.Automatic;
  }

  forFinding(finding: Finding, index: number): CodeAction[] {
    const { t, abilities, options } = this.#session;
    const diagnostic = diagnosticOf(this.#snapshot, finding, abilities, options.ruleAddress);
    const about = diagnostic ? [diagnostic] : [];
    const applicable = finding.remedies
      .map((remedy, at) => ({ remedy, at }))
      .filter(({ remedy }) => changesFiles(remedy));
    const safe = applicable.filter(({ remedy }) => remedy.kind === 'safe');
    const actions: CodeAction[] = [];
    for (const { remedy, at } of applicable) {
      const action = this.#action(remedy.title, CodeActionKind.QuickFix, about, {
        kind: 'remedy',
        finding: index,
        remedy: at,
      });
      if (!action) continue;
      if (abilities.preferredCodeActions && safe.length === 1 && safe[0]!.remedy === remedy && !remedy.alternative) {
        action.isPreferred = true;
      }
      actions.push(action);
    }
    // With one finding it is that finding's own fix.
    if (safe.length > 0 && safeRemedies(this.#snapshot, this.#uri, finding.rule).length > 1) {
      const title = t('Fix all problems of {0} in this file', finding.rule);
      const all = this.#action(title, CodeActionKind.QuickFix, about, { kind: 'fixRule', rule: finding.rule });
      if (all) actions.push(all);
    }
    const suppress = this.#action(t('Suppress {0} here', finding.rule), CodeActionKind.QuickFix, about, {
      kind: 'suppress',
      finding: index,
    });
    if (suppress) actions.push(suppress);
    const inFile = this.#action(t('Suppress {0} in this file', finding.rule), CodeActionKind.QuickFix, about, {
      kind: 'suppressInFile',
      finding: index,
    });
    if (inFile) actions.push(inFile);
    if (options.commands) {
      const title = t('Open page of {0}', finding.rule);
      actions.push({
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: about,
        command: { title, command: commands.openRule, arguments: [finding.rule] },
      });
      if (finding.remedies.length > 0) actions.push(this.#copy(finding, index, about));
    }
    return actions;
  }

  /**
   * A fix that changes no file is a script alone, so copying it is offered for every finding that has a fix.
   */
  #copy({ remedies }: Finding, index: number, diagnostics: Diagnostic[]): CodeAction {
    const title = this.#session.t('Copy the fix as a script…');
    const argument: CopyFixArgument = {
      generation: this.#snapshot.generation,
      finding: index,
      titles: remedies.map((remedy) => remedy.title),
    };
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      command: { title, command: commands.copyFix, arguments: [argument] },
    };
  }

  fixAll(): CodeAction[] {
    if (safeRemedies(this.#snapshot, this.#uri).length === 0) return [];
    const action = this.#action(this.#session.t('Apply all safe fixes of Exchange CBA'), fixAllKind, [], {
      kind: 'fixAll',
    });
    return action ? [action] : [];
  }

  /** Null where there is nothing to do, or nothing can be done and the client cannot show why. */
  #action(title: string, kind: string, diagnostics: Diagnostic[], what: ActionData['action']): CodeAction | null {
    const { abilities } = this.#session;
    const data: ActionData = { uri: this.#uri, generation: this.#snapshot.generation, action: what };
    const action: CodeAction = { title, kind, ...(diagnostics.length > 0 ? { diagnostics } : {}) };
    // Whether a finding can be silenced depends on its file alone, and is cheap to see.
    if (this.#lazy && what.kind !== 'suppress' && what.kind !== 'suppressInFile') return { ...action, data };
    const edits = editsOf(this.#snapshot, data);
    if ('problem' in edits) {
      return abilities.disabledCodeActions ? { ...action, disabled: { reason: edits.problem } } : null;
    }
    if (edits.length === 0) return null;
    const edit = workspaceEditOf(this.#snapshot, edits, abilities);
    return edit ? { ...action, edit } : null;
  }
}

export function registerCodeActions(session: Session): void {
  const { connection, workspace, run, abilities } = session;

  connection.onCodeAction((params, token) =>
    run('textDocument/codeAction', token, [], async () => {
      const snapshot = await workspace.checked();
      const file = snapshot.source(params.textDocument.uri);
      if (!file || !abilities.literalCodeActions) return [];
      const { only, triggerKind } = params.context;
      const builder = new ActionBuilder(session, snapshot, params);
      const actions: CodeAction[] = [];
      if (isWanted(only, CodeActionKind.QuickFix)) {
        const lines = linesOf(file);
        const selected = { start: lines.offsetAt(params.range.start), end: lines.offsetAt(params.range.end) };
        snapshot.project.analysis.findings.forEach((finding, index) => {
          if (canonicalUri(finding.uri) !== file.uri || !touches(finding.range, selected)) return;
          actions.push(...builder.forFinding(finding, index));
        });
      }
      const asked = only !== undefined || triggerKind !== CodeActionTriggerKind.Automatic;
      if (asked && isWanted(only, fixAllKind)) actions.push(...builder.fixAll());
      return actions;
    }),
  );

  connection.onCodeActionResolve((action, token) =>
    run('codeAction/resolve', token, action, async () => {
      const data: unknown = action.data;
      if (!isData(data) || action.edit) return action;
      const snapshot = await workspace.checked();
      if (snapshot.generation !== data.generation) {
        throw new ResponseError(LSPErrorCodes.ContentModified, 'The files have changed since this was offered.');
      }
      const edits = editsOf(snapshot, data);
      if ('problem' in edits) throw new ResponseError(LSPErrorCodes.RequestFailed, edits.problem);
      const edit = workspaceEditOf(snapshot, edits, abilities);
      return edit ? { ...action, edit } : action;
    }),
  );
}
