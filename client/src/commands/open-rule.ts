// Command: open the page of a rule, which the extension brings along.
import { commands, FileType, l10n, Uri, window, workspace } from 'vscode';

/** Every rule that has a page, `<group>/<name>`. */
async function rulesWithPages(pages: Uri): Promise<string[]> {
  const folders = (await workspace.fs.readDirectory(pages)).filter(([, type]) => type === FileType.Directory);
  const rules = await Promise.all(
    folders.map(async ([group]) => {
      const files = await workspace.fs.readDirectory(Uri.joinPath(pages, group));
      return files.filter(([name]) => name.endsWith('.md')).map(([name]) => `${group}/${name.slice(0, -'.md'.length)}`);
    }),
  );
  return rules.flat().sort();
}

/** Needs no language server: the pages are in the extension's own folder. */
export async function openRule(extension: Uri, id: unknown): Promise<void> {
  const rulePages = Uri.joinPath(extension, 'docs/rules');
  const rule =
    typeof id === 'string'
      ? id
      : await window.showQuickPick(rulesWithPages(rulePages), { placeHolder: l10n.t('Rule') });
  if (rule === undefined) return;
  const page = Uri.joinPath(rulePages, `${rule}.md`);
  try {
    await workspace.fs.stat(page);
  } catch {
    void window.showWarningMessage(l10n.t('There is no page for rule {0}.', rule));
    return;
  }
  await commands.executeCommand('markdown.showPreview', page);
}
