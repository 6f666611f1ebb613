// Sites with their applications, virtual directories, bindings and logs, in the notation of notation.ts.
import { w3cFields } from './w3c-fields.js';

export const sitesTable = String.raw`
system.applicationHost/sites
 collection add=site default=siteDefaults
  name: string required key siteName
  id: uint required key
  serverAutoStart: bool = true
  <bindings>
   collection add=binding clear
    protocol: string required combined nonEmptyString
    bindingInformation: string required combined nonEmptyString
    sslFlags: uint = 0
  <limits>
   maxBandwidth: uint = 4294967295 range(0,1023,exclude)
   maxConnections: uint = 4294967295
   connectionTimeout: timeSpan = 00:02:00 seconds(0,65535,1)
   maxUrlSegments: uint = 32 range(0,16383)
  <logFile>
   logExtFileFlags: flags = "Date, Time, ClientIP, UserName, ServerIP, Method, UriStem, UriQuery, TimeTaken, HttpStatus, Win32Status, ServerPort, UserAgent, HttpSubStatus, Referer" ${w3cFields}
   customLogPluginClsid: string = ""
   logFormat: enum = W3C {IIS=0, NCSA=1, W3C=2, Custom=3}
   logTargetW3C: flags = File {File=1, ETW=2}
   directory: string = %SystemDrive%\inetpub\logs\LogFiles expanded nonEmptyString
   period: enum = Daily {MaxSize=0, Daily=1, Weekly=2, Monthly=3, Hourly=4}
   truncateSize: int64 = 20971520 range(1048576,4294967295)
   localTimeRollover: bool = false
   enabled: bool = true
   logSiteId: bool = true
   flushByEntryCountW3CLog: uint = 0
   maxLogLineLength: uint = 65536 range(2,65536)
   <customFields>
    maxCustomFieldLength: uint = 4096 range(2,65536)
    collection add clear
     logFieldName: string required key nonEmptyString
     sourceName: string required nonEmptyString
     sourceType: enum {RequestHeader=0, ResponseHeader=1, ServerVariable=2} required
  <hsts>
   enabled: bool = false
   max-age: uint = 0
   includeSubDomains: bool = false
   preload: bool = false
   redirectHttpToHttps: bool = false
  <ftpServer> opaque
  <traceFailedRequestsLogging>
   enabled: bool = false
   directory: string = %SystemDrive%\inetpub\logs\FailedReqLogFiles expanded
   maxLogFiles: uint = 50 range(1,10000)
   maxLogFileSizeKB: uint = 1024 range(0,1048576)
   customActionsEnabled: bool = false
  collection add=application default=applicationDefaults
   path: string required key applicationPath
   applicationPool: string applicationPoolName
   enabledProtocols: string = http
   serviceAutoStartEnabled: bool = false
   serviceAutoStartProvider: string
   preloadEnabled: bool = false
   collection add=virtualDirectory default=virtualDirectoryDefaults
    path: string key virtualDirectoryPath
    physicalPath: string expanded
    userName: string
    password: string caseSensitive encrypted
    logonMethod: enum = ClearText {Interactive=0, Batch=1, Network=2, ClearText=3}
    allowSubDirConfig: bool = true
   <virtualDirectoryDefaults> defaults
  <applicationDefaults> defaults
  <virtualDirectoryDefaults> defaults
 <siteDefaults> defaults
 <applicationDefaults> defaults
 <virtualDirectoryDefaults> defaults
`;
