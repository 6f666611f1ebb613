// WebDAV, in the notation of notation.ts.

export const webdavTable = String.raw`
system.webServer/webdav/globalSettings
 <propertyStores>
  collection add open
   name: string required key
   image: string required expanded
   image32: string expanded
 <lockStores>
  collection add open
   name: string required key
   image: string required expanded
   image32: string expanded
system.webServer/webdav/authoring
 enabled: bool = false
 requireSsl: bool = false
 compatFlags: flags = "MsAuthorVia, MultiProp, CompactXml, IsHidden, IsCollection" {None=0, MsAuthorVia=1, MultiProp=2, CompactXml=4, IsHidden=8, IsCollection=16}
 maxAllowedXmlRequestLength: uint = 1000000
 <fileSystem>
  allowHiddenFiles: bool = false
  useTransactionalIo: bool = false
  hideChildVirtualDirectories: bool = false
 <properties>
  allowAnonymousPropfind: bool = false
  allowInfinitePropfindDepth: bool = false
  allowCustomProperties: bool = true
  collection add remove clear open
   xmlNamespace: string required key nonEmptyString
   propertyStore: string required nonEmptyString
 <locks> open
  enabled: bool = false
  lockStore: string
  requireLockForWriting: bool = false
system.webServer/webdav/authoringRules
 defaultAccess: flags = None {None=0, Read=1, Write=2, Source=16}
 allowNonMimeMapFiles: bool = true
 defaultMimeType: string = application/octet-stream
 collection add remove clear
  users: string combined
  roles: string combined
  path: string combined nonEmptyString
  access: flags = Read {None=0, Read=1, Write=2, Source=16}
`;
