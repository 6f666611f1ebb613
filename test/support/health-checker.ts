// A HealthChecker export with a configuration inside it, as PowerShell writes it: CliXml with the files as
// escaped text.

export interface ExportedFile {
  /** `C:\\inetpub\\wwwroot\\web.config`. */
  readonly location: string;
  readonly text: string;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '_x000A_');
const property = (name: string, inner: string): string => `<Obj N="${name}"><MS>${inner}</MS></Obj>`;

/** `more`: further properties of IISSettings, as XML. */
export function healthCheckerExport(
  applicationHost: string,
  files: readonly ExportedFile[] = [],
  name = 'EXCH01',
  more = '',
): string {
  const inner = files.map(({ location, text }) =>
    property('ConfigurationFileInfo', `<S N="Location">${location}</S><S N="Content">${escaped(text)}</S>`),
  );
  const settings = `<S N="ApplicationHostConfig">${escaped(applicationHost)}</S>${more}${inner.join('')}`;
  return `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj RefId="0"><MS>${property(
    'HealthCheckerExchangeServer',
    `<S N="ServerName">${name}</S>${property('ExchangeInformation', property('IISSettings', settings))}`,
  )}</MS></Obj></Objs>`;
}
