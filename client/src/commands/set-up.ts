// Command: set client certificates up, step by step: servers, where they are validated, for which users, and
// how.
import { l10n, QuickPickItemKind, window, workspace, type QuickPickItem } from 'vscode';
import {
  setUpChoicesRequest,
  setUpRequest,
  setUpScriptRequest,
  type PlanResult,
  type SetUpChoicesResult,
  type SetUpParams,
  type SetUpScriptParams,
  type ScriptResult,
} from '../../../server/src/protocol.js';
import { applyWithPreview } from '../base/preview-edit.js';
import type { ServerAccess } from '../base/server-access.js';
import { rootOf, serverItems } from './choose-server.js';

type Target = SetUpParams['to'];
type Form = SetUpScriptParams['form'];
type Plan = Extract<PlanResult, { kind: 'plan' }>;

interface Item<T> extends QuickPickItem {
  readonly value: T;
}

/** The steps in a title, so that a person knows how many are left. */
const stepTitle = (step: number): string => l10n.t('Set Up Client Certificates ({0} of 4)', step);

function targetItems(): readonly Item<Target>[] {
  return [
    {
      value: 'exchange',
      label: l10n.t('Exchange'),
      detail: l10n.t('IIS requests the certificate and maps it to the account of the user.'),
    },
    {
      value: 'device',
      label: l10n.t('Gateway'),
      detail: l10n.t('An MDM gateway or reverse proxy validates it and signs in with Kerberos (KCD).'),
    },
    {
      value: 'legacy',
      label: l10n.t('Another Exchange server'),
      detail: l10n.t('This legacy server gets its requests from a newer Exchange server (coexistence).'),
    },
    {
      value: 'default',
      label: l10n.t('Nowhere'),
      detail: l10n.t('No client certificates: the Exchange default settings.'),
    },
  ];
}

/** The servers to set up: the one of the tree item, the only one, or those that are picked. */
async function chosenRoots(access: ServerAccess, of: unknown): Promise<readonly string[] | undefined> {
  const items = await serverItems(access);
  if (!items) return undefined;
  const root = rootOf(of);
  const known = items.find(({ node }) => node.root === root) ?? (items.length === 1 ? items[0] : undefined);
  if (known) return [known.node.root];
  const picked = await window.showQuickPick(items, {
    title: stepTitle(1),
    placeHolder: l10n.t('Which servers?'),
    canPickMany: true,
    matchOnDescription: true,
  });
  return picked?.map(({ node }) => node.root);
}

/** The virtual directories of all chosen servers, each once; those of the procedure are ticked. */
function directoryItems(choices: SetUpChoicesResult): readonly Item<string>[] {
  const items = new Map<string, Item<string>>();
  for (const { directories } of choices) {
    for (const { configurationPath, isChosen, notes } of directories) {
      const known = items.get(configurationPath.toLowerCase());
      items.set(configurationPath.toLowerCase(), {
        value: configurationPath,
        label: configurationPath,
        detail: notes.join(' '),
        picked: isChosen || known?.picked === true,
      });
    }
  }
  return [...items.values()];
}

type Way =
  | { readonly kind: 'files' }
  | { readonly kind: 'effect' }
  | { readonly kind: 'script'; readonly form: Form; readonly rollback: boolean };

function wayItems({ edits, solved, added }: Plan): readonly (Item<Way> | QuickPickItem)[] {
  const outcome = [
    solved.length === 1 ? l10n.t('fixes 1 problem') : l10n.t('fixes {0} problems', solved.length),
    ...(added.length === 0
      ? []
      : [added.length === 1 ? l10n.t('1 new problem') : l10n.t('{0} new problems', added.length)]),
  ].join(', ');
  const files: Item<Way> = {
    value: { kind: 'files' },
    label: l10n.t('Review the changes in the files…'),
    description: edits.length === 1 ? l10n.t('1 file') : l10n.t('{0} files', edits.length),
    detail: outcome,
  };
  const effect: Item<Way> = {
    value: { kind: 'effect' },
    label: l10n.t('Show what the change fixes and causes'),
  };
  const script = (form: Form, rollback: boolean, label: string): Item<Way> => ({
    value: { kind: 'script', form, rollback },
    label,
  });
  const { Separator } = QuickPickItemKind;
  return [
    files,
    effect,
    { label: l10n.t('Scripts to run on the server'), kind: Separator },
    script('ems', false, l10n.t('Exchange Management Shell script')),
    script('powershell', false, l10n.t('PowerShell script')),
    script('appcmd', false, l10n.t('appcmd script')),
    { label: l10n.t('Rollback scripts'), kind: Separator },
    script('ems', true, l10n.t('Exchange Management Shell script, rollback')),
    script('powershell', true, l10n.t('PowerShell script, rollback')),
    script('appcmd', true, l10n.t('appcmd script, rollback')),
  ];
}

