// The one connection to the extension, and what survives when the view is hidden.
import type { FromView } from './messages.js';

/** What is kept: nothing of the certificates themselves. */
export interface ViewState {
  readonly index: number;
  readonly search: string;
  readonly scroll: number;
}

interface EditorApi {
  postMessage(message: FromView): void;
  getState(): ViewState | undefined;
  setState(state: ViewState): void;
}

declare function acquireVsCodeApi(): EditorApi;

export const host = acquireVsCodeApi();

export function send(message: FromView): void {
  host.postMessage(message);
}

/** Fills `{placeholders}` of the view's own words. */
export function fill(template: string, data: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole));
}
