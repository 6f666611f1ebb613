// Whether a text has a word in it, looked for once: many ask the same of the same large texts.

const known = new Map<string, WeakMap<object, boolean>>();

/** `holder` is what the answer is kept with; it never has another text. `word` is one of few. */
export function speaksOf(holder: { readonly text: string }, word: string): boolean {
  let answers = known.get(word);
  if (!answers) known.set(word, (answers = new WeakMap<object, boolean>()));
  let answer = answers.get(holder);
  if (answer === undefined) answers.set(holder, (answer = holder.text.includes(word)));
  return answer;
}
