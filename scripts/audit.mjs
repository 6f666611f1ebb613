// `npm test -- audit`: known vulnerabilities of what ships and of what builds it. Of what ships, each one
// fails; of the rest, those that are high or critical do. Where the registry does not answer, it says so and
// passes: that is not a fault of the sources.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * What `npm audit --json` says, against the notices of what ships.
 * @returns {{ failures: string[], notes: string[] }} lines to show; any failure fails
 */
export function judgeAudit(report, notices) {
  if (report.vulnerabilities === undefined) {
    const reason = report.message ?? report.error?.summary ?? 'no answer';
    return { failures: [], notes: [`Not audited: the registry cannot be asked (${reason}).`] };
  }
  const failures = [];
  const notes = [];
  for (const { name, severity, range } of Object.values(report.vulnerabilities)) {
    const ships = notices.includes(`\n${name} `);
    const line = `${name} ${range}: ${severity}${ships ? ', ships' : ''}`;
    (ships || severity === 'high' || severity === 'critical' ? failures : notes).push(line);
  }
  return { failures, notes };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { stdout } = spawnSync('npm', ['audit', '--json'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
    shell: process.platform === 'win32',
  });
  const notices = readFileSync(path.join(root, 'dist/ThirdPartyNotices.txt'), 'utf8');
  const { failures, notes } = judgeAudit(parsed(stdout ?? ''), notices);
  for (const line of [...failures, ...notes]) console.log(line);
  if (failures.length === 0 && notes.length === 0) console.log('No known vulnerabilities.');
  process.exitCode = failures.length > 0 ? 1 : 0;
}
