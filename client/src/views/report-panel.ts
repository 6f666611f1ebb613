// A report as a page: made by the language server, shown without scripts, each place a link, following the
// files as they change.
import { l10n, Uri, ViewColumn, window, workspace, type Disposable, type WebviewPanel } from 'vscode';
import { commands, simulationRequest, type ReportParams, type SimulationParams } from '../../../server/src/protocol.js';
import type { ServerAccess } from '../base/server-access.js';
import { csvBytes } from '../base/text-bytes.js';

/** What a report is of; the server names its language, format, and links. */
export type Report =
  | (Pick<ReportParams, 'kind' | 'roots'> & { readonly title: string })
  | {
      readonly kind: 'simulation';
      readonly roots: readonly string[];
      readonly title: string;
      readonly simulation: SimulationParams;
    };

const viewType = 'exchangeCba.report';

/** The colors of the editor's theme for the page, whose own are for a browser. */
const themeStyle = `<style>
:root { --text: var(--vscode-editor-foreground); --page: var(--vscode-editor-background); --link: var(--vscode-textLink-foreground);
  --faint: var(--vscode-descriptionForeground); --line: var(--vscode-contrastBorder, var(--vscode-panel-border));
  --shade: var(--vscode-textCodeBlock-background); --error: var(--vscode-editorError-foreground);
  --warning: var(--vscode-editorWarning-foreground); --information: var(--vscode-editorInfo-foreground);
  --hint: var(--vscode-descriptionForeground); --done: var(--vscode-testing-iconPassed); --mark: var(--vscode-editor-findMatchHighlightBackground); }
body { font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
code, pre { font-family: var(--vscode-editor-font-family); }
a code { color: inherit; background: none; padding: 0; }
</style>
</head>`;

/** By the name that the user chose. */
function formatOf({ path }: Uri): ReportParams['format'] {
  if (/\.md$/i.test(path)) return 'markdown';
  return /\.csv$/i.test(path) ? 'csv' : 'html';
}

export class ReportPanels implements Disposable {
  readonly #panels = new Map<WebviewPanel, Report>();
  readonly #server: ServerAccess;

  constructor(server: ServerAccess) {
    this.#server = server;
  }

  async show(report: Report): Promise<void> {
    const key = JSON.stringify(report);
    for (const [panel, shown] of this.#panels) {
      if (JSON.stringify(shown) !== key) continue;
      panel.reveal();
      return;
    }
    const panel = window.createWebviewPanel(viewType, report.title, ViewColumn.Active, {
      enableScripts: false,
      enableFindWidget: true,
      enableCommandUris: [commands.openPlace],
      localResourceRoots: [],
    });
    this.#panels.set(panel, report);
    panel.onDidDispose(() => this.#panels.delete(panel));
    await this.#draw(panel, report);
  }

  /** Shows what the files say now. */
  refresh(): void {
    for (const [panel, report] of this.#panels) {
      // Of a server that ends meanwhile the page stays as it is; the next one draws it again.
      this.#draw(panel, report).catch(() => undefined);
    }
  }

  /** Saves the report that is being looked at as a file. */
  async export(): Promise<void> {
    const [, report] = [...this.#panels].find(([panel]) => panel.active) ?? [];
    if (!report) return;
    const [folder] = workspace.workspaceFolders ?? [];
    const name = `${report.title.replace(/[\\/:*?"<>|]/g, '-')}.html`;
    const target = await window.showSaveDialog({
      ...(folder ? { defaultUri: Uri.joinPath(folder.uri, name) } : {}),
      filters: report.kind === 'simulation' ? { HTML: ['html'] } : { HTML: ['html'], Markdown: ['md'], CSV: ['csv'] },
    });
    if (!target) return;
    const format = formatOf(target);
    const text = (await this.#text(report, format, false)) ?? '';
    await workspace.fs.writeFile(target, format === 'csv' ? csvBytes(text) : new TextEncoder().encode(text));
  }

  dispose(): void {
    for (const panel of this.#panels.keys()) panel.dispose();
  }

  #text(report: Report, format: ReportParams['format'], links: boolean): Promise<string | null> {
    return report.kind === 'simulation'
      ? this.#server.client.sendRequest<string | null>(simulationRequest, { ...report.simulation, links })
      : this.#server.report({ kind: report.kind, roots: report.roots, format, links });
  }

  async #draw(panel: WebviewPanel, report: Report): Promise<void> {
    const html = await this.#text(report, 'html', true);
    const gone = `<p>${l10n.t('The servers of this report are no longer in the workspace.')}</p>`;
    const page = (html ?? `<html><head></head><body>${gone}</body></html>`).replace('</head>', themeStyle);
    // A page that is set again loses its place, and one that was closed meanwhile has none.
    if (this.#panels.has(panel) && panel.webview.html !== page) panel.webview.html = page;
  }
}
