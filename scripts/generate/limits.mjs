// The page of limits, with the values that the sources have.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { table } from './markdown.mjs';

const core = 'server/src/core';

/** What is limited, the unit, what happens beyond it, and where its value is: file and constant. */
// prettier-ignore
const limits = [
  ['One file', 'MB', 'is not read, and named', 'server/src/host/host.ts', 'maximumFileSize'],
  ['Text of the servers whose models stay in memory', 'characters', 'models are made again when they are needed', `${core}/workspace/residency.ts`, 'usualLimit'],
  ['Files in a zip archive', '', 'the archive is not read, and named', 'server/src/intake/zip.ts', 'files'],
  ['Unpacked size of a zip archive', 'MB', 'the archive is not read, and named', 'server/src/intake/zip.ts', 'totalBytes'],
  ['Files that name files that name files', 'levels', 'deeper ones are not read', 'server/src/intake/query.ts', 'maxFileDepth'],
  ['Findings of one rule in one file', '', 'are counted, not listed', `${core}/lint/run.ts`, 'maxFindings'],
  ['Segments of a location path', '', 'are cut, as HTTP.SYS rejects such requests', `${core}/iis/file.ts`, 'maxPathSegments'],
  ['Nesting of JSON', 'levels', 'the file is reported as invalid', `${core}/text/json.ts`, 'maximumDepth'],
  ['Nesting of ASN.1', 'levels', 'the certificate is reported as corrupt', `${core}/certificate/der/element.ts`, 'MAXIMUM_DEPTH'],
  ['Certificates in a chain', '', 'the chain is not followed further', `${core}/certificate/trust/chain.ts`, 'MAXIMUM_LENGTH'],
  ['One line of a log', 'MB', 'the rest of the line is not read', `${core}/logs/reading/line-splitter.ts`, 'maximumLine'],
  ['One Failed Request Tracing file', 'MB', 'is not read, and named', `${core}/logs/reading/freb-reader.ts`, 'maximumTrace'],
  ['Mobile devices in logs', '', 'are counted together', `${core}/logs/requests/name-tables.ts`, 'maximumDevices'],
  ['Groups in the answer to a question about logs', '', 'are not told apart, and the answer says so', `${core}/logs/questions/evaluate.ts`, 'maximumGroups'],
  ['Certificate file in the view', 'MB', 'is not opened', 'client/src/certificate/view-model/not-open.ts', 'MAXIMUM_FILE_BYTES'],
  ['Certificate files of a workspace', '', 'further ones are not searched', 'client/src/certificate/workspace-certificates.ts', 'MAXIMUM_FILES'],
  ['Certificates of one file with problems in the editor', '', 'are checked in the view', 'client/src/certificate/diagnostics.ts', 'MAXIMUM_CERTIFICATES'],
];

/** The number that `name` is set to in a source: digits with `_`, and products of them. */
function valueOf(root, file, name) {
  const text = readFileSync(path.join(root, file), 'utf8');
  const written = new RegExp(`\\b${name}(?:: \\w+)? ?[=:] ([\\d_]+(?: \\* [\\d_]+)*)[;,]`).exec(text)?.[1];
  if (written === undefined) throw new Error(`${file} sets no number ${name}: correct scripts/generate/limits.mjs.`);
  return written.split(' * ').reduce((product, factor) => product * Number(factor.replaceAll('_', '')), 1);
}

export function limitsPage(root) {
  const rows = limits.map(([what, unit, beyond, file, name]) => {
    const value = valueOf(root, file, name);
    const shown = unit === 'MB' ? value / (1024 * 1024) : value;
    return [what, `${shown.toLocaleString('en-US')} ${unit}`.trim(), beyond];
  });
  return `${[
    '# Limits',
    '<!-- Written by `npm run generate` from the constants in the sources. -->',
    'Cost grows at most linearly with every dimension of the input. These limits keep a damaged or hostile file from taking ' +
      'the machine with it. Logs have no limit in size: they are read as streams.',
    table(['what', 'limit', 'beyond it'], rows),
    'What was found and not read is named in every format, in JSON as `notJudged`.',
  ].join('\n\n')}\n`;
}
