// Files under other names that the user had checked: they count again whenever the server starts.
import type { Memento } from 'vscode';

const key = 'checkedFiles';
const most = 100;

export class CheckedFiles {
  readonly #state: Memento;

  constructor(workspaceState: Memento) {
    this.#state = workspaceState;
  }

  /** The latest last. */
  get uris(): readonly string[] {
    return this.#state.get<readonly string[]>(key, []);
  }

  async add(uri: string): Promise<void> {
    await this.#state.update(key, [...this.uris.filter((one) => one !== uri), uri].slice(-most));
  }
}
