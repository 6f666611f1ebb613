// The one table of `npm run bench`: how long the product takes, as a multiple of a peer or a floor measured
// in the same run. The README quotes it; a test keeps the names of the rows in step.
import type { Measured } from './harness.js';

export interface Row {
  readonly what: string;
  readonly against: string;
  /** Where it is measured: the beginning of a title, and two names below it. */
  readonly title: string;
  readonly ours: string;
  readonly theirs: string;
}

// prettier-ignore
export const rows: readonly Row[] = [
  row('Parse a configuration of 3 MB', 'fast-xml-parser', 'parse an applicationHost.config of 3 MB', 'parseXml', 'fast-xml-parser'),
  row('Parse a configuration of 3 MB', 'saxes, events only', 'parse an applicationHost.config of 3 MB', 'parseXml', 'saxes'),
  row('Check a server', 'parsing its files', 'a server of', 'check it', 'parse its files'),
  row('Check after an edit, 20 servers', 'checking them all', 'one of', 'made from the one before', 'made anew'),
  row('Check 20,000 locations', '1,000 locations (linear: 20)', 'the same with more', '20000 locations', '1000 locations'),
  row('Compare 100 servers', 'parsing their files', 'drift between', 'compare 100 servers', 'parse 100 servers'),
  row('Typing to diagnostics', 'yaml-language-server', 'change →', 'exchange-cba', 'yaml-language-server'),
  row('Hover after an edit, 15 MB', 'the whole check', 'hover right after an edit of', 'hover', 'diagnostics'),
  row('Decode an RSA certificate', 'node-forge', 'decode an RSA', 'decodeCertificate', 'forge.pki'),
  row('Read 10,000 certificates', 'openssl storeutl', 'read a bundle', 'readCertificateFile', 'openssl storeutl'),
  row('Start for --version', 'node -e 0', 'Start the', 'exchange-cba --version', 'node -e 0'),
  row('Start, check one server', 'node -e 0', 'Start the', 'exchange-cba check, one server', 'node -e 0'),
  row('Triage a log of 300 MB', 'DuckDB, one grouping', 'Logs, 300 MB', 'exchange-cba, full triage', 'DuckDB, per device'),
];

function row(what: string, against: string, title: string, ours: string, theirs: string): Row {
  return { what, against, title, ours, theirs };
}

/**
 * Markdown; `recorded` are titles with what was measured under them. Rows of benchmarks that did not run are
 * left out.
 */
export function ratioTable(recorded: ReadonlyMap<string, readonly Measured[]>): string {
  const lines = ['| what | against | times as long |', '| --- | --- | --- |'];
  for (const { what, against, title, ours, theirs } of rows) {
    const results = [...recorded].find(([name]) => name.startsWith(title))?.[1] ?? [];
    const timeOf = (wanted: string): number | undefined => results.find(({ name }) => name === wanted)?.milliseconds;
    const [own, other] = [timeOf(ours), timeOf(theirs)];
    if (own === undefined || other === undefined) continue;
    lines.push(`| ${what} | ${against} | ${Number((own / other).toPrecision(2))} |`);
  }
  return lines.join('\n');
}
