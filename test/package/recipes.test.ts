// Every recipe of docs/pipelines.md, the action and the step template, run from an empty runner on a healthy
// and on a broken server: the healthy one must pass, the broken one must fail. npm's registry is replaced by
// the packed package.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import { cleanEnvironment, InstalledPackage } from '../support/installed-package.js';
import { repositoryRoot } from '../support/paths.js';

/** The part of a step of any of the services that can run here. */
interface Step {
  readonly run?: string;
  readonly script?: string;
  readonly bash?: string;
  readonly if?: string;
  readonly condition?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const pack = new InstalledPackage();
after(() => {
  pack.remove();
});

const read = (name: string): string => readFileSync(path.join(repositoryRoot, name), 'utf8');
const recipes = [...read('docs/pipelines.md').matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text]) => text!);

/**
 * A runner with Node and npm alone; its npm gets the package from the tarball, whatever version is asked for.
 */
function emptyRunner(server: string): { folder: string; environment: Record<string, string | undefined> } {
  const folder = mkdtempSync(path.join(pack.folder, 'runner-'));
  const tools = path.join(folder, 'tools');
  const prefix = path.join(folder, 'prefix');
  cpSync(path.join(repositoryRoot, 'samples', server), path.join(folder, 'work/servers', server), { recursive: true });
  mkdirSync(tools);
  const npm = path.join(tools, 'npm');
  writeFileSync(
    npm,
    `#!/bin/sh
case "$*" in
  "install --global exchange-cba"|"install --global exchange-cba@latest")
    exec node "$(dirname "$(readlink -f "${realNpm()}")")/npm-cli.js" install --global --offline --ignore-scripts --prefix "${prefix}" "${pack.tarball}" ;;
esac
echo "unexpected: npm $*" >&2
exit 1
`,
  );
  chmodSync(npm, 0o755);
  const PATH = [tools, path.join(prefix, 'bin'), path.dirname(process.execPath), '/usr/bin', '/bin'].join(':');
  return { folder: path.join(folder, 'work'), environment: { ...cleanEnvironment, PATH } };
}

function realNpm(): string {
  const found = process.env
    .PATH!.split(':')
    .map((folder) => path.join(folder, 'npm'))
    .find((file) => existsSync(file));
  assert.ok(found !== undefined, 'npm is on the path');
  return found;
}

/** Runs steps as the services do: the first that fails ends the job, but for those that always run. */
function succeeds(steps: readonly Step[], server: string, fill: (text: string) => string = (text) => text): boolean {
  const { folder, environment } = emptyRunner(server);
  let good = true;
  for (const step of steps) {
    const script = step.run ?? step.script ?? step.bash;
    const always = step.if === 'always()' || step.condition !== undefined;
    if (script === undefined || (!good && !always) || step.if === "inputs.sarif != ''") continue;
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, fill(value)]));
    const options = { cwd: folder, encoding: 'utf8', env: { ...environment, ...env } } as const;
    const { status, stderr } = spawnSync('bash', ['-e', '-c', script], options);
    assert.ok(status === 0 || status === 1, `${script}: ${stderr}`);
    good &&= status === 0;
  }
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.xml')) assert.match(readFileSync(path.join(folder, file), 'utf8'), /<testsuites/);
  }
  return good;
}

function fails(steps: readonly Step[], fill?: (text: string) => string): void {
  assert.equal(succeeds(steps, 'fabrikam-device', fill), true, 'a healthy server passes');
  assert.equal(succeeds(steps, 'contoso-exchange-2019', fill), false, 'a broken server fails the job');
}

/** What a template makes of its expressions: the values given here, else the defaults. */
function filler(defaults: Readonly<Record<string, unknown>>, given: Readonly<Record<string, string>>) {
  return (text: string): string =>
    text.replace(
      /\$\{\{ (?:inputs|parameters)\.([\w-]+) \}\}/g,
      (_, name: string) => given[name] ?? String(defaults[name]),
    );
}

describe('recipes', () => {
  test('GitHub Actions without the action', () => {
    const [, , recipe] = [null, ...recipes.filter((text) => text.includes('runs-on'))];
    const { jobs } = parse(recipe!) as { jobs: Record<string, { steps: Step[] }> };
    fails(jobs['exchange-cba']!.steps);
  });

  test('the composite action, and the recipe names inputs that it has', () => {
    const action = parse(read('action.yml')) as {
      inputs: Record<string, { default: string }>;
      runs: { using: string; steps: Step[] };
    };
    assert.equal(action.runs.using, 'composite');
    const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]));
    fails(action.runs.steps, filler(defaults, { paths: 'servers' }));
    const recipe = parse(recipes.find((text) => text.includes('exchange-cba@v0'))!) as {
      jobs: Record<string, { steps: { uses: string; with?: Record<string, string> }[] }>;
    };
    const step = recipe.jobs['exchange-cba']!.steps.find(({ uses }) => uses.includes('exchange-cba@'))!;
    for (const name of Object.keys(step.with!)) assert.ok(name in action.inputs, name);
  });

  test('Azure Pipelines, and the step template', () => {
    const recipe = parse(recipes.find((text) => text.includes('vmImage'))!) as { steps: Step[] };
    fails(recipe.steps);
    const template = parse(read('pipelines/azure-exchange-cba.yml')) as {
      parameters: { name: string; default: string }[];
      steps: Step[];
    };
    const defaults = Object.fromEntries(template.parameters.map((parameter) => [parameter.name, parameter.default]));
    fails(template.steps, filler(defaults, { path: 'servers' }));
  });

  test('GitLab', () => {
    const recipe = parse(recipes.find((text) => text.includes('artifacts:'))!) as Record<string, { script: string[] }>;
    fails(recipe['exchange-cba']!.script.map((run) => ({ run })));
  });

  test('pre-commit: the hook runs the installed program on configuration files', () => {
    const [hook] = parse(read('.pre-commit-hooks.yaml')) as {
      id: string;
      entry: string;
      language: string;
      files: string;
    }[];
    const recipe = parse(recipes.find((text) => text.includes('hooks:'))!) as { repos: { hooks: { id: string }[] }[] };
    assert.equal(recipe.repos[0]!.hooks[0]!.id, hook!.id);
    // With this language pre-commit itself installs the package of the repository, as the other tests do.
    assert.equal(hook!.language, 'node');
    const pattern = new RegExp(hook!.files.replace('(?i)', ''), 'i');
    assert.ok(pattern.test('exch01/applicationHost.config') && pattern.test('Web.config'));
    assert.ok(!pattern.test('web.config.bak') && !pattern.test('myweb.config'));
    fails([{ run: 'npm install --global exchange-cba' }, { run: `${hook!.entry} servers/*/applicationHost.config` }]);
  });

  test('the workflow and the release speak of files and scripts that exist', () => {
    for (const name of ['ci.yml', 'release.yml']) {
      const { jobs } = parse(read(`.github/workflows/${name}`)) as { jobs: Record<string, { steps: Step[] }> };
      for (const { run } of Object.values(jobs).flatMap(({ steps }) => steps)) {
        const file = /^(?:bash|node) (\S+)/.exec(run ?? '')?.[1];
        if (file !== undefined) assert.ok(existsSync(path.join(repositoryRoot, file)), file);
      }
    }
  });

  test('the Dockerfile is right by the rules of its language, and copies what the build makes', () => {
    assert.deepEqual(validate(read('Dockerfile')), []);
    for (const [, file] of read('Dockerfile').matchAll(/\/source\/(\S+)/g)) {
      assert.ok(existsSync(path.join(repositoryRoot, file!)), file);
    }
  });
});
