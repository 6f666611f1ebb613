// The JSON schema of `.exchange-cba.json`, made from what the rules say of themselves.
import type { Severity } from '../rules/finding.js';
import { ruleSeverities, terminationSettings, windowsServers } from './settings.js';

export interface SchemaRule {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
}

const terminationTexts: Readonly<Record<string, string>> = {
  auto: 'Decided from the configuration, and shown with its evidence.',
  exchange: 'The client certificate ends at Exchange: IIS asks for it and maps it to the account.',
  device: 'A device in front (MDM, reverse proxy) takes the certificate and logs on by Kerberos delegation.',
  legacy: 'A legacy Client Access server in coexistence.',
  none: 'No client certificates.',
};

/** The schema as a JSON value (draft-07). The rules are listed in the order of their ids. */
export function settingsSchema(rules: readonly SchemaRule[]): Record<string, unknown> {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Exchange CBA',
    description: 'Settings of exchange-cba for the server in whose folder this file lies.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      termination: {
        description: 'Where the client certificate ends.',
        enum: [...terminationSettings],
        enumDescriptions: terminationSettings.map((name) => terminationTexts[name]),
        default: 'auto',
      },
      rules: rulesSchema(rules),
      virtualDirectories: {
        description:
          'Where the web.config of a configuration path lies, when it cannot be guessed: a folder or a file, relative to this file.',
        type: 'object',
        propertyNames: { pattern: '^[^/\\\\]([^\\\\]*[^/\\\\])?$' },
        additionalProperties: { type: 'string', minLength: 1 },
      },
      windowsServer: { description: 'The version of Windows Server, where it is known.', enum: [...windowsServers] },
      schemaFolder: {
        description: "A copy of the server's IIS schema files (inetsrv\\config\\schema), relative to this file.",
        type: 'string',
        minLength: 1,
      },
    },
  };
}

/** Rule id → severity; also the value of the editor's setting `exchangeCba.rules`. */
export function rulesSchema(rules: readonly SchemaRule[]): Record<string, unknown> {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return {
    description: 'The severity of single rules, or off.',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      sorted.map(({ id, severity, title }) => [
        id,
        { description: title, enum: [...ruleSeverities], default: severity },
      ]),
    ),
  };
}
