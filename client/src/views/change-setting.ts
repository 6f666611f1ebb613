// Asks for the new value of a setting or list as its type has it, and shows what changes before anything does.
import { l10n, window, type QuickPickItem } from 'vscode';
import {
  changeSettingRequest,
  changeSettingScriptRequest,
  type ChangeSettingResult,
  type EntryEdit,
  type PageEdit,
  type ScriptResult,
  type SettingEdit,
} from '../../../server/src/protocol.js';
import { copyScript } from '../base/copy-script.js';
import { applyWithPreview } from '../base/preview-edit.js';
import type { ServerAccess } from '../base/server-access.js';
import type { ChangeForm, ShownCollection, ShownSetting } from '../webview/effective-messages.js';

export async function changeSetting(way: Way, setting: ShownSetting, edit: Omit<SettingEdit, 'value'>): Promise<void> {
  const value = edit.action === 'reset' ? null : await askFor(setting);
  if (value === undefined) return;
  const title = value === null ? l10n.t('Reset {0}', setting.name) : l10n.t('Set {0} to {1}', setting.name, value);
  await change(way, { ...edit, value }, title);
}

/** What comes of a change. */
export interface Way {
  readonly server: ServerAccess;
  readonly form: ChangeForm;
}

type Where = Pick<EntryEdit, 'root' | 'configurationPath' | 'section' | 'name'>;

/** Asks for the attributes of a new entry one after the other. */
export async function addEntry(way: Way, { fields }: ShownCollection, where: Where): Promise<void> {
  const attributes: Record<string, string> = {};
  for (const { name, type, names } of fields) {
    const isFree = type !== 'bool' && type !== 'enum';
    const value = await askFor({ name, type, names, value: null }, isFree);
    if (value === undefined) return;
    if (value !== '') attributes[name] = value;
  }
  const title = l10n.t('Add the entry {0}', Object.values(attributes).join(', '));
  await change(way, { ...where, action: 'addEntry', attributes }, title);
}

export async function removeEntry(way: Way, where: Where, at: number, entry: string): Promise<void> {
  await change(way, { ...where, action: 'removeEntry', at, entry }, l10n.t('Remove the entry {0}', entry));
}

export async function moveEntry(way: Way, where: Where, at: number, entry: string, by: -1 | 1): Promise<void> {
  const title = by < 0 ? l10n.t('Move the entry {0} up', entry) : l10n.t('Move the entry {0} down', entry);
  await change(way, { ...where, action: 'moveEntry', at, entry, by }, title);
}

export async function resetEntries(way: Way, where: Where): Promise<void> {
  await change(way, { ...where, action: 'resetEntries' }, l10n.t('Reset {0}', where.name || where.section));
}

async function change({ server, form }: Way, edit: PageEdit, title: string): Promise<void> {
  if (form !== 'files') {
    const ask = (rollback: boolean): Promise<ScriptResult | null> =>
      server.client.sendRequest<ScriptResult | null>(changeSettingScriptRequest, { edit, form, rollback });
    return copyScript(ask);
  }
  const plan = await server.client.sendRequest<ChangeSettingResult | null>(changeSettingRequest, edit);
  if (plan?.kind === 'problem') void window.showErrorMessage(plan.problem);
  if (plan?.kind !== 'plan') return;
  if (plan.edits.length === 0) {
    void window.showInformationMessage(l10n.t('The value is set already.'));
    return;
  }
  if (await isWanted(plan)) await applyWithPreview(plan.edits, title);
}

/** Problems that a change brings, and other paths that it reaches, are said before. */
async function isWanted({
  added,
  notes: known,
  alsoAt,
}: Extract<ChangeSettingResult, { kind: 'plan' }>): Promise<boolean> {
  const others = alsoAt.slice(0, 5).join(', ') + moreText(alsoAt.length - 5);
  const notes = [
    ...known,
    ...(added.length === 0 ? [] : [`${l10n.t('New problems:')} ${added.join(' ')}`]),
    ...(alsoAt.length === 0 ? [] : [l10n.t('These paths inherit the value too: {0}.', others)]),
  ];
  if (notes.length === 0) return true;
  const preview = l10n.t('Show Preview');
  return (await window.showWarningMessage(notes.join(' '), preview)) === preview;
}

function moreText(count: number): string {
  return count > 0 ? ` ${l10n.t('and {0} more', count)}` : '';
}

/** Undefined where nothing was chosen. */
async function askFor(
  { name, type, names, value }: Pick<ShownSetting, 'name' | 'type' | 'names' | 'value'>,
  isFree = false,
): Promise<string | undefined> {
  const known = value ?? '';
  const title = l10n.t('Value of {0}', name);
  if (type === 'bool') {
    const items = ['true', 'false'].map((label) => item(label, label === known));
    return (await window.showQuickPick(items, { title }))?.label;
  }
  if (type === 'enum' && names.length > 0) {
    return (
      await window.showQuickPick(
        names.map((label) => item(label, label === known)),
        { title },
      )
    )?.label;
  }
  if (type === 'flags' && names.length > 0) {
    const set = known.split(',').map((one) => one.trim().toLowerCase());
    const items = names.map((label) => ({ label, picked: set.includes(label.toLowerCase()) }));
    const chosen = await window.showQuickPick(items, { title, canPickMany: true });
    return chosen && (chosen.length === 0 ? noFlags(names) : chosen.map(({ label }) => label).join(', '));
  }
  return isFree && names.length > 0 ? pickOrType(title, names) : window.showInputBox({ title, value: known });
}

/** What is typed is a choice as well. */
function pickOrType(title: string, values: readonly string[]): Promise<string | undefined> {
  const pick = window.createQuickPick();
  pick.title = title;
  pick.items = values.map((label) => ({ label }));
  pick.onDidChangeValue((typed) => {
    const own = typed === '' || values.includes(typed) ? [] : [typed];
    pick.items = [...own, ...values].map((label) => ({ label }));
  });
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.label);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function item(label: string, isNow: boolean): QuickPickItem {
  return isNow ? { label, description: l10n.t('current value') } : { label };
}

/** Some flags have a name for none of them. */
function noFlags(names: readonly string[]): string {
  return names.find((name) => /^none$/i.test(name)) ?? '';
}
