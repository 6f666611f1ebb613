// The examples of docs/pipelines.md and the problem matcher, tried on the samples as far as that goes without
// the services.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { repositoryRoot } from '../support/paths.js';

const page = readFileSync(path.join(repositoryRoot, 'docs/pipelines.md'), 'utf8');
const cli = path.join(repositoryRoot, 'dist/cli.js');

function blocks(language: string): string[] {
  return [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text!);
}

function run(command: string, scratch: string): { status: number | null; stdout: string; stderr: string } {
  const words = command
    .split(' ')
    .slice(1)
    .map((word) => (word === 'known.json' ? path.join(scratch, word) : word));
  return spawnSync(process.execPath, [cli, ...words], { cwd: repositoryRoot, encoding: 'utf8', maxBuffer: 1 << 26 });
}

describe('docs/pipelines.md', () => {
  test('every command runs on the samples and ends as it says', () => {
    const scratch = mkdtempSync(path.join(tmpdir(), 'exchange-cba-'));
    try {
      const commands = blocks('sh').flatMap((block) =>
        block
          .trim()
          .split('\n')
          .filter((line) => line.startsWith('exchange-cba ')),
      );
      assert.ok(commands.length >= 7);
      for (const command of commands) {
        const { status, stderr } = run(command, scratch);
        assert.equal(status, 0, `${command}: ${stderr}`);
      }
    } finally {
      rmSync(scratch, { recursive: true });
    }
  });

  test('the problem matcher reads every finding of the text report', () => {
    const manifest = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8')) as {
      contributes: { problemMatchers: { severity: string; pattern: { regexp: string; severity: number } }[] };
    };
    const [matcher] = manifest.contributes.problemMatchers;
    const pattern = new RegExp(matcher!.pattern.regexp);
    const { stdout } = run('exchange-cba check samples --fail-on never', '');
    const matched = stdout.split('\n').flatMap((line) => pattern.exec(line) ?? []);
    const json = run('exchange-cba check samples --format json --fail-on never', '').stdout;
    const { findings } = JSON.parse(json) as { findings: unknown[] };
    assert.equal(matched.length / 7, findings.length);
    // The words that VS Code knows (its Severity.fromValue); any other would be an error there.
    for (const severity of ['error', 'warning', 'information', 'hint']) {
      const found = pattern.exec(`a/web.config:1:2: ${severity}: Message. [iis/locked-section]`);
      const word = found?.[matcher!.pattern.severity] ?? matcher!.severity;
      assert.equal(word, { error: 'error', warning: 'warning' }[severity] ?? 'info', severity);
    }
  });
});
