// The JSON schema of `.exchange-cba.json`, made from what the rules say of themselves.
import type { Severity } from '../rules/finding.js';
import { ruleSeverities, terminationSettings, windowsServers } from './settings.js';

export interface SchemaRule {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
}

const terminationTexts: Readonly<Record<string, string>> = {
  auto: 'Detected from the configuration and shown with its evidence.',
  exchange: 'Exchange validates client certificates: IIS requests the certificate and maps it to the account.',
  device:
    'A gateway (MDM, reverse proxy) validates client certificates and signs in to Exchange by Kerberos constrained delegation.',
  legacy: 'A legacy Client Access server in coexistence.',
  none: 'No client certificates are used.',
};

/** The schema as a JSON value (draft-07). The rules are listed in the order of their ids. */
export function settingsSchema(rules: readonly SchemaRule[]): Record<string, unknown> {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Exchange CBA',
    description: 'exchange-cba settings for the server in this folder.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      termination: {
        description: 'Where client certificates are validated.',
        enum: [...terminationSettings],
        enumDescriptions: terminationSettings.map((name) => terminationTexts[name]),
        default: 'auto',
      },
      rules: rulesSchema(rules),
      virtualDirectories: {
        description:
          'Folder or file of the web.config for a configuration path, relative to this file; needed only if it cannot be detected.',
        type: 'object',
        propertyNames: { pattern: '^[^/\\\\]([^\\\\]*[^/\\\\])?$' },
        additionalProperties: { type: 'string', minLength: 1 },
      },
      serverName: {
        description: 'The computer name of the server. Evidence that names it belongs to this server.',
        type: 'string',
        minLength: 1,
      },
      windowsServer: { description: 'The version of Windows Server, if known.', enum: [...windowsServers] },
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
    description: 'Severity of individual rules, or "off".',
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
