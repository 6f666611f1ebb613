// One switch of an HTTP.SYS certificate record, changed with netsh and everything else about the record kept.
import { netshParameters } from '../evidence/netsh-parameters.js';
import type { Site } from '../iis/sites.js';
import { commandChange } from './build.js';
import type { Commands, CommandChange } from './remedy.js';

/** An address or host name as netsh takes it: `ipport=0.0.0.0:443`. */
export type Endpoint = string;

/** A switch of a record and the state that is wanted. */
export interface RecordSwitch {
  /** As `netsh http show sslcert` prints it in English. */
  readonly label: string;
  /** As `netsh http add sslcert` takes it. */
  readonly parameter: string;
  readonly value: 'enable' | 'disable';
  /** Imperative, without the endpoints: `Switch on the DS mapper of`. */
  readonly description: string;
}

export const dsMapperOn: RecordSwitch = {
  label: 'DS Mapper Usage',
  parameter: 'dsmapperusage',
  value: 'enable',
  description: 'Enable DS Mapper Usage for',
};

export const tls13Off: RecordSwitch = {
  label: 'Disable TLS1.3',
  parameter: 'disabletls13',
  value: 'enable',
  description: 'Disable TLS 1.3 for',
};

export const negotiationOff: RecordSwitch = {
  label: 'Negotiate Client Certificate',
  parameter: 'clientcertnegotiation',
  value: 'disable',
  description: 'Disable Negotiate Client Certificate for',
};

/**
 * The certificate bindings that HTTP.SYS has for a site's https bindings. Bindings that cannot be read are
 * left out.
 */
export function endpointsOf(site: Pick<Site, 'bindings'>): readonly Endpoint[] {
  const result = new Set<Endpoint>();
  for (const { protocol, bindingInformation, sslFlags } of site.bindings) {
    if (protocol.value.toLowerCase() !== 'https') continue;
    const match = /^(\*|\[[\da-f:.]+\]|[\d.]*):(\d{1,5}):([\w.-]*)$/i.exec(bindingInformation.value);
    if (!match) continue;
    const [, address, port, host] = match;
    const needsName = (Number(sslFlags.value) & 1) === 1 && host !== '';
    result.add(
      needsName
        ? `hostnameport=${host!}:${port!}`
        : `ipport=${address === '' || address === '*' ? '0.0.0.0' : address!}:${port!}`,
    );
  }
  return [...result];
}

/**
 * Changes a switch of these records, as IIS Manager does (domain/01 §1.1 step 2). What netsh shows afterwards
 * has to be saved again, since the saved output is what is checked. `isRecorded`: saved output shows that the
 * switch stands the other way; otherwise no file tells how it stood before, and nothing takes the change back.
 */
export function recordChange(
  wanted: RecordSwitch,
  endpoints: readonly Endpoint[],
  { isRecorded = false } = {},
): CommandChange {
  const verify: Commands = {
    cmd: endpoints.map((endpoint) => `netsh http show sslcert ${endpoint}`).join('\n'),
    powershell: endpoints.map((endpoint) => `& netsh.exe http show sslcert '${endpoint}'`).join('\n'),
  };
  const before: RecordSwitch = { ...wanted, value: wanted.value === 'enable' ? 'disable' : 'enable' };
  const description = `${wanted.description} ${endpoints.join(', ')}, and keep the other settings`;
  const undo = isRecorded ? { undo: commandsFor(before, endpoints) } : {};
  return { ...commandChange(description, commandsFor(wanted, endpoints)), ...undo, verify };
}

function commandsFor(wanted: RecordSwitch, endpoints: readonly Endpoint[]): Commands {
  const { label, parameter, value } = wanted;
  return {
    powershell: powershell(wanted, endpoints),
    cmd: endpoints.map((endpoint) => `call :sslrecord "${endpoint}" "${label}" ${parameter} ${value}`).join('\n'),
    cmdSubroutines,
  };
}

