// What editors know of the settings: the schema of `.exchange-cba.json` and the setting `exchangeCba.rules`
// of the extension.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const schemaFile = 'schemas/exchange-cba.schema.json';
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
/** The severities of every rule on one line: the manifest is part of the npm package, which has a limit. */
const manifestText = (manifest) =>
  json(manifest).replaceAll(/\[\s+"error",\s+"warning",\s+"information",\s+"hint",\s+"off"\s+\]/g, (list) =>
    list.replaceAll(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'),
  );

export function settings(root, rules, { settingsSchema, rulesSchema, settingsFileName }) {
  const known = rules.map(({ id, severity, docs }) => ({ id, severity, title: docs.title }));
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const contributes = (manifest.contributes ??= {});
  const setting = contributes.configuration.properties['exchangeCba.rules'];
  const { properties } = rulesSchema(known);
  Object.assign(setting, { properties, additionalProperties: false });
  contributes.jsonValidation = [{ fileMatch: settingsFileName, url: `./${schemaFile}` }];
  return new Map([
    [schemaFile, json(settingsSchema(known))],
    ['package.json', manifestText(manifest)],
  ]);
}
