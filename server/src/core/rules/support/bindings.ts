// What the rules about bindings share: where they point, and how bindings are changed and added.
import type { ServerConfiguration } from '../../iis/configuration.js';
import type { Binding, Site } from '../../iis/sites.js';
import { commandChange, textChange } from '../../remedy/build.js';
import { cmdArgument, powershellString } from '../../remedy/quote.js';
import type { Change, CommandChange, Commands } from '../../remedy/remedy.js';
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

/**
 * Writes the flags of bindings on the server itself. Never an edit of a saved file: HTTP.SYS does not read
 * applicationHost.config, so that an edit would silence a finding and change nothing.
 */
export function flagsCommand(
  site: Site,
  description: string,
  flags: readonly (readonly [Binding, number])[],
): CommandChange {
  const state = (value: (binding: Binding, wanted: number) => string): Commands => {
    const set = flags.map(([binding, wanted]) => [binding, value(binding, wanted)] as const);
    const isPlain = set.every(
      ([{ bindingInformation }]) => !`${site.name.value}${bindingInformation.value}`.includes("'"),
    );
    if (!isPlain) return {};
    return {
      powershell: set.map(([binding, number]) => setByPowershell(site, binding, number)).join('\n'),
      cmd: set.map(([binding, number]) => setByAppcmd(site, binding, number)).join('\n'),
    };
  };
  return {
    ...commandChange(
      `${description}; save the output of netsh http show sslcert again afterwards`,
      state((_, wanted) => String(wanted)),
    ),
    undo: state(({ sslFlags }) => (/^\d+$/.test(sslFlags.value) ? sslFlags.value : '0')),
  };
}

function setByPowershell({ name }: Site, { bindingInformation }: Binding, flags: string): string {
  const filter = `system.applicationHost/sites/site[@name='${name.value}']/bindings/binding[@protocol='https' and @bindingInformation='${bindingInformation.value}']`;
  return `Set-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Filter ${powershellString(filter)} -Name sslFlags -Value ${flags}`;
}

function setByAppcmd({ name }: Site, { bindingInformation }: Binding, flags: string): string {
  const path = `/[name='${name.value}'].bindings.[protocol='https',bindingInformation='${bindingInformation.value}'].sslFlags:${flags}`;
  return `"%APPCMD%" set config -section:system.applicationHost/sites ${cmdArgument(path)} /commit:apphost`;
}

/** Adds an HTTPS binding, or binds an existing one again; its certificate is chosen outside the file. */
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