function powershell({ label, parameter, value }: RecordSwitch, endpoints: readonly Endpoint[]): string {
  const other = value === 'enable' ? 'disable' : 'enable';
  return `$names = @{
${netshParameters
  .filter(([name]) => name !== label)
  .map(([name, own]) => `    '${name}' = '${own}'`)
  .join('\n')}
}
$words = @{ 'Enabled' = 'enable'; 'Set' = 'enable'; 'Disabled' = 'disable'; 'Not Set' = 'disable' }
foreach ($endpoint in ${endpoints.map((endpoint) => `'${endpoint}'`).join(', ')}) {
    $now = $null
    $settings = @()
    foreach ($line in (& netsh.exe http show sslcert $endpoint)) {
        if ($line -notmatch '^\\s+(.+?)\\s+:\\s*(.*?)\\s*$') { continue }
        $name = $Matches[1]
        $value = $Matches[2]
        if ($name -eq '${label}') { $now = $words[$value]; continue }
        if ($value -in '', '(null)', 'Not Set') { continue }
        if ($words.ContainsKey($value)) { $value = $words[$value] }
        if ($names.ContainsKey($name)) {
            $settings += $names[$name] + '=' + $value
        } elseif ($value -eq 'enable') {
            throw "netsh shows '$name' for $endpoint, which this script does not know how to keep. Use IIS Manager."
        }
    }
    if ($null -eq $now -or -not ($settings -like 'certhash=*') -or -not ($settings -like 'appid=*')) {
        throw "netsh shows no certificate or no '${label}' for $endpoint, or answers in another language. Use IIS Manager."
    }
    if ($now -eq '${value}') { continue }
    & netsh.exe http delete sslcert $endpoint | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "netsh could not delete the record of $endpoint." }
    & netsh.exe http add sslcert $endpoint @settings ${parameter}=${value} | Out-Null
    if ($LASTEXITCODE -ne 0) {
        & netsh.exe http add sslcert $endpoint @settings ${parameter}=${other} | Out-Null
        throw "netsh could not change '${label}' of $endpoint. Look whether the record is there; it is made by: netsh http add sslcert $endpoint $settings"
    }
}`;
}

/**
 * `:sslrecord` takes a record, the label of a switch, its parameter and the wanted state, and reads the
 * record line by line. Its answers are in %NOW%, %SETTINGS% and, for a setting that it could not keep,
 * %UNKNOWN%. In the command of
 * `for /f` a `=` has to are in quotation marks.
 */
const cmdSubroutines = String.raw`:sslrecord
set "NOW="
set "SETTINGS="
set "UNKNOWN="
set "OTHER=disable"
if "%~4"=="disable" set "OTHER=enable"
for /f "tokens=1* delims=:" %%A in ('netsh http show sslcert "%~1"') do call :sslrecordline "%%A" "%%B" "%~2"
if not defined NOW echo netsh shows no certificate or no %~2 for %~1, or answers in another language. Use IIS Manager. 1>&2& exit /b 1
if defined UNKNOWN echo netsh shows a setting that cannot be kept: %UNKNOWN%. Use IIS Manager. 1>&2& exit /b 1
if "%NOW%"=="%~4" exit /b 0
netsh http delete sslcert "%~1" >nul
if not "%ERRORLEVEL%"=="0" echo netsh could not delete the record of %~1. 1>&2& exit /b 1
netsh http add sslcert "%~1" %SETTINGS% %~3=%~4 >nul
if "%ERRORLEVEL%"=="0" exit /b 0
netsh http add sslcert "%~1" %SETTINGS% %~3=%OTHER% >nul
echo netsh could not change %~2 of %~1. Look whether the record is there; it is made by: 1>&2
echo netsh http add sslcert %~1 %SETTINGS% 1>&2
exit /b 1

:sslrecordline
set "LABEL=%~1"
set "VALUE="
for /f "tokens=*" %%L in ("%~1") do set "LABEL=%%L"
for /f "tokens=*" %%V in ("%~2") do set "VALUE=%%V"
:sslrecordtrim
if not defined LABEL exit /b 0
if not "%LABEL:~-1%"==" " goto sslrecordnamed
set "LABEL=%LABEL:~0,-1%"
goto sslrecordtrim
:sslrecordnamed
if /i "%VALUE%"=="Enabled" set "VALUE=enable"
if /i "%VALUE%"=="Set" set "VALUE=enable"
if /i "%VALUE%"=="Disabled" set "VALUE=disable"
if /i "%LABEL%"=="%~3" if /i "%VALUE%"=="Not Set" set "VALUE=disable"
if /i "%LABEL%"=="%~3" set "NOW=%VALUE%"& exit /b 0
if /i "%VALUE%"=="Not Set" exit /b 0
if /i "%VALUE%"=="(null)" exit /b 0
if not defined VALUE exit /b 0
set "NAME="
${netshParameters.map(([label, name]) => `if /i "%LABEL%"=="${label}" set "NAME=${name}"`).join('\n')}
if defined NAME set "SETTINGS=%SETTINGS% %NAME%=%VALUE%"& exit /b 0
if "%VALUE%"=="enable" set "UNKNOWN=%LABEL%"
exit /b 0`;
