// A hook of Node's module loader: the module that MUTATED_FILE names has the text of MUTATED_TEXT.

export function load(url, context, next) {
  if (url !== process.env.MUTATED_FILE) return next(url, context);
  return { format: 'module', source: process.env.MUTATED_TEXT, shortCircuit: true };
}
