// Hover and outline of saved `netsh http show sslcert` output.
import type { SslRecord } from '../evidence/netsh-records.js';
import type { DocumentSymbol, Hover } from './answers.js';
import { commandsWithDsMapper } from '../evidence/netsh-commands.js';
import { netshFieldMeaning } from '../evidence/netsh-meanings.js';
import type { NetshRecord } from '../evidence/netsh.js';
import { httpsBindings } from '../exchange/bindings.js';
import { recordsBehind } from '../exchange/ssl-records.js';
import { markdownCode, markdownText } from '../text/markdown-escape.js';
import type { CheckedServer } from '../workspace/assembled-server.js';

/** A field with what it means, and on the first line of a record where it is used. */
export function netshHover(
  text: string,
  records: readonly SslRecord[],
  offset: number,
  servers: readonly CheckedServer[],
): Hover | null {
  const record = records.find(({ range }) => offset >= range.start && offset <= range.end);
  if (!record) return null;
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const field = record.fields.find(({ range }) => range.start >= start && range.end >= offset);
  if (!field || /[\r\n]/.test(text.slice(start, field.range.end))) return null;
  const isFirst = field === record.fields[0];
  const value = field.value === '' ? 'nothing' : markdownCode(field.value);
  const blocks = [
    `**${markdownText(field.label)}** = ${value}${isFirst ? '' : ` for ${markdownCode(record.endpoint)}`}`,
    netshFieldMeaning(field.label) ?? '',
    ...(isFirst ? [usesOf(record, servers)] : []),
    ...(field.range.start === record.dsMapper?.range.start ? [repairOf(record)] : []),
  ];
  const label = start + (text.slice(start).length - text.slice(start).trimStart().length);
  return {
    range: { start: label, end: field.range.end },
    markdown: blocks.filter((block) => block !== '').join('\n\n'),
  };
}

function usesOf(record: SslRecord, servers: readonly CheckedServer[]): string {
  const uses = servers.flatMap(({ configuration, facts }) =>
    configuration.sites.flatMap((site) =>
      httpsBindings(site)
        .filter((binding) => recordsBehind(binding, facts.sslRecords).includes(record))
        .map(
          ({ binding }) =>
            `${markdownCode(binding.bindingInformation.value)} of ${markdownText(site.configurationPath)}`,
        ),
    ),
  );
  return uses.length === 0 ? '' : `Used by ${uses.join(', ')}.`;
}

/** Only where the mapper is off is there something to repair. */
function repairOf(record: NetshRecord): string {
  if (record.dsMapper?.on !== false) return '';
  const commands = commandsWithDsMapper(record);
  return commands === null
    ? ''
    : `To enable DS Mapper Usage and keep the other settings:\n\n\`\`\`bat\n${commands.join('\n')}\n\`\`\``;
}

export function netshSymbols(records: readonly NetshRecord[]): DocumentSymbol[] {
  return records.map(({ endpoint, range, fields, certificateHash, dsMapper }) => ({
    name: endpoint === '' ? '?' : endpoint,
    detail: certificateHash ?? '',
    kind: 'element',
    range,
    selection: fields[0]?.range ?? dsMapper?.range ?? range,
    children: [],
  }));
}
