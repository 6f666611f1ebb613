// Tells what a file is, by its content first and its name second.
import type { XmlDocument } from '../xml/tree.js';
import { childElements } from '../xml/tree.js';
import { fileNameOf } from '../iis/paths.js';
import type { SourceFile } from '../text/source-file.js';

export type FileRole = 'applicationHost' | 'webConfig' | 'transform' | 'other';

const transformNamespace = 'http://schemas.microsoft.com/XML-Document-Transform';

/** True for an XDT transform, which is not a configuration but a recipe for changing one. */
export function isTransform(document: XmlDocument): boolean {
  return (
    document.root?.attributes.some(({ name, value }) => name.startsWith('xmlns') && value === transformNamespace) ??
    false
  );
}

/**
 * The role of an XML file. `document` gives its tree and is requested only where name and text do not tell.
 */
export function roleOf({ uri, text }: SourceFile, document: () => XmlDocument): FileRole {
  const name = fileNameOf(uri).toLowerCase();
  // Where references spell the namespace it is not seen in the text.
  const mayBeTransform = text.includes('xmlns') && (text.includes(transformNamespace) || text.includes('&'));
  const mayBeHost = text.includes('system.applicationHost');
  if (!mayBeTransform && name === 'applicationhost.config') return 'applicationHost';
  if (!mayBeTransform && !mayBeHost && name === 'web.config') return 'webConfig';
  const tree = document();
  if (isTransform(tree)) return 'transform';
  const { root } = tree;
  if (root?.name === 'configuration' && childElements(root, 'system.applicationHost').length > 0)
    return 'applicationHost';
  if (name === 'applicationhost.config') return 'applicationHost';
  if (name === 'web.config') return 'webConfig';
  return 'other';
}
