// The built-in schema of IIS 10 with URL Rewrite and WebDAV; each section's table is read when it is first
// asked for.
import { parseSection, sectionTexts } from './notation.js';
import type { Schema, SectionSchema } from './schema.js';
import { administrationTable } from './tables/administration.js';
import { applicationPoolsTable } from './tables/application-pools.js';
import { authenticationTable } from './tables/authentication.js';
import { contentTable } from './tables/content.js';
import { hostTable } from './tables/host.js';
import { requestsTable } from './tables/requests.js';
import { rewriteTable } from './tables/rewrite.js';
import { securityTable } from './tables/security.js';
import { sitesTable } from './tables/sites.js';
import { tracingTable } from './tables/tracing.js';
import { webdavTable } from './tables/webdav.js';

export { builtinDeclarations } from './declarations.js';

const tables = [
  applicationPoolsTable,
  sitesTable,
  hostTable,
  requestsTable,
  contentTable,
  securityTable,
  authenticationTable,
  tracingTable,
  rewriteTable,
  webdavTable,
  administrationTable,
];

class TableSchema implements Schema {
  readonly #bodies = new Map(tables.flatMap(sectionTexts));
  readonly #sections = new Map<string, SectionSchema>();
  readonly paths: readonly string[] = [...this.#bodies.keys()];

  section(path: string): SectionSchema | undefined {
    const known = this.#sections.get(path);
    if (known) return known;
    const body = this.#bodies.get(path);
    if (body === undefined) return undefined;
    const section = parseSection(path, body);
    this.#sections.set(path, section);
    return section;
  }
}

/**
 * The schema that holds where a server's own schema files are not provided. Facts: IIS 10, 1709 and later.
 */
export const builtinSchema: Schema = new TableSchema();
