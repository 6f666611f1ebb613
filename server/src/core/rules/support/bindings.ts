// What the rules about bindings share: where they point, and how bindings are changed and added.
import type { ServerConfiguration } from '../../iis/configuration.js';
import type { Binding, Site } from '../../iis/sites.js';
import { commandChange, textChange } from '../../remedy/build.js';
import type { Change, TextChange } from '../../remedy/remedy.js';
import type { TextEdit } from '../../text/edit.js';
import type { Place } from '../../text/range.js';
import { insertChild, setAttribute } from '../../xml/edit.js';
import { childElements } from '../../xml/tree.js';

/** The flags where they are written, else what the binding is bound to, else its start tag. */
export function placeOfBinding(configuration: ServerConfiguration, binding: Binding): Place {
  const flags = binding.sslFlags.attribute;
  if (!flags) return placeOfInformation(configuration, binding);
  return { uri: configuration.applicationHost.uri, range: flags.valueRange };
}

/** What a binding is bound to. */
export function placeOfInformation({ applicationHost }: ServerConfiguration, binding: Binding): Place {
  const { attribute } = binding.bindingInformation;
  return { uri: applicationHost.uri, range: attribute?.valueRange ?? binding.element.startTag };
}

/** A site's list of bindings, else its name. */
export function placeOfBindings({ applicationHost }: ServerConfiguration, site: Site): Place {
  const [list] = childElements(site.element, 'bindings');
  const range = list?.startTag ?? site.name.attribute?.valueRange ?? site.element.startTag;
  return { uri: applicationHost.uri, range };
}

/** Writes the flags of bindings into applicationHost.config; HTTP.SYS learns of it only from IIS Manager or netsh. */
export function flagsChange(
  { applicationHost }: ServerConfiguration,
  description: string,
  flags: readonly (readonly [Binding, number])[],
): TextChange {
  const edits = flags.flatMap(([{ element }, value]) =>
    setAttribute(applicationHost.document, element, 'sslFlags', String(value)),
  );
  return textChange(applicationHost.uri, description, edits);
}

/** Adds an https binding, or binds an existing one anew; its certificate is chosen outside the file. */
export function bindingChange(
  { applicationHost }: ServerConfiguration,
  site: Site,
  description: string,
  information: string,
  existing?: Binding,
): Change[] {
  const { document, uri } = applicationHost;
  const markup = { name: 'binding', attributes: { protocol: 'https', bindingInformation: information } };
  const [list] = childElements(site.element, 'bindings');
  const edits: readonly TextEdit[] = existing
    ? setAttribute(document, existing.element, 'bindingInformation', information)
    : list
      ? insertChild(document, list, markup, 'last')
      : insertChild(document, site.element, { name: 'bindings', children: [markup] }, 'last');
  return [
    textChange(uri, description, edits),
    commandChange('Select the certificate of the binding in IIS Manager, and check its certificate record', {
      cmd: 'netsh http show sslcert',
    }),
  ];
}
