// The entries of a collection by their keys. A copy shares what it was copied from and holds what changed
// since: most paths change a few entries of many.

/** A copy of more layers has one of its own: looking a key up stays cheap. */
const mostLayers = 6;

/** By key; null where a key is gone. */
type Layer<T> = Map<string, T | null>;

export class KeyIndex<T extends object> {
  #own: Layer<T> = new Map();
  /** What it was copied from, the newest first; never changed. */
  #below: readonly Layer<T>[] = [];

  get(key: string): T | undefined {
    const own = this.#own.get(key);
    if (own !== undefined) return own ?? undefined;
    for (const layer of this.#below) {
      const found = layer.get(key);
      if (found !== undefined) return found ?? undefined;
    }
    return undefined;
  }

  set(key: string, entry: T): void {
    this.#own.set(key, entry);
  }

  delete(key: string): void {
    if (this.#below.length > 0) this.#own.set(key, null);
    else this.#own.delete(key);
  }

  clear(): void {
    this.#own.clear();
    this.#below = [];
  }

  /** From then on this one must not change. */
  copy(): KeyIndex<T> {
    const copy = new KeyIndex<T>();
    const layers = this.#own.size > 0 ? [this.#own, ...this.#below] : this.#below;
    if (layers.length < mostLayers) {
      copy.#below = layers;
      return copy;
    }
    for (const layer of [...layers].reverse()) {
      for (const [key, entry] of layer) {
        if (entry) copy.#own.set(key, entry);
        else copy.#own.delete(key);
      }
    }
    return copy;
  }
}
