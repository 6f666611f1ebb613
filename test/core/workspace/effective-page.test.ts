// The page of a path: every section once, values with all places, findings where they are, comparisons, and
// changes of single values.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createProject, type CheckedProject } from '../../../server/src/core/create-project.js';
import type { EffectivePage, EntryEdit, SettingEdit } from '../../../server/src/core/report/effective-page.js';
import { applyEdits } from '../../../server/src/core/text/edit.js';
import { featuresOf } from '../../../server/src/core/workspace/features.js';
import { sampleFiles } from '../../support/servers.js';

const root = 'file:///exch01';
const files = sampleFiles('contoso-exchange-2019');
const activeSync = 'Default Web Site/Microsoft-Server-ActiveSync';
const access = 'system.webServer/security/access';
const runtime = 'system.webServer/serverRuntime';

const project = (changed: ReadonlyMap<string, string> = new Map()): CheckedProject =>
  createProject({
    files: [...files].map(([name, text]) => ({
      uri: `${root}/${name}`,
      text: changed.get(`${root}/${name}`) ?? text,
    })),
    schemas: [],
    settings: { termination: 'auto', rules: {} },
  });

const sample = project();

function pageOf(configurationPath: string, compareWith: Parameters<CheckedProject['effectivePage']>[1] = null) {
  const page = sample.effectivePage({ root, configurationPath }, compareWith);
  assert.ok(page);
  return page;
}

type Section = EffectivePage['features'][number]['sections'][number];

const sectionsOf = (page: EffectivePage): readonly Section[] => page.features.flatMap(({ sections }) => sections);

function sectionOf(page: EffectivePage, path: string): Section {
  const found = sectionsOf(page).filter(({ section }) => section === path);
  assert.equal(found.length, 1, path);
  return found[0]!;
}

function settingOf(page: EffectivePage, path: string, name: string): Section['settings'][number] {
  const found = sectionOf(page, path).settings.find((setting) => setting.name === name);
  assert.ok(found, name);
  return found;
}

describe('the page of a path', () => {
  test('has each section in exactly one feature, those of the server at the server level only', () => {
    const paths = ['system.webServer/asp', access, 'system.applicationHost/sites', 'vendor/own'];
    const titles = (path: string): unknown => featuresOf(paths, path).map(({ title, sections }) => [title, sections]);
    assert.deepEqual(titles('Site'), [
      ['SSL Settings', [access]],
      ['ASP', ['system.webServer/asp']],
      ['Configuration Editor', ['vendor/own']],
    ]);
    assert.deepEqual((titles('') as unknown[]).at(-1), [
      'Configuration Editor',
      ['system.applicationHost/sites', 'vendor/own'],
    ]);
    const all = sectionsOf(pageOf(activeSync)).map(({ section }) => section);
    assert.equal(new Set(all).size, all.length);
    assert.ok(!all.includes('system.applicationHost/sites'));
    assert.ok(sectionsOf(pageOf('')).some(({ section }) => section === 'system.applicationHost/sites'));
  });

  test('says of every value what the configuration says', () => {
    const [{ configuration }] = sample.servers as [(typeof sample.servers)[number]];
    for (const { section, settings } of sectionsOf(pageOf(activeSync))) {
      for (const { name, value, editable } of settings) {
        const steps = name.split('/');
        let element = configuration.section(activeSync, section);
        for (const step of steps.slice(0, -1)) element = element!.elements.get(step)!;
        const effective = element!.attributes.get(steps.at(-1)!)!;
        if (editable) assert.equal(value, effective.value, `${section} ${name}`);
      }
    }
  });

  test('a value has the places that have a say, the default first, and who may set it', () => {
    const page = pageOf(activeSync);
    const flags = settingOf(page, access, 'sslFlags');
    assert.equal(flags.isHere, true);
    assert.deepEqual(
      flags.trail.map(({ text, configurationPath }) => [text, configurationPath]),
      [
        ['None', ''],
        ['None', ''],
        ['Ssl, Ssl128', 'Default Web Site'],
        ['Ssl, SslNegotiateCert, Ssl128', activeSync],
      ],
    );
    assert.equal(flags.origin.place?.uri, `${root}/applicationHost.config`);
    assert.match(flags.origin.label, /^applicationHost\.config:\d+$/);
    const { delegation, by } = sectionOf(page, access);
    assert.equal(delegation, 'Deny');
    assert.match(by!.label, /^applicationHost\.config:\d+$/);
    assert.equal(sectionOf(page, runtime).delegation, 'Allow');
  });

  test('a finding is at its value, at its section, or at the path, and nowhere twice', () => {
    const page = pageOf(activeSync);
    const rulesOf = (findings: readonly { readonly rule: string }[]): string[] => findings.map(({ rule }) => rule);
    assert.deepEqual(rulesOf(settingOf(page, access, 'sslFlags').findings), [
      'exchange/client-certificate-accepted-not-required',
    ]);
    assert.deepEqual(rulesOf(sectionOf(page, runtime).findings), ['exchange/upload-read-ahead-shadowed']);
    for (const path of ['', activeSync, 'Default Web Site/owa', 'Default Web Site/ecp']) {
      const shown = pageOf(path);
      const all = [
        ...rulesOf(shown.findings),
        ...sectionsOf(shown).flatMap(({ findings, settings, collections }) => [
          ...rulesOf(findings),
          ...settings.flatMap((one) => rulesOf(one.findings)),
          ...collections.flatMap((one) => (one.entries ?? []).flatMap((entry) => rulesOf(entry.findings))),
        ]),
      ];
      const own = sample.analysis.findings.filter(
        ({ configurationPath, uri }) => configurationPath === path && uri.endsWith('.config'),
      );
      for (const { rule } of own) assert.ok(all.includes(rule), `${path}: ${rule}`);
    }
  });

  test('a secret stays in its file', () => {
    const text = files.get('applicationHost.config')!;
    const withPassword = text.replace('<anonymousAuthentication enabled="true"', '$& password="Secret1"');
    assert.notEqual(withPassword, text);
    const page = project(new Map([[`${root}/applicationHost.config`, withPassword]])).effectivePage(
      { root, configurationPath: '' },
      null,
    );
    assert.ok(page);
    assert.ok(!JSON.stringify(page).includes('Secret1'));
    const password = settingOf(page, 'system.webServer/security/authentication/anonymousAuthentication', 'password');
    assert.deepEqual([password.value, password.editable], ['********', false]);
  });

  test('of an unknown server or path there is none', () => {
    assert.equal(sample.effectivePage({ root: 'file:///x', configurationPath: '' }, null), null);
    assert.equal(sample.effectivePage({ root, configurationPath: 'No Site/owa' }, null), null);
  });
});

