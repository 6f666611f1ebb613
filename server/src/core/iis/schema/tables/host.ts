// The rest of system.applicationHost, in the notation of notation.ts.
import { w3cFields } from './w3c-fields.js';

export const hostTable = String.raw`
system.applicationHost/configHistory
 enabled: bool = true
 path: string = %SYSTEMDRIVE%\inetpub\history
 maxHistories: uint = 10 range(1,4294967295)
 period: timeSpan = 00:02:00 seconds(10,2147483647,1)
system.applicationHost/customMetadata
 collection add=key
  path: string key
  collection add=property
   id: uint key
   dataType: enum {DWord=1, String=2, Binary=3, ExpandSZ=4, MultiSZ=5} required
   userType: uint = 1
   attributes: flags = Inherit {None=0, Inherit=1, PartialPath=2, Secure=4, Reference=8, Volatile=16, IsInherited=32, InsertPath=64, LocalMachineOnly=128, NonSecureOnly=256}
   value: string caseSensitive
system.applicationHost/listenerAdapters
 collection add
  name: string required key
  identity: string
  protocolManagerDll: string
  protocolManagerDllInitFunction: string caseSensitive
system.applicationHost/log
 logInUTF8: bool = true
 centralLogFileMode: enum = Site {Site=0, CentralBinary=1, CentralW3C=2}
 <centralBinaryLogFile>
  enabled: bool = false
  directory: string = %SystemDrive%\inetpub\logs\LogFiles expanded
  period: enum = Daily {Hourly=4, Daily=1, Weekly=2, Monthly=3, MaxSize=0}
  truncateSize: int64 = 20971520 range(1048576,4294967295)
  localTimeRollover: bool = false
 <centralW3CLogFile>
  enabled: bool = true
  directory: string = %SystemDrive%\inetpub\logs\LogFiles expanded nonEmptyString
  period: enum = Daily {Hourly=4, Daily=1, Weekly=2, Monthly=3, MaxSize=0}
  truncateSize: int64 = 20971520 range(1048576,4294967295)
  localTimeRollover: bool = false
  logExtFileFlags: flags = "Date, Time, ClientIP, UserName, SiteName, ServerIP, Method, UriStem, UriQuery, TimeTaken, HttpStatus, Win32Status, ServerPort, UserAgent, HttpSubStatus, Referer" ${w3cFields}
system.applicationHost/serviceAutoStartProviders
 collection add remove clear
  name: string key caseSensitive nonEmptyString
  type: string caseSensitive
system.applicationHost/webLimits
 maxGlobalBandwidth: uint = 4294967295 range(0,1023,exclude)
 connectionTimeout: timeSpan = 00:02:00
 demandStartThreshold: uint = 2147483647 range(10,2147483647)
 dynamicIdleThreshold: uint = 0 range(0,10000)
 headerWaitTimeout: timeSpan = 00:00:00 seconds(0,65535,1)
 minBytesPerSecond: uint = 240
 dynamicRegistrationThreshold: uint = 100 range(0,4294967295)
`;
