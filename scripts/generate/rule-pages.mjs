// The pages of the rules and the tables that list them.
import { changedLines, fence, list, pointedAt, table } from './markdown.mjs';

export const pagesFolder = 'docs/rules';

/** Of the index; each page would say it 170 times in the package. */
const notice = '<!-- Written by `npm run generate`. -->';

const groups = {
  termination: 'Where client certificates are validated.',
  exchange: 'Exchange validates client certificates: IIS requests them and maps them to accounts.',
  device:
    'A gateway (MDM, reverse proxy) validates client certificates and signs in by Kerberos constrained delegation.',
  coexistence: 'Legacy Client Access servers behind newer servers, and requests between servers.',
  layout: 'Exchange defaults in IIS that must not change.',
  iis: 'Configuration that IIS rejects, or reads differently than it looks.',
  tls: 'Bindings and their TLS settings.',
  certificate: 'Certificates.',
  evidence: 'What saved output of commands says of the server, of Active Directory, and of accounts.',
  log: 'Causes of failures in IIS logs.',
  lint: "This tool's own comments and settings.",
};

const kinds = { safe: 'safe', review: 'needs review' };
const kindsOf = (set) =>
  ['safe', 'review']
    .filter((kind) => set.has(kind))
    .map((kind) => kinds[kind])
    .join(' or ');

/**
 * `rules`: { id, severity, docs, sections, messages } of every rule; `examples`: id → what its fixtures show.
 */
export function rulePages(rules, examples, unifiedDiff) {
  const pages = new Map();
  for (const rule of rules) pages.set(`${pagesFolder}/${rule.id}.md`, page(rule, examples.get(rule.id), unifiedDiff));
  pages.set(`${pagesFolder}/README.md`, index(rules, examples));
  return pages;
}

function page({ id, severity, docs }, { remedies, severities, example }, unifiedDiff) {
  const others = severities.filter((one) => one !== severity);
  const parts = [
    `# ${docs.title}`,
    `\`${id}\` · ${[severity, ...others.map((one) => `also ${one}`)].join(', ')} · fix: ${fixesOf(remedies)}`,
    docs.what,
    `## Why\n${docs.why}`,
  ];
  if (example) parts.push(`## Example\n${exampleText(example, unifiedDiff)}`);
  parts.push(`## Fix\n${docs.fix}`);
  if (remedies.size > 0) {
    parts.push(list([...remedies].map(([title, kind]) => `**${title}** (${kindsOf(kind)})`)));
  }
  if (docs.symptom) parts.push(`## Symptom\n${docs.symptom}`);
  if (docs.commands?.length) parts.push(`## Commands\n${fence('', docs.commands.join('\n'))}`);
  if (docs.uncertain) parts.push(`## Uncertain\n${docs.uncertain}`);
  if (docs.sources?.length) {
    const source = ({ title, address }) =>
      address === undefined ? title : /^https?:/.test(address) ? `[${title}](${address})` : `${title} (${address})`;
    parts.push(`## Sources\n${list(docs.sources.map(source))}`);
  }
  return `${parts.join('\n\n')}\n`;
}

function exampleText({ message, file, text, range, changes }, unifiedDiff) {
  const parts = [`\`${file}\`:`, fence('', pointedAt(text, range)), `> ${message}`];
  for (const { title, files } of changes) {
    parts.push(`After **${title}**:`, ...files.map((one) => changedLines(unifiedDiff, one)));
  }
  return parts.join('\n\n');
}

function fixesOf(remedies) {
  return remedies.size === 0 ? 'none' : kindsOf(new Set([...remedies.values()].flatMap((set) => [...set])));
}

/** The table of one group's rules. */
function tableOf(rules, examples) {
  return table(
    ['rule', 'severity', 'finds', 'fix'],
    rules.map(({ id, severity, docs }) => [
      `[\`${id}\`](${id}.md)`,
      severity,
      docs.title,
      fixesOf(examples.get(id).remedies),
    ]),
  );
}

function index(rules, examples) {
  const parts = [
    '# Rules',
    notice,
    'By status: [rules by symptom](symptoms.md).',
    'A fix is *safe* when it changes one file, one attribute or collection, and stops no sign-in that works today. Every other ' +
      'fix needs review.',
    'To turn a rule off, or to suppress it in one place, see [settings and suppressions](../settings.md).',
  ];
  for (const [group, what] of Object.entries(groups)) {
    const own = rules.filter(({ id }) => id.startsWith(`${group}/`));
    if (own.length > 0) parts.push(`## ${group}\n\n${what}`, tableOf(own, examples));
  }
  return `${parts.join('\n\n')}\n`;
}