describe('the comparison', () => {
  const differences = (page: EffectivePage): string[] =>
    sectionsOf(page).flatMap(({ settings }) =>
      settings.flatMap(({ name, value, compared }) =>
        compared?.differs ? [`${name}: ${value ?? '?'} | ${compared.other ?? '?'}`] : [],
      ),
    );

  test('with what Exchange is delivered with, for what the procedure speaks of', () => {
    const page = pageOf(activeSync, { kind: 'default' });
    assert.deepEqual([page.hasDefault, page.isCompared], [true, true]);
    assert.deepEqual(differences(page), [
      'enabled: false | true',
      'enabled: true | false',
      'sslFlags: Ssl, SslNegotiateCert, Ssl128 | Ssl, Ssl128',
    ]);
    const other = pageOf('Default Web Site/EWS', { kind: 'default' });
    assert.deepEqual([other.hasDefault, other.isCompared, differences(other)], [false, false, []]);
  });

  test('with another path: values, entries, and their order', () => {
    const page = pageOf(activeSync, { kind: 'path', root, configurationPath: 'Default Web Site/ecp' });
    assert.ok(differences(page).includes('uploadReadAheadSize: 0 | 49152'));
    const [modules] = sectionOf(page, 'system.webServer/modules').collections;
    assert.equal(modules!.differs, true);
    assert.deepEqual([modules!.onlyThere.length, modules!.entries!.filter(({ onlyHere }) => onlyHere).length], [1, 3]);
    const itself = pageOf(activeSync, { kind: 'path', root, configurationPath: activeSync });
    assert.deepEqual(differences(itself), []);
    assert.ok(sectionsOf(itself).every(({ collections }) => collections.every(({ differs }) => !differs)));
  });

  test('with what is not there is none', () => {
    const page = pageOf(activeSync, { kind: 'path', root: 'file:///gone', configurationPath: '' });
    assert.deepEqual([page.isCompared, differences(page)], [false, []]);
  });
});

