// Every reader of what strangers write, with what must hold for any input.
import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readCertificateFile } from '../../server/src/core/certificate/file.js';
import { readLdif } from '../../server/src/core/certificate/containers/ldif.js';
import { createProject } from '../../server/src/core/create-project.js';
import { formatEdits } from '../../server/src/core/editor/syntax/format.js';
import { foldingRanges } from '../../server/src/core/editor/syntax/folding.js';
import { EvidenceText } from '../../server/src/core/evidence/kind.js';
import { readEvidence } from '../../server/src/core/evidence/kinds.js';
import { readBaseline } from '../../server/src/core/lint/baseline.js';
import { parseSettings } from '../../server/src/core/lint/settings.js';
import { readLogs } from '../../server/src/core/logs/read-logs.js';
import { applyEdits, sortEdits } from '../../server/src/core/text/edit.js';
import { parseJson } from '../../server/src/core/text/json.js';
import type { Range } from '../../server/src/core/text/range.js';
import { parseXml } from '../../server/src/core/xml/parse.js';
import { descendants } from '../../server/src/core/xml/walk.js';
import { decodeText } from '../../server/src/host/decode.js';
import { digests } from '../support/digests.js';
import { repositoryRoot } from '../support/paths.js';

export interface Target {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** Throws, or rejects, when something that must hold does not. */
  readonly run: (bytes: Uint8Array) => unknown;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/**
 * As the hosts read a file; what is not a text to them is taken as Latin-1, so that the readers see it all
 * the same.
 */
function textOf(bytes: Uint8Array): string {
  const decoded = decodeText(bytes);
  return decoded.kind === 'text' ? decoded.text : Buffer.from(bytes).toString('latin1');
}

function sampleBytes(folder: string, ...ends: readonly string[]): Uint8Array[] {
  const root = path.join(repositoryRoot, folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => ends.some((end) => name.endsWith(end)))
    .sort()
    .map((name) => new Uint8Array(readFileSync(path.join(root, name))));
}

function isInside({ start, end }: Range, text: string): void {
  assert.ok(0 <= start && start <= end && end <= text.length, `[${start}, ${end}) of ${text.length}`);
}

const configurations = sampleBytes('samples', '.config').filter(({ length }) => length < 60_000);

export const targets: readonly Target[] = [
  {
    name: 'xml',
    seeds: configurations,
    run: (bytes) => {
      const document = parseXml(textOf(bytes));
      for (const node of descendants(document)) isInside(node.range, document.text);
      for (const { range } of [...document.errors, ...foldingRanges(document)]) isInside(range, document.text);
      const edits = formatEdits(document, { indent: '  ', lineEnd: '\n' });
      assert.ok(sortEdits(edits), 'edits overlap');
      const formatted = applyEdits(document.text, edits);
      assert.equal(formatted.replace(/\s/g, ''), document.text.replace(/\s/g, ''));
    },
  },
  {
    name: 'project',
    seeds: sampleBytes('samples/fabrikam-device', '.config'),
    run: (bytes) => {
      const uri = 'file:///exch01/applicationHost.config';
      const text = textOf(bytes);
      const project = createProject({
        files: [{ uri, text }],
        schemas: [],
        settings: { termination: 'auto', rules: {} },
      });
      assert.deepEqual(project.analysis.failures, []);
      for (const { range } of project.analysis.findings) isInside(range, text);
      for (const offset of [0, text.length >> 1, text.length]) {
        project.hover(uri, offset);
        project.definitions(uri, offset);
        for (const { edit } of project.completion(uri, offset)) isInside(edit.range, text);
      }
    },
  },
  {
    name: 'settings',
    seeds: [
      bytesOf('{ "termination": "exchange", "rules": { "iis/locked-section": "off" }, "windowsServer": "2022" }'),
      bytesOf('{ "virtualDirectories": { "Default Web Site/owa": "owa-web.config" }, "schemaFolder": "schema" }'),
    ],
    run: (bytes) => {
      const text = textOf(bytes);
      for (const { range } of parseSettings(text).problems) isInside(range, text);
      parseJson(text);
      readBaseline(text);
    },
  },
  {
    name: 'evidence',
    seeds: [
      ...sampleBytes('samples', 'sslcert.txt'),
      ...sampleBytes('test/rules/evidence', '.txt', '.xml', '.reg', '.json', '.csv', '.ldf'),
    ],
    run: (bytes) => {
      const text = textOf(bytes);
      readEvidence(new EvidenceText(text, () => parseXml(text)));
    },
  },
  {
    name: 'ldif',
    seeds: [
      bytesOf('dn: CN=alice,DC=contoso,DC=com\nuserCertificate:: MIIB\n userPrincipalName: alice@contoso.com\n\n'),
    ],
    run: (bytes) => {
      const text = textOf(bytes);
      readLdif(text);
    },
  },
  {
    name: 'certificate',
    seeds: sampleBytes('samples', '.cer'),
    run: (bytes) => {
      readCertificateFile(bytes, digests);
    },
  },
  {
    name: 'logs',
    seeds: [
      bytesOf(
        '#Fields: date time cs-method cs-uri-stem cs-uri-query c-ip sc-status sc-substatus sc-win32-status\r\n' +
          '2026-11-29 08:00:00 POST /Microsoft-Server-ActiveSync/default.eas User=alice&DeviceId=A1&Cmd=Sync 10.0.0.1 403 7 5\r\n',
      ),
      bytesOf(
        '#Software: Microsoft HTTP API 2.0\n#Fields: date time c-ip s-reason\n2026-11-29 08:00:00 10.0.0.1 AppOffline\n',
      ),
    ],
    run: async (bytes) => {
      const open = async function* (): AsyncGenerator<Uint8Array> {
        await Promise.resolve();
        yield bytes.subarray(0, bytes.length >> 1);
        yield bytes.subarray(bytes.length >> 1);
      };
      const { files } = await readLogs([{ uri: 'file:///u_ex.log', size: bytes.length, open }]);
      assert.equal(files.length, 1);
    },
  },
];
