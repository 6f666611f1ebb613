// Mistakes that once passed every test. `npm run mutate` makes each of them in turn and expects the related
// tests to fail.

const remedy = 'server/src/core/remedy';
const exchange = 'server/src/core/exchange';
const chain = 'server/src/core/certificate/trust/chain.ts';

/** `from` is in `file` exactly once and becomes `to`; `tests` are compiled test files below `out/test`. */
export const mutations = [
  {
    name: 'ecp decides the termination before ActiveSync',
    file: `${exchange}/server.ts`,
    from: 'certificateVirtualDirectories.flatMap(',
    to: '[...certificateVirtualDirectories].reverse().flatMap(',
    tests: ['core/exchange/termination'],
  },
  {
    name: 'the back end decides the termination',
    file: `${exchange}/decide-termination.ts`,
    from: "  if (directory.role !== 'frontEnd') return 'none';\n",
    to: '',
    tests: ['core/exchange/termination'],
  },
  {
    name: 'a site that maps on purpose is switched off',
    file: `${remedy}/switch.ts`,
    from: "    if (isOn(readBoolean(configuration, configurationPath, sections.mapping, 'enabled')) === 'yes') continue;\n",
    to: '',
    tests: ['core/remedy/switch-server'],
  },
  {
    name: 'unknown mapping elsewhere counts as unused',
    file: `${remedy}/switch.ts`,
    from: "isOn(other.mapping) !== 'no'",
    to: "isOn(other.mapping) === 'yes'",
    tests: ['core/remedy/switch-server'],
  },
  {
    name: "the site's IIS mapping is left on",
    file: `${remedy}/switch.ts`,
    from: "  if (root && isOn(root.iisMapping) === 'yes') changes.push(atSite.enable(sections.iisMapping, false));\n",
    to: '',
    tests: ['core/remedy/switch-server'],
  },
  {
    name: 'a section goes into a location that child applications do not inherit',
    file: `${remedy}/place.ts`,
    from: 'return fitting.find((tag) => tag.inheritInChildApplications)?.element ?? null;',
    to: 'return fitting[0]?.element ?? null;',
    tests: ['core/remedy/edits'],
  },
  {
    name: 'a misspelt location is a place for settings',
    file: `${remedy}/place.ts`,
    from: '      !tag.misspelt &&\n',
    to: '',
    tests: ['core/remedy/edits'],
  },
  {
    name: 'a new entry does not stand behind the one that stays before it',
    file: `${remedy}/emit.ts`,
    from: '    position = { after: standing };\n',
    to: '',
    tests: ['core/remedy/edits'],
  },
  {
    name: 'a malformed result of edits is accepted',
    file: `${remedy}/edits.ts`,
    from: 'if (parseXml(applyEdits(text, edits)).errors.length > 0) {',
    to: 'if (false) {',
    tests: ['core/remedy/edits'],
  },
  {
    name: 'a lone certificate is a verified chain',
    file: chain,
    from: 'verified: verified && path.length > 1',
    to: 'verified',
    tests: ['core/certificate/strange-chains'],
  },
  {
    name: 'a wrong key ends a chain better than a missing issuer',
    file: chain,
    from: '  missingIssuer: 20_000,\n  wrongKey: 30_000,',
    to: '  missingIssuer: 30_000,\n  wrongKey: 20_000,',
    tests: ['core/certificate/strange-chains'],
  },
  {
    name: 'a loop ends a chain better than a missing issuer',
    file: chain,
    from: '  loop: 40_000,',
    to: '  loop: 5_000,',
    tests: ['core/certificate/strange-chains'],
  },
];
