// What the program needs of Node: older ones have no WebCrypto, and signatures would go unchecked in silence.

const oldest = 20;

/** What is wrong with a version of Node, as a sentence; null where it will do. */
export function nodeProblem(version: string, hasWebCrypto: boolean): string | null {
  if (Number.parseInt(version, 10) < oldest) return `Exchange CBA needs Node ${oldest} or later; this is ${version}.`;
  return hasWebCrypto ? null : 'Exchange CBA needs WebCrypto, which this build of Node does not have.';
}

/** What is wrong with the Node that runs this. */
export function ownNodeProblem(): string | null {
  const { subtle } = (globalThis as { crypto?: { subtle?: unknown } }).crypto ?? {};
  return nodeProblem(process.versions.node, subtle !== undefined);
}
