// Command: compare two certificates, of the files that were selected, or picked among those of the workspace.
import { l10n, Uri, window, workspace, type QuickPickItem } from 'vscode';
import { showable } from '../../../server/src/core/certificate/showable.js';
import { pageContext } from './clock.js';
import { titleOf } from './view-model/names.js';
import { rowOf } from './view-model/rows.js';
import { withoutIcons } from './view-model/labels.js';
import { escapeMarkdown } from './view-model/markdown.js';
import { compareRows } from './view-model/compare.js';
import { byExpiry } from './overview.js';
import type { FoundCertificate, WorkspaceCertificates } from './workspace-certificates.js';

interface Item extends QuickPickItem {
  readonly found: FoundCertificate;
}

function items(found: readonly FoundCertificate[]): Item[] {
  return found.map((each) => {
    const row = rowOf(each.entry, each.index, pageContext());
    const description = [row.state, row.until, workspace.asRelativePath(each.uri)].join(' · ');
    return {
      label: withoutIcons(row.title),
      description: withoutIcons(showable(description)),
      detail: withoutIcons(row.subtitle),
      found: each,
    };
  });
}

async function chosen(certificates: WorkspaceCertificates, selected: unknown): Promise<FoundCertificate[]> {
  const all = await byExpiry(certificates);
  const uris = Array.isArray(selected) ? selected.filter((uri): uri is Uri => uri instanceof Uri) : [];
  if (uris.length === 2) {
    const two = uris.flatMap((uri) => all.find((each) => each.uri.toString() === uri.toString()) ?? []);
    if (two.length === 2) return two;
  }
  const picked = await window.showQuickPick(items(all), {
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
    placeHolder: l10n.t('Which two certificates?'),
  });
  return picked?.map(({ found }) => found) ?? [];
}

/** Shows both side by side as a document. */
export async function compareCertificates(
  certificates: WorkspaceCertificates,
  selected: unknown,
): Promise<string | undefined> {
  const [left, right] = await chosen(certificates, selected);
  if (!left || !right) return undefined;
  const around = pageContext();
  const rows = compareRows(left.certificate, right.certificate, around);
  const cell = (text: string): string =>
    text
      .split('\n')
      .map((line) => escapeMarkdown(line, 500))
      .join('<br>');
  const markdown = [
    `# ${escapeMarkdown(titleOf(left.certificate))} ↔ ${escapeMarkdown(titleOf(right.certificate))}`,
    '',
    `| | ${escapeMarkdown(workspace.asRelativePath(left.uri))} | ${escapeMarkdown(workspace.asRelativePath(right.uri))} | |`,
    '| --- | --- | --- | --- |',
    ...rows.map(
      ({ label, left: a, right: b, same }) =>
        `| ${cell(label)} | ${cell(a)} | ${cell(b)} | ${same ? '=' : `**≠ ${escapeMarkdown(l10n.t('different'))}**`} |`,
    ),
    '',
  ].join('\n');
  const document = await workspace.openTextDocument({ language: 'markdown', content: markdown });
  await window.showTextDocument(document, { preview: true });
  return markdown;
}
