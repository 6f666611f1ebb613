// What the language server knows of certificates in configurations. It is asked when it runs, and never
// started for it.
import { EventEmitter, type Disposable, type Event } from 'vscode';
import { noUses } from '../../../server/src/core/face/certificates.js';
import type { ProtocolCertificateUses } from '../../../server/src/protocol.js';

export interface UsesSource {
  /** Null when the language server does not run. */
  certificateUses(): Promise<ProtocolCertificateUses | null>;
  /** Every file was checked again. */
  readonly onDidCheck: Event<void>;
}

/** Asks once for each verdict, and tells when an answer differs from the last. */
export class CertificateUseFinder implements Disposable {
  readonly #source: UsesSource;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscription;
  #answer: Promise<ProtocolCertificateUses> | undefined;
  #asked = 0;
  #last = JSON.stringify(noUses);

  constructor(source: UsesSource) {
    this.#source = source;
    this.#subscription = source.onDidCheck(() => {
      this.#answer = undefined;
      void this.find();
    });
  }

  find(): Promise<ProtocolCertificateUses> {
    this.#answer ??= this.#ask();
    return this.#answer;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #ask(): Promise<ProtocolCertificateUses> {
    const mine = ++this.#asked;
    let uses: ProtocolCertificateUses = noUses;
    try {
      uses = (await this.#source.certificateUses()) ?? noUses;
    } catch {
      // A server that is stopping answers nothing; the next one that checks is asked again.
    }
    const text = JSON.stringify(uses);
    // An answer that was overtaken is dropped.
    if (mine === this.#asked && text !== this.#last) {
      this.#last = text;
      this.#changed.fire();
    }
    return uses;
  }
}
