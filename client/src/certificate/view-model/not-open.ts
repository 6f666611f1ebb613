// Why there is nothing of a file to show: the states of the view beside the open one, which the list by
// expiry has too.
import type { CertificateFile } from '../../../../server/src/core/certificate/file.js';

/** A larger file is not read at all. */
export const MAXIMUM_FILE_BYTES = 64 * 1024 * 1024;

export interface Locked {
  readonly kind: 'needsPassword' | 'wrongPassword';
}

/** No password would help. */
export type Nothing =
  | { readonly kind: 'loading' | 'blank' }
  | { readonly kind: 'unsupported'; readonly what: string }
  | { readonly kind: 'tooManyIterations'; readonly iterations: number }
  | { readonly kind: 'damaged'; readonly message: string; readonly offset: number }
  | { readonly kind: 'tooLarge'; readonly size: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

export type NotOpen = Locked | Nothing;

/**
 * A file in which nothing could be read: unsupported by kind, or corrupt at a byte. Null where there is
 * something in it.
 */
export function nothingIn({
  entries,
  privateKeys,
  format,
  problems,
  foreign,
  responses,
}: CertificateFile): Nothing | null {
  if (responses.length > 0) return null;
  if (foreign !== null && entries.length === 0) return { kind: 'unsupported', what: foreign };
  if (entries.length + privateKeys.length > 0) return null;
  const [problem] = problems;
  if (format === 'serializedStore' || problem === undefined)
    return { kind: 'unsupported', what: problem?.message ?? '' };
  return { kind: 'damaged', message: problem.message, offset: problem.offset };
}

/** What an error is as a state: the file is gone, or no one may read it. */
export function unreadable(error: unknown): Nothing {
  return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
}
