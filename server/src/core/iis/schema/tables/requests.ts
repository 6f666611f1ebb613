// How system.webServer finds a handler and runs it: modules, handlers, CGI, ISAPI, ASP, in the notation of
// notation.ts.

export const requestsTable = String.raw`
system.webServer/asp
 appAllowClientDebug: bool = false
 appAllowDebugging: bool = false
 errorsToNTLog: bool = false
 logErrorRequests: bool = true
 calcLineNumber: bool = true
 codePage: uint = 0 range(0,2147483647)
 enableApplicationRestart: bool = true
 enableAspHtmlFallback: bool = true
 enableChunkedEncoding: bool = true
 enableParentPaths: bool = false
 exceptionCatchEnable: bool = true
 lcid: uint = 0 range(0,2147483647)
 runOnEndAnonymously: bool = true
 scriptErrorMessage: string = "An error occurred on the server when processing the URL. Please contact the system administrator. <p/> If you are the system administrator please click <a href=&quot;http://go.microsoft.com/fwlink/?LinkID=82731&quot;>here</a> to find out more about this error." nonEmptyString
 scriptErrorSentToBrowser: bool = false
 scriptLanguage: string = VBScript nonEmptyString
 bufferingOn: bool = true
 <session>
  allowSessionState: bool = true
  keepSessionIdSecure: bool = true
  max: uint = 4294967295
  timeout: timeSpan = 00:20:00 seconds(0,31536000,60)
 <comPlus>
  appServiceFlags: flags = None {None=0, EnableTracker=1, EnableSxS=2, UsePartition=4}
  sxsName: string nonEmptyString
  partitionId: string = 00000000-0000-0000-0000-000000000000
  trackThreadingModel: bool = false
  executeInMta: bool = false
 <cache>
  diskTemplateCacheDirectory: string = "%SystemDrive%\inetpub\temp\ASP Compiled Templates" expanded nonEmptyString
  maxDiskTemplateCacheFiles: uint = 2000 range(0,2147483647)
  scriptFileCacheSize: uint = 500 range(0,2147483647)
  scriptEngineCacheMax: uint = 250 range(0,2147483647)
  enableTypelibCache: bool = true
 <limits>
  scriptTimeout: timeSpan = 00:01:30
  bufferingLimit: uint = 4194304 range(0,2147483647)
  maxRequestEntityAllowed: uint = 200000 range(0,2147483647)
  processorThreadMax: uint = 25 range(0,2147483647)
  queueConnectionTestTime: timeSpan = 00:00:03 seconds(1,2147483647,1)
  queueTimeout: timeSpan = 00:00:00
  requestQueueMax: uint = 3000 range(0,2147483647)
system.webServer/cgi
 createCGIWithNewConsole: bool = false
 createProcessAsUser: bool = true
 timeout: timeSpan = 00:15:00 seconds(1,2147483647,1)
system.webServer/fastCgi
 collection add=application
  fullPath: string required combined expanded nonEmptyString
  arguments: string = "" combined expanded
  monitorChangesTo: string = ""
  stderrMode: enum = ReturnStdErrIn500 {ReturnStdErrIn500=0, ReturnGeneric500=1, IgnoreAndReturn200=2, TerminateProcess=3}
  maxInstances: uint = 0 range(0,10000)
  idleTimeout: uint = 300 range(10,2592000)
  activityTimeout: uint = 70 range(10,2592000)
  requestTimeout: uint = 90 range(10,2592000)
  instanceMaxRequests: uint = 200 range(1,10000000)
  signalBeforeTerminateSeconds: uint = 0 range(0,60)
  protocol: enum = NamedPipe {NamedPipe=0, Tcp=1}
  queueLength: uint = 1000 range(1,100000000)
  flushNamedPipe: bool = false
  rapidFailsPerMinute: uint = 10 range(0,1000)
  <environmentVariables>
   collection add=environmentVariable
    name: string key
    value: string
system.webServer/globalModules
 collection add remove clear
  name: string required key caseSensitive
  image: string expanded
  preCondition: string caseSensitive
system.webServer/handlers
 accessPolicy: flags = Read {None=0, Read=1, Write=2, Execute=4, Source=16, Script=512, NoRemoteWrite=1024, NoRemoteRead=4096, NoRemoteExecute=8192, NoRemoteScript=16384}
 collection add remove clear prepend
  name: string required key caseSensitive nonEmptyString
  path: string required nonEmptyString
  verb: string required caseSensitive
  type: string caseSensitive
  modules: string = ManagedPipelineHandler caseSensitive
  scriptProcessor: string expanded
  resourceType: enum = Unspecified {File=0, Directory=1, Either=2, Unspecified=3}
  requireAccess: enum = Script {None=0, Read=1, Write=2, Script=3, Execute=4}
  allowPathInfo: bool = false
  preCondition: string caseSensitive
  responseBufferLimit: uint = 4194304
system.webServer/isapiFilters
 collection add=filter remove clear
  name: string required key caseSensitive nonEmptyString
  path: string required expanded nonEmptyString
  enabled: bool = true
  enableCache: bool = false
  preCondition: string caseSensitive
system.webServer/modules
 runAllManagedModulesForAllRequests: bool = false
 runManagedModulesForWebDavRequests: bool = false
 collection add remove clear
  name: string required key caseSensitive nonEmptyString
  type: string caseSensitive
  preCondition: string caseSensitive
system.webServer/applicationInitialization
 remapManagedRequestsTo: string = ""
 skipManagedModules: bool = false
 doAppInitAfterRestart: bool = false
 collection add remove clear
  initializationPage: string required key
  hostName: string = ""
system.webServer/serverRuntime
 enabled: bool = true
 appConcurrentRequestLimit: uint = 5000
 maxRequestEntityAllowed: uint = 4294967295
 uploadReadAheadSize: uint = 49152 range(0,2147483647)
 alternateHostName: string
 enableNagling: bool = false
 frequentHitThreshold: uint = 2 range(1,2147483647)
 frequentHitTimePeriod: timeSpan = 00:00:10
 authenticatedUserOverride: enum = UseAuthenticatedUser {UseAuthenticatedUser=1, UseWorkerProcessUser=2}
system.webServer/serverSideInclude
 ssiExecDisable: bool = false
system.webServer/validation
 validateIntegratedModeConfiguration: bool = true
system.webServer/webSocket
 enabled: bool = true
 receiveBufferLimit: uint = 4194304 range(4096,2147483647)
 pingInterval: timeSpan = 00:00:00 seconds(0,86400,1)
`;
