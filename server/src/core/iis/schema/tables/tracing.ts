// Logs and traces of system.webServer, in the notation of notation.ts.

export const tracingTable = String.raw`
system.webServer/httpLogging
 selectiveLogging: enum = LogAll {LogAll=0, LogSuccessful=1, LogError=2}
 dontLog: bool = false
system.webServer/httpTracing
 <traceUrls>
  collection add remove clear
   value: string required key
system.webServer/odbcLogging
 dataSource: string = InternetDb caseSensitive
 tableName: string = InternetLog caseSensitive
 userName: string = InternetAdmin
 password: string caseSensitive encrypted
system.webServer/tracing/traceFailedRequests
 collection add remove clear
  path: string key
  customActionExe: string expanded
  customActionParams: string expanded
  customActionTriggerLimit: uint = 1 range(0,10000)
  <traceAreas>
   collection add remove clear
    provider: string required key
    areas: string
    verbosity: enum = Warning {General=0, CriticalError=1, Error=2, Warning=3, Information=4, Verbose=5}
  <failureDefinitions>
   timeTaken: timeSpan = 00:00:00
   traceAllAfterTimeout: bool = false
   statusCodes: string
   verbosity: enum = Ignore {Ignore=0, CriticalError=1, Error=2, Warning=3}
system.webServer/tracing/traceProviderDefinitions
 collection add remove clear
  name: string required key
  guid: string required
  <areas>
   collection add remove clear
    name: string required key
    value: uint required
`;
