// What system.webServer answers with: static content, errors, headers, caching, compression, in the notation
// of notation.ts.

export const contentTable = String.raw`
system.webServer/caching
 enabled: bool = true
 enableKernelCache: bool = true
 maxCacheSize: uint = 0
 maxResponseSize: uint = 262144
 <profiles>
  collection add remove clear prepend
   extension: string required key nonEmptyString
   policy: enum = DontCache {DontCache=0, CacheUntilChange=1, CacheForTimePeriod=2, DisableCache=3}
   kernelCachePolicy: enum = DontCache {DontCache=0, CacheUntilChange=1, CacheForTimePeriod=2, DisableCache=3}
   duration: timeSpan = 00:00:30 seconds(1,4294967,1)
   location: enum = Server {Any=0, Client=1, Downstream=2, Server=3, None=4, ServerAndClient=5}
   varyByHeaders: string
   varyByQueryString: string
system.webServer/defaultDocument
 enabled: bool = true
 <files>
  collection add remove clear prepend
   value: string key
system.webServer/directoryBrowse
 enabled: bool = false
 showFlags: flags = "Date, Time, Size, Extension" {None=0, Date=2, Time=4, Size=8, Extension=16, LongDate=32}
system.webServer/httpCompression
 sendCacheHeaders: bool = false
 expiresHeader: string = "Wed, 01 Jan 1997 12:00:00 GMT"
 cacheControlHeader: string = max-age=86400
 directory: string = "%SystemDrive%\inetpub\temp\IIS Temporary Compressed Files" expanded
 doDiskSpaceLimiting: bool = true
 maxDiskSpaceUsage: uint = 100
 minFileSizeForComp: uint = 2700
 noCompressionForHttp10: bool = true
 noCompressionForProxies: bool = true
 noCompressionForRange: bool = true
 staticCompressionIgnoreHitFrequency: bool = false
 staticCompressionDisableCpuUsage: uint = 100 range(0,100)
 staticCompressionEnableCpuUsage: uint = 50 range(0,100)
 dynamicCompressionDisableCpuUsage: uint = 90 range(0,100)
 dynamicCompressionEnableCpuUsage: uint = 50 range(0,100)
 dynamicCompressionBufferLimit: uint = 65536
 collection add=scheme remove clear
  name: string required key nonEmptyString
  doStaticCompression: bool = true
  doDynamicCompression: bool = true
  dll: string required expanded nonEmptyString
  staticCompressionLevel: uint = 7
  dynamicCompressionLevel: uint = 0
 <staticTypes>
  collection add remove clear
   mimeType: string required key nonEmptyString
   enabled: bool required
 <dynamicTypes>
  collection add remove clear
   mimeType: string required key nonEmptyString
   enabled: bool required
system.webServer/httpErrors
 errorMode: enum = DetailedLocalOnly {DetailedLocalOnly=0, Custom=1, Detailed=2}
 existingResponse: enum = Auto {Auto=0, Replace=1, PassThrough=2}
 defaultPath: string expanded
 defaultResponseMode: enum = File {File=0, ExecuteURL=1, Redirect=2}
 detailedMoreInformationLink: string = http://go.microsoft.com/fwlink/?LinkID=62293
 allowAbsolutePathsWhenDelegated: bool = false
 collection add=error remove clear
  statusCode: uint required combined range(400,999)
  subStatusCode: int = -1 combined range(-1,999)
  prefixLanguageFilePath: string = "" expanded
  path: string required expanded nonEmptyString
  responseMode: enum = File {File=0, ExecuteURL=1, Redirect=2}
system.webServer/httpProtocol
 <customHeaders>
  collection add remove clear
   name: string key
   value: string caseSensitive
 <redirectHeaders>
  collection add remove clear
   name: string key
   value: string caseSensitive
 allowKeepAlive: bool = true
system.webServer/httpRedirect
 enabled: bool = false
 destination: string
 collection add remove clear
  wildcard: string required key nonEmptyString
  destination: string required nonEmptyString
 exactDestination: bool = false
 childOnly: bool = false
 httpResponseStatus: enum = Found {Permanent=301, Found=302, Temporary=307, PermRedirect=308}
system.webServer/staticContent
 <clientCache>
  cacheControlMode: enum = NoControl {NoControl=0, DisableCache=1, UseMaxAge=2, UseExpires=3}
  cacheControlMaxAge: timeSpan = 1.00:00:00
  httpExpires: string
  cacheControlCustom: string
  setEtag: bool = true
 defaultDocFooter: string caseSensitive
 isDocFooterFileName: bool = false
 enableDocFooter: bool = false
 collection add=mimeMap remove clear
  fileExtension: string required key
  mimeType: string required nonEmptyString
system.webServer/urlCompression
 doStaticCompression: bool = true
 doDynamicCompression: bool = true
 dynamicCompressionBeforeCache: bool = false
`;
