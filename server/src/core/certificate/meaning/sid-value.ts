// What a text that should be a SID is: the SID of an account, of something else, or not a SID at all.

/**
 * `account`: `S-1-5-21-a-b-c-rid`, as accounts of a domain have; `cloud`: `S-1-12-1-…` of Entra ID; `domain`:
 * a domain's own, without the RID of an account; `wellKnown`: one that Windows defines, such as
 * `S-1-5-32-544` or the group `…-513`;
 * `other`: a SID of another authority; `none`: not a SID.
 */
export type SidKind = 'account' | 'cloud' | 'domain' | 'wellKnown' | 'other' | 'none';

const SID = /^S-1-(\d{1,14})((?:-\d{1,10}){1,15})$/i;
const MAXIMUM_PART = 4_294_967_295;

/** Groups of a domain that Windows defines (MS-DTYP §2.4.2.4), by the last part. */
const GROUPS = new Set([498, 512, 513, 514, 515, 516, 517, 518, 519, 520, 521, 522, 525, 526, 527, 553, 571, 572]);

export function sidKind(text: string): SidKind {
  const match = SID.exec(text);
  if (match === null) return 'none';
  const parts = match[2]!.slice(1).split('-').map(Number);
  if (parts.some((part) => part > MAXIMUM_PART)) return 'none';
  const authority = Number(match[1]);
  if (authority === 12 && parts[0] === 1) return 'cloud';
  if (authority <= 3) return 'wellKnown';
  if (authority !== 5) return 'other';
  if (parts[0] !== 21) return 'wellKnown';
  if (parts.length < 5) return parts.length === 4 ? 'domain' : 'other';
  if (parts.length > 5) return 'other';
  return GROUPS.has(parts[4]!) ? 'wellKnown' : 'account';
}

/** SIDs inside a text, in order; each once. */
export function sidsIn(text: string): string[] {
  const found = text.slice(0, 4096).match(/S-1-\d{1,14}(?:-\d{1,10}){1,15}/gi) ?? [];
  return [...new Set(found)];
}

/**
 * A variable of a profile that nothing was put in for: `{{name}}`, `{name}`, `${name}`, `$NAME$`, `%NAME%`.
 */
export function holdsVariable(text: string): boolean {
  return /\{\{.*\}\}|\$?\{\w[\w .:-]*\}|\$[A-Za-z_]\w*\$?|%[A-Za-z_]\w*%/.test(text.slice(0, 1000));
}
