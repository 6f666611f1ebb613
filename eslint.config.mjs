// Lint rules of the repository: strict type-aware TypeScript, and who may import what (ARCHITECTURE.md, "Layers").
import tseslint from 'typescript-eslint';

/** Forbids a folder's files to import the folders or packages named. */
const layer = (files, group, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});

const hostPackages = [
  'vscode',
  'vscode/*',
  'vscode-languageserver*',
  'vscode-languageclient*',
  'node:*',
  'node-forge*',
];
const outside = ['**/lsp/**', '**/cli/**', '**/host/**', '**/adapters/**', ...hostPackages];

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', '.cache/**', '**/node_modules/**'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: true }],
    },
  },
  { files: ['**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  layer(['server/src/core/**/*.ts'], outside, 'core is pure: it knows no host, protocol or editor.'),
  layer(
    ['server/src/core/text/**', 'server/src/core/xml/**'],
    [
      '**/iis/**',
      '**/exchange/**',
      '**/certificate/**',
      '**/rules/**',
      '**/lint/**',
      '**/remedy/**',
      '**/report/**',
      ...outside,
    ],
    'text and xml know nothing of the rest of core.',
  ),
  layer(
    ['server/src/core/iis/**'],
    ['**/exchange/**', '**/certificate/**', '**/rules/**', '**/lint/**', '**/remedy/**', '**/report/**', ...outside],
    'iis is the IIS configuration system alone: nothing of Exchange, rules or views.',
  ),
  layer(
    ['server/src/core/exchange/**'],
    ['**/certificate/**', '**/rules/**', '**/lint/**', '**/remedy/**', '**/report/**', ...outside],
    'exchange stands on iis and knows nothing of rules.',
  ),
  layer(
    ['server/src/core/evidence/**'],
    ['**/iis/**', '**/exchange/**', '**/rules/**', '**/lint/**', '**/remedy/**', '**/report/**', ...outside],
    'evidence stands on text and xml alone.',
  ),
  layer(
    ['server/src/core/certificate/**', 'server/src/core/logs/**'],
    [
      '**/xml/**',
      '**/iis/**',
      '**/exchange/**',
      '**/rules/**',
      '**/lint/**',
      '**/remedy/**',
      '**/report/**',
      ...outside,
    ],
    'certificates and logs stand on text alone.',
  ),
  layer(
    ['server/src/core/rules/*/**'],
    ['**/lint/**', '**/report/**', '**/editor/**', ...outside],
    'a rule sees its subject and nothing else.',
  ),
  layer(
    ['client/src/**/*.ts'],
    [
      '**/core/rules/**',
      '**/core/lint/**',
      '**/core/remedy/**',
      '**/server/src/lsp/**',
      '**/server/src/cli/**',
      'node:*',
    ],
    'the client knows core/certificate, adapters and the protocol only.',
  ),
  layer(
    ['client/src/webview/**/*.ts'],
    ['vscode', 'vscode-*', 'node:*'],
    'a webview knows messages, nothing of the editor.',
  ),
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite'] },
          ],
        },
      ],
    },
  },
);
