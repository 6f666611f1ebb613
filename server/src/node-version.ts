// The oldest Node that the program runs on: older ones have no WebCrypto, and signatures would go unchecked in silence.

const oldest = 20;

/** What is wrong with a version of Node; null where it will do. */
export function nodeProblem(version: string): string | null {
  return Number.parseInt(version, 10) >= oldest
    ? null
    : `Exchange CBA needs Node ${oldest} or later; this is ${version}.`;
}