describe('the change of a value', () => {
  const edit = (more: Partial<SettingEdit>): SettingEdit => ({
    root,
    configurationPath: activeSync,
    section: access,
    name: 'sslFlags',
    action: 'edit',
    value: 'Ssl',
    ...more,
  });

  /** The value afterward, and the files that were changed. */
  function after(change: SettingEdit): { readonly value: string | null; readonly files: readonly string[] } {
    const plan = sample.changeSetting(change);
    assert.ok(!('problem' in plan), JSON.stringify(plan));
    const texts = plan.edits.map(
      ({ uri, edits }) => [uri, applyEdits(files.get(uri.slice(root.length + 1))!, edits)] as const,
    );
    const page = project(new Map(texts)).effectivePage({ root, configurationPath: change.configurationPath }, null);
    return {
      value: settingOf(page!, change.section, change.name).value,
      files: texts.map(([uri]) => uri.slice(root.length + 1)),
    };
  }
  const host = ['applicationHost.config'];
  const problem = (change: SettingEdit): string => {
    const plan = sample.changeSetting(change);
    return 'problem' in plan ? plan.problem : '';
  };

  test('is made where the value is set, in a web.config too', () => {
    assert.deepEqual(after(edit({})), { value: 'Ssl', files: host });
    const size = edit({ section: runtime, name: 'uploadReadAheadSize', value: '100' });
    assert.deepEqual(after(size), { value: '100', files: ['FrontEnd/HttpProxy/sync/web.config'] });
  });

  test('overrides an inherited value at the path, below elements that are not there yet', () => {
    const windows = 'system.webServer/security/authentication/windowsAuthentication';
    const tokens = edit({
      configurationPath: 'Default Web Site/owa',
      section: windows,
      name: 'extendedProtection/tokenChecking',
      action: 'override',
      value: 'Allow',
    });
    assert.deepEqual(after(tokens), { value: 'Allow', files: host });
    const log = edit({ section: 'system.webServer/httpLogging', name: 'dontLog', action: 'override', value: 'true' });
    assert.deepEqual(after(log), { value: 'true', files: host });
  });

  test('takes back what the path sets, so that the inherited value holds', () => {
    assert.deepEqual(after(edit({ action: 'reset', value: null })), { value: 'Ssl, Ssl128', files: host });
  });

  test('says which problems it brings and which paths it reaches', () => {
    const plan = sample.changeSetting(edit({}));
    assert.ok(!('problem' in plan));
    assert.deepEqual(
      plan.added.map(({ rule }) => rule),
      ['exchange/client-certificate-ignored'],
    );
    assert.deepEqual(plan.alsoAt, []);
    const ofSite = sample.changeSetting(edit({ configurationPath: 'Default Web Site' }));
    assert.ok(
      !('problem' in ofSite) && !ofSite.alsoAt.includes(activeSync) && !ofSite.alsoAt.includes('Default Web Site'),
    );
  });

  test('says where the files do not tell whether it takes effect', () => {
    const plan = sample.changeSetting(
      edit({
        configurationPath: 'Exchange Back End/mapi',
        section: runtime,
        name: 'uploadReadAheadSize',
        action: 'override',
        value: '1',
      }),
    );
    assert.ok(!('problem' in plan));
    assert.match(plan.notes.join(), /^Whether it takes effect is unknown: .+ was not provided\.$/);
  });

  test('is refused where nothing can be changed and where IIS rejects it', () => {
    const unset = { section: 'system.webServer/webSocket', name: 'receiveBufferLimit' };
    assert.equal(problem(edit({ ...unset, value: '1' })), 'No file sets this value. Override it here.');
    assert.equal(problem(edit({ ...unset, action: 'reset', value: null })), 'This value is not set here.');
    assert.match(problem(edit({ value: 'Bogus' })), /^IIS rejects 'Bogus' for sslFlags/);
    assert.match(problem(edit({ name: 'none' })), /has no attribute none/);
    assert.equal(problem(edit({ root: 'file:///x' })), 'The workspace does not contain the server.');
  });
});

