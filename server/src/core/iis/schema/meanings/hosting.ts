// Meanings of sites, applications, virtual directories, bindings and modules.
// Sources: iis-docs, pages below system.applicationHost/sites and of modules and globalModules.
import type { Meanings } from './meaning-table.js';

const sites = 'system.applicationHost/sites';
const site = `${sites}/site`;
const binding = `${site}/bindings/binding`;
const application = `${site}/application`;
const directory = `${application}/virtualDirectory`;
const modules = 'system.webServer/modules';
const globalModules = 'system.webServer/globalModules';

export const hostingMeanings: Meanings = {
  [`${site}@name`]: 'The name of the site, with which configuration paths start.',
  [`${site}@id`]: 'The ID of the site; its logs are in the folder W3SVC followed by this number.',
  [`${site}@serverAutoStart`]: 'Whether the site starts with the server.',
  [`${site}/bindings`]: 'The addresses at which the site accepts requests.',
  [`${binding}@protocol`]: 'The protocol, such as http or https.',
  [`${binding}@bindingInformation`]: 'IP address, port, and host name, separated by colons: *:443:mail.contoso.com.',
  [`${binding}@sslFlags`]: 'TLS options of an HTTPS binding, as a sum of bits. IIS tools also write them to HTTP.SYS.',
  [`${application}@path`]:
    'The path of the application inside its site; / is the root application, which every site has.',
  [`${application}@applicationPool`]: 'The application pool that runs the application.',
  [`${application}@enabledProtocols`]: 'The protocols that the application accepts.',
  [`${directory}@path`]: 'The path of the virtual directory inside its application; / is its root.',
  [`${directory}@physicalPath`]: 'The physical path of the folder; environment variables are expanded.',
  [`${directory}@userName`]:
    'The account that reads the folder; empty means the user or the application pool identity.',
  [`${directory}@password`]: 'The password of the account. IIS tools store it encrypted.',
  [`${directory}@allowSubDirConfig`]:
    'Whether IIS reads web.config files below the root folder of the virtual directory.',

  [modules]: 'The modules that process requests, native and managed. Native modules must be listed in globalModules.',
  [`${modules}@runAllManagedModulesForAllRequests`]:
    'Whether managed modules process every request, regardless of their precondition.',
  [`${modules}@runManagedModulesForWebDavRequests`]: 'Whether managed modules process WebDAV requests.',
  [`${modules}/add@name`]: 'The name of the module; for a native module, its name in globalModules. Case matters.',
  [`${modules}/add@type`]: 'The class of a managed module; native modules have none.',
  [`${modules}/add@preCondition`]: 'Conditions under which the module processes requests.',
  [globalModules]: 'The native modules that worker processes load.',
  [`${globalModules}/add@name`]: 'The name by which the modules section refers to it. Case matters.',
  [`${globalModules}/add@image`]: 'The DLL of the module; environment variables are expanded.',
  [`${globalModules}/add@preCondition`]: 'Conditions under which the module is loaded, such as bitness64.',
};