/** Shows the problems that the change fixes and causes, and what no file contains, while the question stays open. */
async function showEffect({ solved, added, notes }: Plan, title: string): Promise<void> {
  const part = (heading: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', `## ${heading}`, '', ...lines.map((line) => `- ${line}`)];
  const content = [
    `# ${title}`,
    ...part(l10n.t('Fixed problems'), solved),
    ...part(l10n.t('New problems'), added),
    ...part(l10n.t('Notes'), notes),
    '',
  ].join('\n');
  const document = await workspace.openTextDocument({ language: 'markdown', content });
  await window.showTextDocument(document, { preserveFocus: true });
}

/** The script of each server in an editor of its own; with several, each begins with the name of its server. */
async function openScripts(access: ServerAccess, params: SetUpScriptParams): Promise<void> {
  const { roots, form } = params;
  const nodes = roots.length === 1 ? [] : await access.serverNodes();
  for (const root of roots) {
    const request: SetUpScriptParams = { ...params, roots: [root] };
    const result = await access.client.sendRequest<ScriptResult | null>(setUpScriptRequest, request);
    if (result?.kind === 'script') {
      const name = nodes.find((node) => node.root === root)?.name.replace(/[^\p{L}\p{N} ._-]/gu, '_');
      const head = name === undefined ? '' : `${form === 'appcmd' ? '@rem' : '#'} ${name}\r\n`;
      const language = form === 'appcmd' ? 'bat' : 'powershell';
      const document = await workspace.openTextDocument({ language, content: head + result.text });
      await window.showTextDocument(document, { preview: false });
    } else if (result) void window.showErrorMessage(result.problem);
  }
}

/** How the change is applied; what it does is shown as often as it is asked for. */
async function chosenWay(plan: Plan, title: string): Promise<Exclude<Way, { kind: 'effect' }> | undefined> {
  for (;;) {
    const way = await window.showQuickPick(wayItems(plan), {
      title: stepTitle(4),
      placeHolder: l10n.t('How do you want to apply the change?'),
      matchOnDetail: true,
    });
    if (!way || !('value' in way)) return undefined;
    if (way.value.kind !== 'effect') return way.value;
    await showEffect(plan, title);
  }
}

export async function setUp(access: ServerAccess, of: unknown): Promise<void> {
  const roots = await chosenRoots(access, of);
  if (!roots || roots.length === 0) return;
  const target = await window.showQuickPick(targetItems(), {
    title: stepTitle(2),
    placeHolder: l10n.t('Where are client certificates validated?'),
    matchOnDetail: true,
  });
  if (!target) return;
  const { value: to } = target;
  const all = await access.client.sendRequest<SetUpChoicesResult>(setUpChoicesRequest, { to });
  const choices = all.filter(({ root }) => roots.includes(root));
  if (choices.length === 0) {
    const text = l10n.t('No Exchange server found: the steps are for the virtual directories of Exchange.');
    void window.showInformationMessage(text);
    return;
  }
  const picked = await window.showQuickPick(directoryItems(choices), {
    title: stepTitle(3),
    placeHolder: l10n.t('For which virtual directories?'),
    canPickMany: true,
  });
  if (!picked || picked.length === 0) return;
  const params: SetUpParams = { roots, to, virtualDirectories: picked.map(({ value }) => value) };
  const plan = await access.client.sendRequest<PlanResult | null>(setUpRequest, params);
  if (plan?.kind === 'problem') void window.showErrorMessage(plan.problem);
  if (plan?.kind !== 'plan') return;
  if (plan.edits.length === 0) {
    void window.showInformationMessage(l10n.t('This setup is already configured.'));
    return;
  }
  for (const message of plan.added) access.output.warn(`${l10n.t('New after this change')}: ${message}`);
  const title = l10n.t('Client certificates: {0}', target.label);
  const way = await chosenWay(plan, title);
  if (!way) return;
  if (way.kind === 'script') {
    await openScripts(access, { ...params, form: way.form, rollback: way.rollback });
    return;
  }
  // What no file holds is said beside the preview.
  if (plan.notes.length > 0) void window.showInformationMessage(plan.notes.join(' '));
  await applyWithPreview(plan.edits, title);
}
