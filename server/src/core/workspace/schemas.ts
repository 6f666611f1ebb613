// The schema that holds for a server: its own schema files where they are provided, the built-in tables
// otherwise.
import type { SourceFile } from '../text/source-file.js';
import { commonHead, folderOf, uriSegments } from '../iis/paths.js';
import { builtinSchema } from '../iis/schema/builtin.js';
import { mergeSchemas } from '../iis/schema/merge-schemas.js';
import type { SchemaFile, SchemaProblem } from '../iis/schema/reader.js';
import { readSchemaFile } from '../iis/schema/reader.js';
import type { Schema } from '../iis/schema/schema.js';

const read = new WeakMap<SourceFile, SchemaFile>();

function schemaFileOf(source: SourceFile): SchemaFile {
  let file = read.get(source);
  if (!file) read.set(source, (file = readSchemaFile(source.text, source.uri)));
  return file;
}

/** What is wrong with each provided schema file; the built-in tables replace what could not be read. */
export function schemaProblems(
  files: readonly SourceFile[],
): readonly { readonly uri: string; readonly problems: readonly SchemaProblem[] }[] {
  return files.map((file) => ({ uri: file.uri, problems: schemaFileOf(file).problems }));
}

/**
 * Schema files below a server's folder are that server's (`schema` beside applicationHost.config); all others
 * hold for every server that has none of its own.
 */
export function schemaFinder(files: readonly SourceFile[]): (root: string) => Schema {
  const folders = files.map((file) => ({ file, segments: uriSegments(folderOf(file.uri)) }));
  const cache = new Map<string, Schema>();
  return (root) => {
    let schema = cache.get(root);
    if (!schema) {
      const segments = uriSegments(root);
      const own = folders.filter((folder) => commonHead(folder.segments, segments) === segments.length);
      const chosen = own.length > 0 ? own : folders;
      schema =
        chosen.length === 0
          ? builtinSchema
          : mergeSchemas(builtinSchema, ...chosen.map(({ file }) => schemaFileOf(file)));
      cache.set(root, schema);
    }
    return schema;
  };
}
