// Values of an attribute that only Exchange or the server itself knows.
import type { ServerConfiguration } from '../iis/configuration.js';
import { sufficientReadAhead } from '../sign-in/constants.js';

/** `place` is the element with its section: `system.webServer/modules/add`. */
export function suggestedValues(
  place: string,
  attribute: string,
  configuration: ServerConfiguration | undefined,
): readonly string[] {
  if (place.endsWith('windowsAuthentication/providers/add') && attribute === 'value') {
    return ['Negotiate', 'NTLM', 'Negotiate:Kerberos'];
  }
  if (attribute === 'uploadReadAheadSize') return [String(sufficientReadAhead)];
  if (!configuration) return [];
  const keys = (section: string): string[] =>
    configuration.section('', section)?.entries?.value?.map(({ key }) => key) ?? [];
  if (/system\.webServer\/modules\/(add|remove)$/.test(place) && attribute === 'name')
    return keys('system.webServer/globalModules');
  // Handlers name modules of both kinds, several with a comma between them.
  if (place.endsWith('system.webServer/handlers/add') && attribute === 'modules') {
    return [...new Set([...keys('system.webServer/globalModules'), ...keys('system.webServer/modules')])];
  }
  if (attribute === 'applicationPool') return keys('system.applicationHost/applicationPools');
  return [];
}
