// What administration.config and redirection.config hold, in the notation of notation.ts.

export const administrationTable = String.raw`
system.webServer/management/authentication
 defaultProvider: string
 <providers>
  collection add open
   name: string required key
   type: string required
 <credentials>
  collection add
   name: string required key
   password: string required caseSensitive
   enabled: bool = true
system.webServer/management/authorization
 defaultProvider: string
 <providers>
  collection add open
   name: string required key
   type: string required
 <authorizationRules>
  collection add=scope
   path: string required key
   collection add
    name: string required key
    isRole: bool = false
system.webServer/management/trustedProviders
 allowUntrustedProviders: bool = false
 collection add
  type: string required
configPaths
 collection add=searchResult
  path: string
  locationPath: string
  status: uint
  collection add=section
   name: string key
moduleProviders
 collection add remove clear
  name: string required key
  type: string required
modules
 collection add remove clear
  name: string required key
administratorsProviders
 defaultProvider: string = ConfigurationAuthorizationProvider
 collection add open
  name: string required key
  type: string required
administrators
 collection add=managementScope
  path: string required key
  collection add remove clear
   name: string required key
   password: string caseSensitive encrypted
   credentialType: enum = IISManager {IISManager=0, Windows=1, WindowsGroup=2}
configurationRedirection
 enabled: bool = false
 path: string = "" expanded
 userName: string = ""
 password: string caseSensitive encrypted
 enableUncPolling: bool = false
 pollingPeriod: timeSpan = 00:03:00
`;
