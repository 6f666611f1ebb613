// What `logFile` of a site says, or of siteDefaults where the site says nothing.
import { attributeIgnoringCase, childrenIgnoringCase } from '../iis/names.js';
import type { Site } from '../iis/sites.js';
import type { XmlAttribute } from '../xml/tree.js';

/** True where all sites write one log, so that `logFile` of a site says nothing. */
export function isCentralLog({ element }: Site): boolean {
  const applicationHost = element.parent?.parent;
  const log = applicationHost && childrenIgnoringCase(applicationHost, 'log')[0];
  const mode = log && attributeIgnoringCase(log, 'centralLogFileMode');
  return mode != null && mode.value.trim().toLowerCase() !== 'site';
}

/** The attribute that holds for the site; undefined where the default of IIS does. */
export function siteLogAttribute({ element }: Site, name: string): XmlAttribute | undefined {
  const { parent } = element;
  const defaults = parent === null ? [] : childrenIgnoringCase(parent, 'siteDefaults');
  for (const owner of [element, ...defaults]) {
    const logFile = childrenIgnoringCase(owner, 'logFile')[0];
    const attribute = logFile && attributeIgnoringCase(logFile, name);
    if (attribute !== undefined) return attribute;
  }
  return undefined;
}
