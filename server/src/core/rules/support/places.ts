// Where findings point that are not about one virtual directory.
import type { ServerConfiguration } from '../../iis/configuration.js';
import type { Effective } from '../../iis/effective.js';
import type { Place } from '../../text/range.js';
import type { XmlElement } from '../../xml/tree.js';
import { childElements } from '../../xml/tree.js';

/**
 * The value at server level when it is written there; else the start tag of as much of the section's path as
 * is written.
 */
export function serverPlace(
  { applicationHost }: ServerConfiguration,
  section: string,
  effective?: Effective<unknown>,
): Place {
  const origin = effective?.origin;
  if (origin && origin.kind !== 'schema' && origin.configurationPath === '') {
    return { uri: origin.uri, range: origin.range };
  }
  const { uri, configuration, sections } = applicationHost;
  const occurrence = sections.find((one) => one.section === section && (one.location?.path ?? '') === '');
  if (occurrence) return { uri, range: occurrence.element.startTag };
  let element = configuration;
  for (const name of section.split('/')) {
    const inner: XmlElement | undefined = element ? childElements(element, name)[0] : undefined;
    if (!inner) break;
    element = inner;
  }
  return { uri, range: element?.startTag ?? { start: 0, end: 0 } };
}
