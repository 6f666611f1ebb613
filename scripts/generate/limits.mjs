// The page of limits, with the values that the sources have.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { table } from './markdown.mjs';

const core = 'server/src/core';

/** What is limited, the unit, what happens beyond it, and where its value is: file and constant. */
// prettier-ignore
const limits = [
  ['One file', 'MB', 'the file is listed as not read', 'server/src/host/host.ts', 'maximumFileSize'],
  ['Text of the servers whose models stay in memory', 'characters', 'models are created again when they are needed', `${core}/workspace/residency.ts`, 'usualLimit'],
  ['Files in a zip archive', '', 'the archive is listed as not read', 'server/src/intake/zip.ts', 'files'],
  ['Unpacked size of a zip archive', 'MB', 'the archive is listed as not read', 'server/src/intake/zip.ts', 'totalBytes'],
  ['Files that refer to other files', 'levels', 'files at deeper levels are not read', 'server/src/intake/query.ts', 'maxFileDepth'],
  ['Findings of one rule in one file', '', 'further findings are counted but not listed', `${core}/lint/run.ts`, 'maxFindings'],
  ['Segments of a location path', '', 'further segments are ignored; HTTP.SYS rejects such requests', `${core}/iis/file.ts`, 'maxPathSegments'],
  ['Nesting of JSON', 'levels', 'the file is reported as invalid', `${core}/text/json.ts`, 'maximumDepth'],
  ['Nesting of ASN.1', 'levels', 'the certificate is reported as corrupt', `${core}/certificate/der/element.ts`, 'MAXIMUM_DEPTH'],
  ['Certificates in a chain', '', 'the chain is not followed further', `${core}/certificate/trust/chain.ts`, 'MAXIMUM_LENGTH'],
  ['One line of a log', 'MB', 'the rest of the line is not read', `${core}/logs/reading/line-splitter.ts`, 'maximumLine'],
  ['One Failed Request Tracing file', 'MB', 'the file is listed as not read', `${core}/logs/reading/freb-reader.ts`, 'maximumTrace'],
  ['Mobile devices in logs', '', 'further devices are counted together', `${core}/logs/requests/name-tables.ts`, 'maximumDevices'],
  ['Groups in the result of a log query', '', 'further groups are not distinguished, and the result says so', `${core}/logs/questions/evaluate.ts`, 'maximumGroups'],
  ['Certificate file in the view', 'MB', 'the file is not opened', 'client/src/certificate/view-model/not-open.ts', 'MAXIMUM_FILE_BYTES'],
  ['Certificate files of a workspace', '', 'further files are not searched', 'client/src/certificate/workspace-certificates.ts', 'MAXIMUM_FILES'],
  ['Certificates in one file that the editor checks', '', 'further certificates are checked in the certificate view only', 'client/src/certificate/diagnostics.ts', 'MAXIMUM_CERTIFICATES'],
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
    'Cost grows at most linearly with every dimension of the input. These limits prevent a damaged or hostile file from ' +
      'exhausting the computer. The size of logs is not limited, because they are read as streams.',
    table(['what', 'limit', 'beyond the limit'], rows),
    'Every output format lists files that were found but not read; in JSON, the property is `notJudged`.',
  ].join('\n\n')}\n`;
}
