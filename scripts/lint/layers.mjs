// Who may import what: the layers from the ground up. ESLint, the test of the import graph, and
// ARCHITECTURE.md use this table.

const core = 'server/src/core';

/**
 * A layer: its folders (or single modules, where a folder holds more than one layer), the layers below it
 * that it may import, and the packages. Files of one layer may import each other, unless they are `alone`.
 */
const layer = (name, paths, imports, packages = [], alone = false) => ({
  name,
  paths: [paths].flat(),
  imports: imports.split(/\s+/).filter((one) => one !== ''),
  packages,
  alone,
});

const ruleGroups = 'certificate coexistence device evidence exchange iis layout log termination tls'
  .split(' ')
  .map((group) => `${core}/rules/${group}`);

/** In this order nothing imports upward: a layer names only layers that come before it. */
export const layers = [
  layer('text', `${core}/text`, ''),
  layer('xml', `${core}/xml`, 'text'),
  layer('status', `${core}/status`, ''),
  layer('iis', `${core}/iis`, 'text xml', ['fast-xml-parser']),
  layer('sign-in', `${core}/sign-in`, 'text xml iis'),
  layer('certificate', `${core}/certificate`, 'text'),
  layer('evidence', `${core}/evidence`, 'text xml certificate'),
  layer('exchange', `${core}/exchange`, 'text xml iis sign-in evidence'),
  layer('remedy', `${core}/remedy`, 'text xml iis sign-in evidence exchange'),
  layer('logs', `${core}/logs`, 'text status', ['fast-xml-parser']),
  layer('rule', `${core}/rules`, 'text iis certificate evidence exchange remedy logs'),
  layer('rules/support', `${core}/rules/support`, 'text xml iis sign-in certificate evidence exchange remedy rule'),
  layer(
    'rules',
    ruleGroups,
    'text xml iis sign-in certificate evidence exchange remedy logs rule rules/support',
    [],
    true,
  ),
  layer(
    'registries',
    ['registry', 'certificate-registry', 'log-registry'].map((name) => `${core}/rules/${name}.ts`),
    'rule rules',
  ),
  layer('lint', `${core}/lint`, 'text xml iis evidence exchange rule'),
  layer('checklist', `${core}/checklist`, 'text iis sign-in exchange rule'),
  layer('simulate', `${core}/simulate`, 'text status iis sign-in certificate evidence exchange logs rule'),
  layer(
    'report',
    `${core}/report`,
    'text status iis certificate exchange remedy logs rule registries lint checklist simulate',
  ),
  layer(
    'workspace',
    `${core}/workspace`,
    `text xml iis sign-in certificate evidence exchange remedy logs rule registries lint checklist simulate
    report`,
  ),
  layer('certificate-uses', `${core}/certificate-uses`, 'text iis sign-in certificate evidence exchange workspace'),
  layer(
    'editor',
    `${core}/editor`,
    'text xml status iis sign-in certificate evidence exchange rule rules/support lint workspace',
  ),
  layer(
    'project',
    ['project', 'create-project', 'repair'].map((name) => `${core}/${name}.ts`),
    'text iis certificate evidence exchange remedy rule registries lint simulate report workspace certificate-uses editor',
  ),
  layer(
    'face',
    `${core}/face`,
    `xml status iis sign-in certificate evidence exchange remedy logs rule lint checklist simulate report workspace
    certificate-uses editor project`,
  ),
  layer('host', 'server/src/host', 'xml', ['node:fs/promises', 'node:path', 'node:url', 'node:v8']),
  layer('adapters', 'server/src/adapters', 'certificate', ['node-forge']),
  layer(
    'protocol',
    ['protocol', 'served-files', 'version', 'node-version'].map((name) => `server/src/${name}.ts`),
    'face host',
  ),
  layer('intake', 'server/src/intake', 'text iis certificate evidence logs lint workspace host adapters protocol', [
    'fflate',
  ]),
  layer('prediction', 'server/src/prediction', 'text face host adapters'),
  layer('lsp', 'server/src/lsp', 'text face host protocol intake prediction', [
    'vscode-languageserver',
    'vscode-languageserver-textdocument',
  ]),
  layer(
    'servers',
    ['node', 'browser', 'node-server', 'node-connection', 'node-side'].map((name) => `server/src/${name}.ts`),
    'face host protocol lsp',
    ['node:fs', 'node:path', 'vscode-jsonrpc', 'vscode-languageserver'],
  ),
  layer('cli', 'server/src/cli', 'text face host adapters protocol intake prediction servers', [
    'node:crypto',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:url',
  ]),
  layer('webview', 'client/src/webview', 'report'),
  layer('client/base', 'client/src/base', 'host protocol', ['vscode', 'vscode-languageclient']),
  layer('client/certificate/view-model', 'client/src/certificate/view-model', 'text certificate host protocol webview'),
  layer(
    'client/certificate',
    'client/src/certificate',
    'text certificate face adapters protocol webview client/base client/certificate/view-model',
    ['vscode'],
  ),
  layer('client/logs', 'client/src/logs', 'logs face protocol webview client/base', ['vscode']),
  layer('client/views', 'client/src/views', 'protocol webview client/base', ['vscode']),
  layer('client/commands', 'client/src/commands', 'protocol client/base client/logs client/views', ['vscode']),
  layer('client', 'client/src', 'protocol client/base client/certificate client/logs client/views client/commands', [
    'vscode',
    'vscode-languageclient',
  ]),
];

const byPath = new Map(layers.flatMap((one) => one.paths.map((path) => [path, one])));

/**
 * The layer of a file by its path below the root: that of the nearest folder; undefined for files of none.
 */
export function layerOf(file) {
  for (let path = file; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
    const found = byPath.get(path);
    if (found) return found;
  }
  return undefined;
}

/**
 * Why `from` must not import `specifier`, as a sentence; null where it may. Both paths are below the root.
 */
export function importProblem(from, specifier) {
  const own = layerOf(from);
  if (!own) return `'${from}' is not in a layer.`;
  if (!specifier.startsWith('.')) {
    const known = own.packages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
    return known ? null : `Layer '${own.name}' may not import the package '${specifier}'.`;
  }
  const target = resolve(from, specifier);
  const other = layerOf(target);
  if (other === undefined) return `'${specifier}' is not in a layer.`;
  if (other === own) return own.alone ? `Files of layer '${own.name}' may not import each other.` : null;
  return own.imports.includes(other.name) ? null : `Layer '${own.name}' may not import layer '${other.name}'.`;
}

/** The path below the root of a relative import: TypeScript names the compiled file. */
export function resolve(from, specifier) {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.replace(/\.js$/, '.ts').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
