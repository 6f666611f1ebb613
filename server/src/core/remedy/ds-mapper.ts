// The DS mapper of an HTTP.SYS certificate binding, switched with netsh and everything else about the binding kept.
import { netshParameters } from '../evidence/netsh-parameters.js';
import type { Site } from '../iis/sites.js';
import { commandChange } from './build.js';
import type { Commands, CommandChange } from './remedy.js';

/** An address or host name as netsh takes it: `ipport=0.0.0.0:443`. */
export type Endpoint = string;

/** The certificate bindings that HTTP.SYS has for a site's https bindings. Bindings that cannot be read are left out. */
export function endpointsOf(site: Site): readonly Endpoint[] {
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
 * Switches the DS mapper of these bindings on, as IIS Manager does for the whole server (domain/01 §1.1 step 2). No file tells whether it was on,
 * so nothing takes it back.
 */
export function dsMapperChange(endpoints: readonly Endpoint[]): CommandChange {
  const verify: Commands = {
    cmd: endpoints.map((endpoint) => `netsh http show sslcert ${endpoint}`).join('\n'),
    powershell: endpoints.map((endpoint) => `& netsh.exe http show sslcert '${endpoint}'`).join('\n'),
  };
  const commands: Commands = {
    powershell: powershell(endpoints),
    cmd: endpoints.map((endpoint) => `call :dsmapper "${endpoint}"`).join('\n'),
    cmdSubroutines,
  };
  const description = `Switch on the DS mapper of ${endpoints.join(', ')}, and keep all else of the bindings`;
  return { ...commandChange(description, commands), verify };
}

function powershell(endpoints: readonly Endpoint[]): string {
  return `$names = @{
${netshParameters.map(([label, name]) => `    '${label}' = '${name}'`).join('\n')}
}
$words = @{ 'Enabled' = 'enable'; 'Set' = 'enable'; 'Disabled' = 'disable' }
foreach ($endpoint in ${endpoints.map((endpoint) => `'${endpoint}'`).join(', ')}) {
    $mapper = $null
    $settings = @()
    foreach ($line in (& netsh.exe http show sslcert $endpoint)) {
        if ($line -notmatch '^\\s+(.+?)\\s+:\\s*(.*?)\\s*$') { continue }
        $label = $Matches[1]
        $value = $Matches[2]
        if ($label -eq 'DS Mapper Usage') { $mapper = $value }
        if ($value -in '', '(null)', 'Not Set') { continue }
        if ($words.ContainsKey($value)) { $value = $words[$value] }
        if ($names.ContainsKey($label)) {
            $settings += $names[$label] + '=' + $value
        } elseif ($value -eq 'enable' -and $label -ne 'DS Mapper Usage') {
            throw "netsh shows '$label' for $endpoint, which this script does not know how to keep. Switch the DS mapper in IIS Manager."
        }
    }
    if ($null -eq $mapper -or -not ($settings -like 'certhash=*') -or -not ($settings -like 'appid=*')) {
        throw "netsh shows no certificate for $endpoint, or answers in another language. Switch the DS mapper in IIS Manager."
    }
    if ($mapper -eq 'Enabled') { continue }
    & netsh.exe http delete sslcert $endpoint | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "netsh could not delete the record of $endpoint." }
    & netsh.exe http add sslcert $endpoint @settings dsmapperusage=enable | Out-Null
    if ($LASTEXITCODE -ne 0) {
        & netsh.exe http add sslcert $endpoint @settings dsmapperusage=disable | Out-Null
        throw "netsh could not switch the DS mapper of $endpoint. Look whether the record is there; it is made by: netsh http add sslcert $endpoint $settings"
    }
}`;
}

/**
 * `:dsmapper` takes a binding and reads its record line by line. Its answers are in %MAPPER%, %SETTINGS% and, for
 * a setting that it could not keep, %UNKNOWN%. In the command of `for /f` a `=` has to stand in quotation marks.
 */
const cmdSubroutines = String.raw`:dsmapper
set "MAPPER="
set "SETTINGS="
set "UNKNOWN="
for /f "tokens=1* delims=:" %%A in ('netsh http show sslcert "%~1"') do call :dsmapperline "%%A" "%%B"
if not defined MAPPER echo netsh shows no certificate for %~1, or answers in another language. Switch the DS mapper in IIS Manager. 1>&2& exit /b 1
if defined UNKNOWN echo netsh shows a setting that cannot be kept: %UNKNOWN%. Switch the DS mapper in IIS Manager. 1>&2& exit /b 1
if "%MAPPER%"=="enable" exit /b 0
netsh http delete sslcert "%~1" >nul
if not "%ERRORLEVEL%"=="0" echo netsh could not delete the record of %~1. 1>&2& exit /b 1
netsh http add sslcert "%~1" %SETTINGS% dsmapperusage=enable >nul
if "%ERRORLEVEL%"=="0" exit /b 0
netsh http add sslcert "%~1" %SETTINGS% dsmapperusage=disable >nul
echo netsh could not switch the DS mapper of %~1. Look whether the record is there; it is made by: 1>&2
echo netsh http add sslcert %~1 %SETTINGS% 1>&2
exit /b 1

:dsmapperline
set "LABEL=%~1"
set "VALUE="
for /f "tokens=*" %%L in ("%~1") do set "LABEL=%%L"
for /f "tokens=*" %%V in ("%~2") do set "VALUE=%%V"
:dsmappertrim
if not defined LABEL exit /b 0
if not "%LABEL:~-1%"==" " goto dsmappernamed
set "LABEL=%LABEL:~0,-1%"
goto dsmappertrim
:dsmappernamed
if /i "%VALUE%"=="Enabled" set "VALUE=enable"
if /i "%VALUE%"=="Set" set "VALUE=enable"
if /i "%VALUE%"=="Disabled" set "VALUE=disable"
if /i "%VALUE%"=="Not Set" exit /b 0
if /i "%VALUE%"=="(null)" exit /b 0
if not defined VALUE exit /b 0
if /i "%LABEL%"=="DS Mapper Usage" set "MAPPER=%VALUE%"& exit /b 0
set "NAME="
${netshParameters.map(([label, name]) => `if /i "%LABEL%"=="${label}" set "NAME=${name}"`).join('\n')}
if defined NAME set "SETTINGS=%SETTINGS% %NAME%=%VALUE%"& exit /b 0
if "%VALUE%"=="enable" set "UNKNOWN=%LABEL%"
exit /b 0`;
