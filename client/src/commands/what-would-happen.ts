// Command: what a request would get: at a path of the tree, with a certificate, or as on a line of a log.
import { l10n, Uri, window, workspace, type QuickPickItem } from 'vscode';
import type { SimulationParams } from '../../../server/src/protocol.js';
import { logLanguage } from '../base/log-language.js';
import type { ServerAccess } from '../base/server-access.js';
import type { ReportPanels } from '../views/report-panel.js';
import { chosenServer, rootOf } from './choose-server.js';

interface ClientItem extends QuickPickItem {
  readonly from: SimulationParams['from'];
  readonly certificate: string | null;
}

/** `Default Web Site/owa` of an item of the tree; null for anything else. */
function pathOf(of: unknown): string | null {
  if (typeof of !== 'object' || of === null || !('configurationPath' in of)) return null;
  const { configurationPath } = of;
  return typeof configurationPath === 'string' && configurationPath !== '' ? configurationPath : null;
}

/** The path of the request on the line of an IIS log that the cursor is on; null elsewhere. */
function pathOnLine(): string | null {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== logLanguage) return null;
  const line = editor.document.lineAt(editor.selection.active.line).text;
  return / (?:GET|POST|OPTIONS|PUT|HEAD|DELETE) (\/\S*) /.exec(line)?.[1] ?? null;
}

async function clientItems(): Promise<readonly ClientItem[]> {
  const files = await workspace.findFiles('**/*.{cer,crt,der,pem}', '**/node_modules/**', 50);
  return [
    { label: l10n.t('No certificate'), from: 'client', certificate: null },
    { label: l10n.t('A gateway with a Kerberos ticket'), from: 'gateway', certificate: null },
    ...files.map((uri): ClientItem => ({
      label: uri.path.slice(uri.path.lastIndexOf('/') + 1),
      description: workspace.asRelativePath(uri),
      from: 'client',
      certificate: uri.toString(),
    })),
  ];
}

export async function whatWouldHappen(server: ServerAccess, reports: ReportPanels, of: unknown): Promise<void> {
  const certificate = of instanceof Uri ? of.toString() : null;
  const node = await chosenServer(server, rootOf(of) === null ? undefined : of, l10n.t('Which server?'));
  if (!node) return;
  const configurationPath = pathOf(of);
  const known = configurationPath === null ? pathOnLine() : `/${configurationPath.split('/').slice(1).join('/')}`;
  const url =
    known ??
    (await window.showInputBox({
      prompt: l10n.t('Path or URL of the request'),
      value: '/Microsoft-Server-ActiveSync',
    }));
  if (url === undefined || url.trim() === '') return;
  const client =
    certificate === null
      ? await window.showQuickPick(await clientItems(), { placeHolder: l10n.t('What does the client send?') })
      : { from: 'client' as const, certificate };
  if (!client) return;
  const params: SimulationParams = {
    root: node.root,
    url,
    ...(configurationPath === null ? {} : { configurationPath }),
    from: client.from,
    certificate: client.certificate,
  };
  await reports.show({ kind: 'simulation', roots: [node.root], title: `${node.name}: ${url}`, simulation: params });
}
