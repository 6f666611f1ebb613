// What several sources say together.

/** What all say; null where none says anything or they contradict each other. */
export function agreed<T>(said: readonly T[]): T | null {
  const [first] = said;
  return first !== undefined && said.every((one) => one === first) ? first : null;
}

/** The note of evidence that does. */
export const contradicted = 'Other evidence contradicts it; what they contradict each other about is unknown.';
