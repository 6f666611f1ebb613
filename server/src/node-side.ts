// What a Node process supplies to the server bundle, which otherwise runs in a web worker.
import type { Host } from './host/host.js';

/** A worker's port as far as messages of the protocol need it. */
export interface MessagePort {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  addEventListener(type: string, listener: unknown): void;
  postMessage(message: unknown): void;
}

export interface NodeSide {
  readonly port: MessagePort;
  readonly host: Host;
  /** The address of the rule pages; null where they are not there. */
  readonly ruleAddress: string | null;
}
