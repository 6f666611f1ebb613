// Application pools, in the notation of notation.ts.

export const applicationPoolsTable = String.raw`
system.applicationHost/applicationPools
 collection add default=applicationPoolDefaults
  name: string required key applicationPoolName
  queueLength: uint = 1000 range(10,65535)
  autoStart: bool = true
  enable32BitAppOnWin64: bool = false
  managedRuntimeVersion: string = ""
  managedRuntimeLoader: string = webengine4.dll
  enableConfigurationOverride: bool = true
  managedPipelineMode: enum = Integrated {Integrated=0, Classic=1}
  CLRConfigFile: string = "" expanded
  passAnonymousToken: bool = true
  startMode: enum = OnDemand {OnDemand=0, AlwaysRunning=1}
  <processModel>
   identityType: enum = ApplicationPoolIdentity {LocalSystem=0, LocalService=1, NetworkService=2, SpecificUser=3, ApplicationPoolIdentity=4}
   userName: string
   password: string caseSensitive encrypted
   requestQueueDelegatorIdentity: string
   loadUserProfile: bool = false
   setProfileEnvironment: bool = true
   logonType: enum = LogonBatch {LogonBatch=0, LogonService=1}
   manualGroupMembership: bool = false
   idleTimeout: timeSpan = 00:20:00 seconds(0,2592000,60)
   idleTimeoutAction: enum = Terminate {Terminate=0, Suspend=1}
   maxProcesses: uint = 1 range(0,2147483647)
   shutdownTimeLimit: timeSpan = 00:01:30 seconds(1,4294967,1)
   startupTimeLimit: timeSpan = 00:01:30 seconds(1,4294967,1)
   pingingEnabled: bool = true
   pingInterval: timeSpan = 00:00:30 seconds(1,4294967,1)
   pingResponseTime: timeSpan = 00:01:30 seconds(1,4294967,1)
   logEventOnProcessModel: flags = IdleTimeout {IdleTimeout=1}
  <recycling>
   disallowOverlappingRotation: bool = false
   disallowRotationOnConfigChange: bool = false
   logEventOnRecycle: flags = "Time, Memory, PrivateMemory" {Time=1, Requests=2, Schedule=4, Memory=8, IsapiUnhealthy=16, OnDemand=32, ConfigChange=64, PrivateMemory=128}
   <periodicRestart>
    memory: uint = 0
    privateMemory: uint = 0
    requests: uint = 0
    time: timeSpan = 29:00:00 seconds(0,25920000,60)
    <schedule>
     collection add clear
      value: timeSpan required key seconds(0,86399,60)
  <failure>
   loadBalancerCapabilities: enum = HttpLevel {TcpLevel=1, HttpLevel=2}
   orphanWorkerProcess: bool = false
   orphanActionExe: string expanded
   orphanActionParams: string expanded
   rapidFailProtection: bool = true
   rapidFailProtectionInterval: timeSpan = 00:05:00 seconds(60,8640000,60)
   rapidFailProtectionMaxCrashes: uint = 5 range(1,2147483647)
   autoShutdownExe: string expanded
   autoShutdownParams: string expanded
  <cpu>
   limit: uint = 0 range(0,100000)
   action: enum = NoAction {NoAction=0, KillW3wp=1, Throttle=2, ThrottleUnderLoad=3}
   resetInterval: timeSpan = 00:05:00 seconds(0,86400,60)
   smpAffinitized: bool = false
   smpProcessorAffinityMask: uint = 4294967295
   smpProcessorAffinityMask2: uint = 4294967295
   processorGroup: int = 0 range(0,2147483647)
   numaNodeAssignment: enum = MostAvailableMemory {MostAvailableMemory=0, WindowsScheduling=1}
   numaNodeAffinityMode: enum = Soft {Soft=0, Hard=1}
  <environmentVariables>
   collection add remove
    name: string required key nonEmptyString
    value: string required nonEmptyString
 <applicationPoolDefaults> defaults
`;
