// What the bundles leave out of the language server libraries changes nothing that these do.
import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from '../support/paths.js';

const { withoutImportHelpers } = (await import(path.join(repositoryRoot, 'scripts/without-import-helpers.mjs'))) as {
  withoutImportHelpers: (text: string) => string;
};

const modules = ['vscode-jsonrpc', 'vscode-languageserver', 'vscode-languageserver-protocol'].flatMap((name) => {
  const folder = path.join(repositoryRoot, 'node_modules', name, 'lib');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => path.join(folder, file));
});

test('modules that are imported as a whole are only read, and not their default', () => {
  let found = 0;
  for (const file of modules) {
    const text = readFileSync(file, 'utf8');
    for (const [, name] of text.matchAll(/^const (\w+) = __importStar\(/gm)) {
      found++;
      const uses = text.match(new RegExp(`\\b${name!}\\.(?:default\\b|\\w+ = )`, 'g')) ?? [];
      assert.deepEqual(uses, [], `${file}: ${name!}`);
    }
  }
  assert.ok(found > 10);
});

const undefinedYet = /^(?:exports\.\w+ = )+void 0;\n/m;

test('every export that is undefined at first is set, by the module itself', () => {
  let found = 0;
  for (const file of modules) {
    const text = readFileSync(file, 'utf8');
    const [line = ''] = undefinedYet.exec(text) ?? [];
    for (const [, name] of line.matchAll(/exports\.(\w+)/g)) {
      found++;
      const isSet = new RegExp(
        `exports\\.${name!} = (?!void 0|exports\\.\\w+ = )|defineProperty\\(exports, "${name!}"`,
      );
      assert.match(text.replace(line, ''), isSet, `${file}: ${name!}`);
    }
  }
  assert.ok(found > 100);
});

test('nothing else of a module changes, and no helper is left that is not called', () => {
  for (const file of modules) {
    const text = readFileSync(file, 'utf8');
    const shorter = withoutImportHelpers(text);
    const body = text.slice(text.indexOf('Object.defineProperty(exports, "__esModule"')).replace(undefinedYet, '');
    assert.ok(shorter.endsWith(body), file);
    const head = shorter.slice(0, shorter.length - body.length);
    for (const [, name] of head.matchAll(/^var (__\w+) =/gm)) {
      assert.ok(shorter.split(name!).length > 2, `${file}: ${name!}`);
    }
    assert.doesNotMatch(head, /__setModuleDefault|getOwnPropertyNames/);
  }
});

test('what a module exports again is still there', () => {
  const file = path.join(repositoryRoot, 'node_modules/vscode-languageserver-protocol/lib/common/api.js');
  const shorter = withoutImportHelpers(readFileSync(file, 'utf8'));
  assert.match(shorter, /^var __createBinding = /m);
  assert.match(shorter, /^var __exportStar = /m);
});
