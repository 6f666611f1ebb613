// setspn -L, -Q and -X: which account has which service principal name. Its sentences are translated, names
// are not.
import type { ServiceName } from '../facts.js';
import type { EvidenceKind } from '../kind.js';
import { linesIn } from '../objects/lines.js';

/** `http/mail.contoso.com`, `MSSQLSvc/db.contoso.com:1433`. */
const servicePrincipalName = /^[A-Za-z][\w.-]{0,60}\/[\w.-]{1,253}(?::[\w.-]{1,60})?(?:\/[\w.-]{1,253})?$/;
export function isServiceName(text: string): boolean {
  return servicePrincipalName.test(text.slice(0, 500));
}

/** A distinguished name of Active Directory in a line: it ends with the domain's components. */
const distinguishedName = /\bCN=[^\r\n]{1,900}?,DC=[\w-]{1,63}(?:,DC=[\w-]{1,63}){0,20}/i;

export const setspnKind: EvidenceKind = {
  name: 'setspn',
  read(input) {
    if (input.isXml || !/(?:^|\W)CN=/i.test(input.text)) return [];
    const serviceNames = readServiceNames(input.text);
    if (serviceNames.length === 0) return [];
    return [{ kind: 'setspn', computer: null, scope: 'organization', facts: { serviceNames } }];
  },
};

/**
 * -L and -Q: a line with the account, then its names, indented. -X: a line that starts with a name, then its
 * accounts, indented.
 */
export function readServiceNames(text: string): ServiceName[] {
  const found: ServiceName[] = [];
  let account: string | null = null;
  let name: { readonly text: string; readonly start: number } | null = null;
  for (const { text: line, start, indent } of linesIn(text)) {
    const content = line.trim();
    if (content === '') continue;
    const isName = isServiceName(content);
    if (indent > 0 && isName && account !== null) {
      const from = start + indent;
      found.push({ name: content, account, range: { start: from, end: from + content.length } });
      continue;
    }
    const dn = distinguishedName.exec(line.slice(0, 2000));
    if (indent > 0 && dn?.index === indent && name !== null) {
      const from = start + indent;
      found.push({ name: name.text, account: dn[0], range: { start: from, end: from + dn[0].length } });
      continue;
    }
    const first = /^\S{1,400}/.exec(line)?.[0] ?? '';
    name = indent === 0 && servicePrincipalName.test(first) ? { text: first, start } : null;
    // The account is alone on its line, or at the end of a sentence with a colon.
    account = dn && indent === 0 && /^:?\s*$/.test(line.slice(dn.index + dn[0].length)) ? dn[0] : null;
  }
  return found;
}
