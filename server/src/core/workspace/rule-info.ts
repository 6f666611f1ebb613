// What reports and the command `rules` say of the rules, taken from the rules themselves.
import { ownRules } from '../lint/own-rules.js';
import { rules } from '../rules/registry.js';
import type { RuleInfo } from '../report/context.js';

/**
 * Every rule there is, by id: those that check configurations and those about this tool's own instructions.
 */
export const ruleInfos: readonly RuleInfo[] = [
  ...rules.map(({ id, severity, docs }): RuleInfo => {
    // The product's own pages have no address of their own: the rule's first source is where its reader can
    // go on.
    const helpUri = docs.sources.find(({ address }) => address?.startsWith('https://'))?.address;
    return {
      id,
      severity,
      title: docs.title,
      what: docs.what,
      why: docs.why,
      fix: docs.fix,
      ...(helpUri === undefined ? {} : { helpUri }),
    };
  }),
  ...ownRules,
].sort((a, b) => (a.id < b.id ? -1 : 1));

export const ruleIds: readonly string[] = ruleInfos.map(({ id }) => id);

const byId = new Map(ruleInfos.map((info) => [info.id, info]));

export function ruleInfo(id: string): RuleInfo | undefined {
  return byId.get(id);
}
