// Waiting for what is to be seen: no test waits for time to pass.

/** Milliseconds, long enough for a busy machine; TIMEOUT_MS shortens it for authors of tests. */
export const timeoutMs = Number(process.env.TIMEOUT_MS ?? 60_000);

/**
 * Looks until what is seen is what is wanted, and gives it back.
 * @template T
 * @param {string} wanted what is expected, as the failure says it
 * @param {() => Promise<T>} look what fails is looked at again
 * @param {(seen: T) => boolean} fits
 */
export async function until(wanted, look, fits) {
  let seen;
  for (const end = Date.now() + timeoutMs; ; await new Promise((resolve) => setTimeout(resolve, 40))) {
    try {
      seen = await look();
      if (fits(seen)) return seen;
    } catch (error) {
      seen = error instanceof Error ? error.message.split('\n')[0] : error;
    }
    if (Date.now() > end) throw new Error(`Expected ${wanted}. Seen: ${JSON.stringify(seen, null, 1)}`);
  }
}
