// Tells what a file is, by its content first and its name second.
import type { XmlDocument } from '../xml/tree.js';
import { childElements } from '../xml/tree.js';
import { fileNameOf } from '../iis/paths.js';

export type FileRole = 'applicationHost' | 'webConfig' | 'transform' | 'other';

const transformNamespace = 'http://schemas.microsoft.com/XML-Document-Transform';

/** True for an XDT transform, which is not a configuration but a recipe for changing one. */
export function isTransform(document: XmlDocument): boolean {
  return (
    document.root?.attributes.some(({ name, value }) => name.startsWith('xmlns') && value === transformNamespace) ??
    false
  );
}

/** The role of an XML file. */
export function roleOf(uri: string, document: XmlDocument): FileRole {
  if (isTransform(document)) return 'transform';
  const name = fileNameOf(uri).toLowerCase();
  const { root } = document;
  if (root?.name === 'configuration' && childElements(root, 'system.applicationHost').length > 0)
    return 'applicationHost';
  if (name === 'applicationhost.config') return 'applicationHost';
  if (name === 'web.config') return 'webConfig';
  return 'other';
}
