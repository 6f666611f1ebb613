// system.webServer/security without its authentication sections, in the notation of notation.ts.

export const securityTable = String.raw`
system.webServer/security/access
 sslFlags: flags = None {None=0, Ssl=8, SslNegotiateCert=32, SslRequireCert=64, Ssl128=256}
system.webServer/security/applicationDependencies
 collection add=application clear
  name: string required key nonEmptyString
  groupId: string
  collection add clear
   groupId: string required key
system.webServer/security/authorization
 bypassLoginPages: bool = true
 collection add remove clear
  accessType: enum {Allow=0, Deny=1} required
  users: string combined
  roles: string combined
  verbs: string combined caseSensitive
system.webServer/security/ipSecurity
 enableReverseDns: bool = false
 allowUnlisted: bool = true
 enableProxyMode: bool = false
 denyAction: enum = Forbidden {AbortRequest=0, Unauthorized=401, Forbidden=403, NotFound=404}
 collection add remove clear
  ipAddress: string combined
  subnetMask: string = 255.255.255.255 combined
  domainName: string combined
  allowed: bool = false
system.webServer/security/dynamicIpSecurity
 denyAction: enum = Forbidden {AbortRequest=0, Unauthorized=401, Forbidden=403, NotFound=404}
 enableProxyMode: bool = false
 enableLoggingOnlyMode: bool = false
 <denyByConcurrentRequests>
  enabled: bool = false
  maxConcurrentRequests: uint = 5 range(1,4294967295)
 <denyByRequestRate>
  enabled: bool = false
  maxRequests: uint = 20 range(1,4294967295)
  requestIntervalInMilliseconds: uint = 200 range(1,4294967295)
system.webServer/security/isapiCgiRestriction
 collection add remove clear
  path: string required key expanded nonEmptyString
  allowed: bool = false required
  groupId: string
  description: string
 notListedIsapisAllowed: bool = false
 notListedCgisAllowed: bool = false
system.webServer/security/requestFiltering
 allowDoubleEscaping: bool = false
 allowHighBitCharacters: bool = true
 unescapeQueryString: bool = true
 removeServerHeader: bool = false
 <fileExtensions>
  allowUnlisted: bool = true
  applyToWebDAV: bool = true
  collection add remove clear
   fileExtension: string required key nonEmptyString
   allowed: bool = true required
 <requestLimits>
  maxAllowedContentLength: uint = 30000000
  maxUrl: uint = 4096
  maxQueryString: uint = 2048
  <headerLimits>
   collection add remove clear
    header: string required key nonEmptyString
    sizeLimit: uint required
 <verbs>
  allowUnlisted: bool = true
  applyToWebDAV: bool = true
  collection add remove clear
   verb: string required key caseSensitive nonEmptyString
   allowed: bool required
 <hiddenSegments>
  applyToWebDAV: bool = true
  collection add remove clear
   segment: string required key nonEmptyString
 <alwaysAllowedUrls>
  collection add remove clear
   url: string required key nonEmptyString
 <alwaysAllowedQueryStrings>
  collection add remove clear
   queryString: string required key nonEmptyString
 <denyUrlSequences>
  collection add remove clear
   sequence: string required key nonEmptyString
 <denyQueryStringSequences>
  collection add remove clear
   sequence: string required key nonEmptyString
 <filteringRules>
  collection add=filteringRule remove clear
   name: string required key
   scanUrl: bool = false
   scanQueryString: bool = false
   scanAllRaw: bool = false
   denyUnescapedPercent: bool = true
   <scanHeaders>
    collection add remove clear
     requestHeader: string required key nonEmptyString
   <appliesTo>
    collection add remove clear
     fileExtension: string required key nonEmptyString
   <denyStrings>
    collection add remove clear
     string: string required key nonEmptyString
`;
