// Words that read translated, as the language guide lists them.

/** Each with what to write instead. */
const banned: readonly (readonly [RegExp, string])[] = [
  [/\b(?:whoever|whatsoever|thereof|nobody|everybody|somebody|anybody)\b/i, 'the client, the user, no user'],
  [/\bat hand\b/i, 'not found, not provided'],
  [/\bhad a say\b|\bof now\b|\bwill do\b|\bis none\b|\bare none\b/i, 'a plain verb'],
  [/\bt(?:ake|akes|aken|ook) (?:\S+ )?away\b/i, 'remove'],
  [/(?<!\bthere )\b(?:is|are) no (?!longer\b)[a-z]/i, 'is not a'],
  [/\bstands? (?:in|here|at|beside|behind|before|above|twice)\b/i, 'is'],
  [/\bdevices? in front\b|\bbehind a device\b/i, 'gateway'],
  [/\bcertificates? ends? at\b/i, 'validated by'],
  [/\bnot knowable\b|\bnot known\b/i, 'unknown'],
  [/\bin the clear\b|\bin clear text\b/i, 'in plaintext'],
  [/\bturn(?:s|ed)? (?:\S+ )?(?:on|off)\b/i, 'enable, disable'],
];

/** What is wrong with a text, as sentences. */
export function bannedIn(text: string): string[] {
  return banned.flatMap(([word, instead]) => {
    const hit = word.exec(text);
    return hit ? [`"${hit[0]}"; write ${instead}`] : [];
  });
}
