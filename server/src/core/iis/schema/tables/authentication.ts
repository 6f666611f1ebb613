// system.webServer/security/authentication, in the notation of notation.ts.

export const authenticationTable = String.raw`
system.webServer/security/authentication/anonymousAuthentication
 enabled: bool = true
 userName: string = IUSR
 password: string caseSensitive encrypted
 logonMethod: enum = ClearText {Interactive=0, Batch=1, Network=2, ClearText=3}
system.webServer/security/authentication/basicAuthentication
 enabled: bool = false
 realm: string
 defaultLogonDomain: string
 logonMethod: enum = ClearText {Interactive=0, Batch=1, Network=2, ClearText=3}
system.webServer/security/authentication/clientCertificateMappingAuthentication
 enabled: bool = false
system.webServer/security/authentication/digestAuthentication
 enabled: bool = false
 realm: string
system.webServer/security/authentication/iisClientCertificateMappingAuthentication
 enabled: bool = false
 oneToOneCertificateMappingsEnabled: bool = true
 manyToOneCertificateMappingsEnabled: bool = true
 defaultLogonDomain: string
 logonMethod: enum = ClearText {Interactive=0, Batch=1, Network=2, ClearText=3}
 <manyToOneMappings>
  collection add clear
   name: string required key nonEmptyString
   description: string
   enabled: bool = true
   permissionMode: enum = Allow {Allow=1, Deny=2}
   <rules>
    collection add clear
     certificateField: enum {Subject=1, Issuer=2} required combined
     certificateSubField: string required combined caseSensitive
     matchCriteria: string required combined caseSensitive
     compareCaseSensitive: bool = true combined
   userName: string nonEmptyString
   password: string caseSensitive encrypted
 <oneToOneMappings>
  collection add clear
   enabled: bool = true
   userName: string
   password: string caseSensitive encrypted
   certificate: string required key caseSensitive
system.webServer/security/authentication/windowsAuthentication
 enabled: bool = false
 <providers>
  collection add remove clear
   value: string key
 authPersistSingleRequest: bool = false
 authPersistNonNTLM: bool = false
 useKernelMode: bool = true
 useAppPoolCredentials: bool = false
 <extendedProtection>
  tokenChecking: enum = None {None=0, Allow=1, Require=2}
  flags: flags = None {None=0, Proxy=1, NoServiceNameCheck=2, AllowDotlessSpn=4, ProxyCohosting=32}
  collection add=spn remove=removeSpn clear=clearSpns
   name: string key nonEmptyString
`;
