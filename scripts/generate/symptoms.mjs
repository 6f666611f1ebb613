// The index of the rules by what an administrator sees: a status of the log, and the rules that speak of it.
import { table } from './markdown.mjs';

/** `403.7`, or `413` where every sub-status is meant. */
const nameOf = ({ status, substatus }) => (substatus === null ? String(status) : `${status}.${substatus}`);

/**
 * The statuses that a rule's own texts name as what it leads to. `0.0.0.0:443` and dates are not among them.
 */
function statusesOf({ docs, messages = {} }) {
  const texts = [docs.what, docs.symptom ?? '', ...Object.values(messages)].join('\n');
  return [...texts.matchAll(/(?<![\w.:])([45]\d\d(?:\.\d{1,2})?)(?![\w:]|\.\d)/g)].map(([, name]) => name);
}

/**
 * The page. `causes`: the table of causes, likeliest first within a status; `httpStatus`: its meaning, null
 * for a number that is not one. Rules that a cause names come first.
 */
export function symptomPage(rules, causes, httpStatus) {
  const titles = new Map(rules.map(({ id, docs }) => [id, docs.title]));
  const byStatus = new Map();
  const add = (name, id) => {
    if (titles.has(id)) byStatus.set(name, (byStatus.get(name) ?? new Set()).add(id));
  };
  for (const { shows, rules: ids } of causes) for (const shown of shows) for (const id of ids) add(nameOf(shown), id);
  for (const rule of rules) for (const name of statusesOf(rule)) add(name, rule.id);

  const meaningOf = (name) => {
    const [status, substatus = null] = name.split('.').map(Number);
    const found = httpStatus(status, substatus);
    return found !== null && (substatus === null || substatus === 0 || found.substatus === substatus)
      ? found.meaning
      : null;
  };
  const rows = [...byStatus]
    .filter(([name]) => meaningOf(name) !== null)
    .sort(
      ([a], [b]) => Number(a.split('.')[0]) - Number(b.split('.')[0]) || a.localeCompare(b, 'en', { numeric: true }),
    )
    .map(([name, ids]) => [name, meaningOf(name), [...ids].map((id) => `[${titles.get(id)}](${id}.md)`).join(', ')]);
  return `${[
    '# Rules by symptom',
    '<!-- Written by `npm run generate`. -->',
    'The status is `sc-status` and `sc-substatus` of the IIS log. Rules come in the order in which their causes are likely. ' +
      '`exchange-cba explain 403.7` tells what tells the causes apart, and `exchange-cba explain 403.7 exch01` which of them ' +
      'the files of a server prove or exclude.',
    table(['status', 'meaning', 'rules'], rows),
  ].join('\n\n')}\n`;
}