describe('the change of a list', () => {
  const providers = 'system.webServer/security/authentication/windowsAuthentication';
  const modules = 'system.webServer/modules';

  const entriesOf = (page: EffectivePage, { section, name }: Pick<EntryEdit, 'section' | 'name'>): readonly string[] =>
    sectionOf(page, section)
      .collections.find((one) => one.name === name)!
      .entries!.map(({ text }) => text);

  /** The texts afterward, and the entries at the path. */
  function after(edit: EntryEdit, before: ReadonlyMap<string, string> = new Map()) {
    const plan = project(before).changeSetting(edit);
    assert.ok(!('problem' in plan), JSON.stringify(plan));
    const texts = new Map(before);
    for (const { uri, edits } of plan.edits) {
      texts.set(uri, applyEdits(before.get(uri) ?? files.get(uri.slice(root.length + 1))!, edits));
    }
    const page = project(texts).effectivePage({ root, configurationPath: edit.configurationPath }, null);
    return { texts, plan, entries: entriesOf(page!, edit) };
  }

  const owa = { root, configurationPath: 'Default Web Site/owa', section: modules, name: '' } as const;
  const types = { ...owa, section: 'system.webServer/staticContent' } as const;
  const auth = { root, configurationPath: activeSync, section: providers, name: 'providers' } as const;

  test('an entry is added here and removed again, which leaves the text as it was', () => {
    for (const where of [owa, auth]) {
      const before = entriesOf(pageOf(where.configurationPath), where);
      const attributes: Record<string, string> =
        where === owa ? { name: 'CertificateMappingAuthenticationModule' } : { value: 'Negotiate:Kerberos' };
      const added = after({ ...where, action: 'addEntry', attributes });
      assert.equal(added.entries.length, before.length + 1);
      const at = added.entries.findIndex((text) => !before.includes(text));
      const removed = after({ ...where, action: 'removeEntry', at, entry: added.entries[at]! }, added.texts);
      assert.deepEqual(removed.entries, before);
      for (const [uri, text] of removed.texts) assert.equal(text, files.get(uri.slice(root.length + 1)), uri);
    }
  });

  test('an inherited entry is removed for this path alone, and a reset brings it back', () => {
    const before = entriesOf(pageOf('Default Web Site/owa'), types);
    const removed = after({ ...types, action: 'removeEntry', at: 0, entry: before[0]! });
    assert.deepEqual(removed.entries, before.slice(1));
    assert.ok([...removed.texts.values()].some((text) => /<remove fileExtension="[^"]+" \/>/.test(text)));
    const elsewhere = project(removed.texts).effectivePage({ root, configurationPath: 'Default Web Site/ecp' }, null)!;
    assert.deepEqual(entriesOf(elsewhere, types), entriesOf(pageOf('Default Web Site/ecp'), types));
    const own = sectionOf(pageOf('Default Web Site/owa'), types.section).collections[0]!.isHere;
    const page = project(removed.texts).effectivePage({ root, configurationPath: 'Default Web Site/owa' }, null)!;
    assert.deepEqual([own, sectionOf(page, types.section).collections[0]!.isHere], [false, true]);
    const reset = after({ ...types, action: 'resetEntries' }, removed.texts);
    assert.deepEqual(reset.entries, before);
    for (const [uri, text] of reset.texts) assert.equal(text, files.get(uri.slice(root.length + 1)), uri);
  });

  test('entries that are set here change places and nothing else does; moved back, the text is as it was', () => {
    const server = { ...owa, configurationPath: '' } as const;
    const before = entriesOf(pageOf(''), server);
    const up = after({ ...server, action: 'moveEntry', at: 3, entry: before[3]!, by: -1 });
    assert.deepEqual(up.entries, [...before.slice(0, 2), before[3], before[2], ...before.slice(4)]);
    const [edits] = up.plan.edits;
    assert.equal(edits!.edits.length, 2);
    const down = after({ ...server, action: 'moveEntry', at: 2, entry: before[3]!, by: 1 }, up.texts);
    assert.deepEqual(down.entries, before);
    for (const [uri, text] of down.texts) assert.equal(text, files.get(uri.slice(root.length + 1)), uri);
  });

  test('an inherited entry is moved for this path alone', () => {
    const ecp = {
      root,
      configurationPath: 'Default Web Site/ecp',
      section: 'system.webServer/handlers',
      name: '',
    } as const;
    const before = entriesOf(pageOf(ecp.configurationPath), ecp);
    const down = after({ ...ecp, action: 'moveEntry', at: 0, entry: before[0]!, by: 1 });
    assert.deepEqual(down.entries, [before[1], before[0], ...before.slice(2)]);
    const owaBefore = entriesOf(pageOf('Default Web Site/owa'), ecp);
    const elsewhere = project(down.texts).effectivePage({ root, configurationPath: 'Default Web Site/owa' }, null)!;
    assert.deepEqual(entriesOf(elsewhere, ecp), owaBefore);
    const ordered = sectionOf(pageOf(ecp.configurationPath), ecp.section).collections[0]!.isOrdered;
    assert.deepEqual(
      [ordered, sectionOf(pageOf('Default Web Site/owa'), types.section).collections[0]!.isOrdered],
      [true, false],
    );
  });

  /** The lines of a script that change a list. */
  const commands = (edit: EntryEdit, form: 'appcmd' | 'powershell', rollback = false): readonly string[] => {
    const script = sample.changeSettingScript(edit, form, rollback);
    assert.ok(typeof script === 'string', JSON.stringify(script));
    return script
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => / config .*\/[+-]|^(?:Clear|Add|Remove)-WebConf/.test(line))
      .map((line) => line.replace(/^if not defined WHATIF "%APPCMD%" set config /, ''));
  };

  test('as a script, an entry is added and removed alone, and taken back', () => {
    const [, first] = entriesOf(pageOf('Default Web Site/owa'), types);
    const removal = { ...types, action: 'removeEntry', at: 1, entry: first! } as const;
    const path = '"Default Web Site/owa" -section:system.webServer/staticContent';
    const extension = /fileExtension="([^"]+)"/.exec(first!)![1]!;
    const [removed, ...others] = commands(removal, 'appcmd');
    assert.deepEqual([removed, others], [`${path} /-"[fileExtension='${extension}']"`, []]);
    const back = commands(removal, 'appcmd', true);
    assert.ok(back.length >= 1 && back.at(-1)!.startsWith(`${path} /+"[fileExtension=`), back.join('\n'));
    const added = { ...types, action: 'addEntry', attributes: { fileExtension: '.x', mimeType: 'a/b' } } as const;
    assert.deepEqual(commands(added, 'appcmd'), [`${path} /+"[fileExtension='.x',mimeType='a/b']"`]);
    assert.deepEqual(commands(added, 'powershell'), [
      "Add-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST/Default Web Site/owa' -Filter 'system.webServer/staticContent' -Name '.' -Value @{ fileExtension = '.x'; mimeType = 'a/b' }",
    ]);
    const [alone] = commands(removal, 'powershell');
    assert.match(alone!, /^Remove-WebConfigurationProperty .* -AtElement @\{ fileExtension = '/);
  });

  test('as a script, an entry that moves up brings those before it behind it, in their order', () => {
    const providersOf = { ...auth, configurationPath: 'Default Web Site/EWS' } as const;
    const before = entriesOf(pageOf(providersOf.configurationPath), providersOf);
    const [, second] = before;
    const lines = commands({ ...providersOf, action: 'moveEntry', at: 1, entry: second!, by: -1 }, 'appcmd');
    assert.deepEqual(
      lines.map((line) => line.slice(line.indexOf(' /'))),
      [` /-"providers.[value='Negotiate']" /commit:apphost`, ` /+"providers.[value='Negotiate']" /commit:apphost`],
    );
  });

  test('as a script, a reset of a list is refused', () => {
    const answer = sample.changeSettingScript({ ...types, action: 'resetEntries' }, 'appcmd', false);
    assert.ok(typeof answer !== 'string');
  });

  test('what a new entry needs comes with values that the server knows', () => {
    const { collections } = sectionOf(pageOf(activeSync), providers);
    assert.deepEqual(collections.find(({ name }) => name === 'providers')!.fields, [
      { name: 'value', type: 'string', names: ['Negotiate', 'NTLM', 'Negotiate:Kerberos'] },
    ]);
    const [field] = sectionOf(pageOf(activeSync), modules).collections[0]!.fields;
    assert.ok(field!.names.includes('CertificateMappingAuthenticationModule'));
  });

  test('says what it brings, and that the files do not tell whether it takes effect', () => {
    const plan = sample.changeSetting({ ...owa, action: 'addEntry', attributes: { name: 'IsapiFilterModule' } });
    assert.ok(!('problem' in plan));
    assert.deepEqual(
      plan.added.map(({ rule }) => rule),
      ['iis/duplicate-collection-entry'],
    );
    assert.match(plan.notes.join(), /^Whether it takes effect is unknown: /);
  });

  test('is refused where there is nothing to change', () => {
    const problem = (edit: EntryEdit): string => {
      const plan = sample.changeSetting(edit);
      return 'problem' in plan ? plan.problem : '';
    };
    assert.equal(
      problem({ ...owa, action: 'removeEntry', at: 0, entry: 'name="Other"' }),
      'The configuration has changed. Try again.',
    );
    const [first] = entriesOf(pageOf('Default Web Site/owa'), owa);
    assert.equal(
      problem({ ...owa, action: 'moveEntry', at: 0, entry: first!, by: -1 }),
      'The configuration has changed. Try again.',
    );
    assert.equal(problem({ ...types, action: 'resetEntries' }), 'This value is not set here.');
    assert.match(problem({ ...owa, name: 'none', action: 'resetEntries' }), /has no entries that can be changed/);
    assert.match(problem({ ...owa, section: access, action: 'resetEntries' }), /has no entries that can be changed/);
  });
});
