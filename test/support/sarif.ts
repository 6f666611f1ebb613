// Validates SARIF against the schema of SARIF 2.1.0 as a package ships it.
import { createRequire } from 'node:module';
import type { Ajv as AjvInstance, Options } from 'ajv';

const require = createRequire(import.meta.url);
const Ajv = require('ajv') as new (options: Options) => AjvInstance;
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;

/** The schema is of JSON Schema draft 4. */
const ajv = new Ajv({ schemaId: 'id', meta: false, allErrors: true });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json') as object);
const validate = ajv.compile(schema);

/** What is wrong with a SARIF log; empty when it is valid. */
export function sarifErrors(log: unknown): readonly string[] {
  if (validate(log)) return [];
  return (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message ?? ''}`);
}
