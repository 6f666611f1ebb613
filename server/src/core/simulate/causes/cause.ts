// A cause behind a status, as `explain` and `diagnose` name it.
import type { Certainty, Stage } from '../model.js';
import type { QuestionId } from '../questions.js';

/**
 * A status that a cause leads to, 0 where the connection ends without one; null stands for any substatus or
 * code.
 */
export interface Shown {
  readonly status: number;
  readonly substatus: number | null;
  readonly win32: number | null;
  /** True where HTTP.SYS logged it, so that no application had a part in it. */
  readonly isOfHttpSys?: boolean;
}

export interface Cause {
  readonly id: string;
  readonly title: string;
  readonly stage: Stage;
  readonly shows: readonly Shown[];
  readonly certainty: Certainty;
  /** How to tell it from the others with the same status: one sentence. */
  readonly tellsApart: string;
  /** That sentence is about codes of Windows. */
  readonly isToldByCode?: boolean;
  /** What to do about it where it is proven: one sentence. */
  readonly action: string;
  readonly ask: QuestionId | null;
  /** The rules that find it, the first being its page. */
  readonly rules: readonly string[];
  /** `one`: it is in one certificate or account; `all`: in the server or the network; `any`: either. */
  readonly scope: 'one' | 'all' | 'any';
  readonly sources: readonly string[];
}

export const at = (status: number, substatus: number | null = null, win32: number | null = null): Shown => ({
  status,
  substatus,
  win32,
});
