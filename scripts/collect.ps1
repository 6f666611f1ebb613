# Gathers what exchange-cba diagnose may ask for into one folder. It reads only; no key and no password is exported.
# Run it in an elevated Windows PowerShell 5.1 on the Exchange server: .\collect.ps1 -Destination C:\Temp\EXCH01
param([string]$Destination = ".\$env:COMPUTERNAME")
$ErrorActionPreference = 'Continue'
& chcp.com 437 | Out-Null
New-Item -ItemType Directory -Force -Path $Destination | Out-Null
$inetsrv = Join-Path $env:windir 'System32\inetsrv\config'
$install = $env:ExchangeInstallPath
function Save-Text([string]$Name, [scriptblock]$Command) {
    & $Command 2>&1 | Out-File -FilePath (Join-Path $Destination $Name) -Encoding utf8 -Width 4096
}
# Configuration
Copy-Item (Join-Path $inetsrv 'applicationHost.config') $Destination
foreach ($name in 'sync', 'owa', 'ecp', 'EWS', 'Autodiscover', 'OAB', 'mapi', 'rpc', 'PowerShell', 'Rest') {
    $file = Join-Path $install "FrontEnd\HttpProxy\$name\web.config"
    if (Test-Path $file) {
        $folder = New-Item -ItemType Directory -Force -Path (Join-Path $Destination "FrontEnd\HttpProxy\$name")
        Copy-Item $file $folder.FullName
    }
}
# HTTP.SYS, SCHANNEL, Windows
Save-Text 'sslcert.txt' { netsh http show sslcert }
Save-Text 'schannel.txt' { reg query 'HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL' /s }
Save-Text 'systeminfo.txt' { systeminfo }
# Stores hold certificates without their keys
Save-Text 'root.txt' { certutil -store Root }
Save-Text 'ca.txt' { certutil -store CA }
Save-Text 'ntauth.txt' { certutil -enterprise -store NTAuth }
# Directory and events
Save-Text 'spn.txt' { setspn -F -Q 'http/*' }
$ids = '36871', '36874', '36885', '36887', '15021', '15300', '15301' | ForEach-Object { "EventID=$_" }
Save-Text 'system.txt' { wevtutil qe System "/q:*[System[($($ids -join ' or '))]]" /f:text /c:200 /rd:true }
# Logs of the last day
$since = (Get-Date).AddDays(-1)
$logs = 'C:\inetpub\logs\LogFiles\W3SVC1\u_ex*.log', "$env:windir\System32\LogFiles\HTTPERR\httperr*.log"
if ($install) { $logs += Join-Path $install 'Logging\HttpProxy\Eas\*.log' }
Get-ChildItem $logs -ErrorAction SilentlyContinue | Where-Object LastWriteTime -GT $since | Copy-Item -Destination $Destination
Write-Output "Saved in $Destination. Next: exchange-cba diagnose $Destination"
