// What a failure looks like, apart from whom it hits: the key by which failures are counted.
import type { Hop } from '../requests/request-facts.js';

export type Signature =
  /**
   * `sc-status`, `sc-substatus` and `sc-win32-status` of a W3C line; null for a field that is not logged. `win32` is 0
   * where the line has `-` in the field.
   */
  | {
      readonly kind: 'status';
      readonly hop: Hop;
      readonly status: number;
      readonly substatus: number | null;
      readonly win32: number | null;
    }
  /** An error that the back end logs behind an HTTP 200. */
  | { readonly kind: 'activeSync'; readonly error: string }
  /** A line of HTTPERR; status 0 where it has none. */
  | { readonly kind: 'httperr'; readonly status: number; readonly reason: string }
  /** A row of HttpProxy; `isRepeated` where a W3C line has the same failed request. */
  | { readonly kind: 'backEnd'; readonly status: number; readonly isRepeated: boolean }
  | { readonly kind: 'requestLoop'; readonly hop: Hop }
  | { readonly kind: 'provisioningLoop'; readonly hop: Hop };

type StatusSignature = Extract<Signature, { readonly kind: 'status' }>;

/** One object for each signature, so that they are compared by identity. */
export class Signatures {
  readonly #byStatus = new Map<number, Map<number, StatusSignature>>();
  /** The signatures of statuses looked up last, by a number of few bits: a log repeats few of them. */
  readonly #recent: (StatusSignature | undefined)[] = new Array<undefined>(256).fill(undefined);
  readonly #others = new Map<string, Signature>();
  readonly #loops = {
    front: { kind: 'requestLoop', hop: 'front' },
    back: { kind: 'requestLoop', hop: 'back' },
  } as const;

  requestLoop(hop: Hop): Signature {
    return this.#loops[hop];
  }

  status(hop: Hop, status: number, substatus: number | null, win32: number | null): Signature {
    const slot = (status * 31 + (substatus ?? 7) * 5 + ((win32 ?? 3) | 0) + (hop === 'front' ? 0 : 128)) & 255;
    const recent = this.#recent[slot];
    const isSame = recent?.status === status && recent.substatus === substatus && recent.win32 === win32;
    if (isSame && recent.hop === hop) return recent;
    return (this.#recent[slot] = this.#status(hop, status, substatus, win32));
  }

  of(signature: Exclude<Signature, { readonly kind: 'status' | 'requestLoop' }>): Signature {
    const key = JSON.stringify(signature);
    const known = this.#others.get(key);
    if (known !== undefined) return known;
    if (this.#others.size < 2000) this.#others.set(key, signature);
    return signature;
  }

  #status(hop: Hop, status: number, substatus: number | null, win32: number | null): StatusSignature {
    const outer =
      ((status * 2048 + (substatus === null ? 0 : Math.min(substatus, 2046) + 1)) << 1) | (hop === 'front' ? 0 : 1);
    const inner = win32 ?? -1;
    let known = this.#byStatus.get(outer);
    if (known === undefined) this.#byStatus.set(outer, (known = new Map<number, StatusSignature>()));
    let signature = known.get(inner);
    if (signature === undefined) {
      signature = { kind: 'status', hop, status, substatus, win32 };
      // A log that has thousands of different codes is made up; further ones count without their code.
      if (known.size >= 2000) return this.#status(hop, status, substatus, null);
      known.set(inner, signature);
    }
    return signature;
  }
}
