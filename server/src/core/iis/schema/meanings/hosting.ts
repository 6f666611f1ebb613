// Meanings of sites, applications, virtual directories, bindings and modules.
// Sources: iis-docs, pages below system.applicationHost/sites and of modules and globalModules.
import type { Meanings } from './meanings.js';

const sites = 'system.applicationHost/sites';
const site = `${sites}/site`;
const binding = `${site}/bindings/binding`;
const application = `${site}/application`;
const directory = `${application}/virtualDirectory`;
const modules = 'system.webServer/modules';
const globalModules = 'system.webServer/globalModules';

export const hostingMeanings: Meanings = {
  [`${site}@name`]: 'The name of the site; configuration paths begin with it.',
  [`${site}@id`]: 'The number of the site; its logs are in the folder W3SVC and this number.',
  [`${site}@serverAutoStart`]: 'Whether the site starts with the server.',
  [`${site}/bindings`]: 'The addresses at which the site answers.',
  [`${binding}@protocol`]: 'The protocol, such as http or https.',
  [`${binding}@bindingInformation`]:
    'IP address, port and host name, with colons between them: *:443:mail.contoso.com.',
  [`${binding}@sslFlags`]:
    'TLS options of an https binding, as the sum of bits. IIS tools write them to HTTP.SYS as well.',
  [`${application}@path`]:
    'The path of the application inside its site; / is the root application, which every site has.',
  [`${application}@applicationPool`]: 'The application pool that runs the application.',
  [`${application}@enabledProtocols`]: 'The protocols that the application answers.',
  [`${directory}@path`]: 'The path of the virtual directory inside its application; / is its root.',
  [`${directory}@physicalPath`]: 'The folder that the path stands for; environment variables are expanded.',
  [`${directory}@userName`]:
    'The account under which the folder is read; without one the user or the application pool is.',
  [`${directory}@password`]: 'The password of the account. IIS tools store it encrypted.',
  [`${directory}@allowSubDirConfig`]:
    'Whether web.config files below the root folder of the virtual directory are read.',

  [modules]:
    'The modules that take part in a request, native and managed. Native ones must be listed in globalModules.',
  [`${modules}@runAllManagedModulesForAllRequests`]:
    'Whether managed modules see every request, whatever their precondition says.',
  [`${modules}@runManagedModulesForWebDavRequests`]: 'Whether managed modules see WebDAV requests.',
  [`${modules}/add@name`]: 'The name of the module; of a native one the name in globalModules. Case matters.',
  [`${modules}/add@type`]: 'The class of a managed module; native modules have none.',
  [`${modules}/add@preCondition`]: 'Conditions under which the module takes part.',
  [globalModules]: 'The native modules that worker processes load.',
  [`${globalModules}/add@name`]: 'The name by which modules, lower down, refers to it. Case matters.',
  [`${globalModules}/add@image`]: 'The DLL of the module; environment variables are expanded.',
  [`${globalModules}/add@preCondition`]: 'Conditions under which the module is loaded, such as bitness64.',
};
