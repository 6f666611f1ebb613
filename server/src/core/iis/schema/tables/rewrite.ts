// URL Rewrite, in the notation of notation.ts.

export const rewriteTable = String.raw`
system.webServer/rewrite/globalRules
 collection add=rule remove clear
  name: string required key
  enabled: bool = true
  patternSyntax: enum = ECMAScript {ECMAScript=0, Wildcard=1, ExactMatch=2}
  stopProcessing: bool = false
  <match>
   url: string nonEmptyString
   ignoreCase: bool = true
   negate: bool = false
  <conditions>
   logicalGrouping: enum = MatchAll {MatchAll=0, MatchAny=1}
   trackAllCaptures: bool = false
   collection add
    input: string combined
    matchType: enum = Pattern {Pattern=0} combined
    pattern: string combined
    ignoreCase: bool = true combined
    negate: bool = false combined
  <serverVariables>
   collection add=set
    name: string required key requireTrimmedString
    value: string
    replace: bool = true
  <action>
   type: enum = None {None=0, Rewrite=1, Redirect=2, CustomResponse=3, AbortRequest=4}
   url: string requireTrimmedString
   appendQueryString: bool = true
   redirectType: enum = Permanent {Permanent=301, Found=302, SeeOther=303, Temporary=307}
   statusCode: uint = 0 range(300,307,exclude)
   subStatusCode: uint = 0 range(0,999)
   statusReason: string
   statusDescription: string
system.webServer/rewrite/allowedServerVariables
 collection add remove clear
  name: string required key
system.webServer/rewrite/rules
 collection add=rule remove clear
  name: string required key
  enabled: bool = true
  patternSyntax: enum = ECMAScript {ECMAScript=0, Wildcard=1, ExactMatch=2}
  stopProcessing: bool = false
  <match>
   url: string nonEmptyString
   ignoreCase: bool = true
   negate: bool = false
  <conditions>
   logicalGrouping: enum = MatchAll {MatchAll=0, MatchAny=1}
   trackAllCaptures: bool = false
   collection add
    input: string
    matchType: enum = Pattern {Pattern=0, IsFile=1, IsDirectory=2}
    pattern: string
    ignoreCase: bool = true
    negate: bool = false
  <serverVariables>
   collection add=set
    name: string required key requireTrimmedString
    value: string
    replace: bool = true
  <action>
   type: enum = None {None=0, Rewrite=1, Redirect=2, CustomResponse=3, AbortRequest=4}
   url: string requireTrimmedString
   appendQueryString: bool = true
   logRewrittenUrl: bool = false
   redirectType: enum = Permanent {Permanent=301, Found=302, SeeOther=303, Temporary=307}
   statusCode: uint range(300,307,exclude)
   subStatusCode: uint = 0 range(0,999)
   statusReason: string
   statusDescription: string
system.webServer/rewrite/outboundRules
 rewriteBeforeCache: bool = false
 <customTags>
  collection add=tags remove clear
   name: string required key
   collection add=tag remove clear
    name: string required combined nonEmptyString
    attribute: string required combined nonEmptyString
 <preConditions>
  collection add=preCondition remove clear
   name: string required key
   logicalGrouping: enum = MatchAll {MatchAll=0, MatchAny=1}
   patternSyntax: enum = ECMAScript {ECMAScript=0, Wildcard=1, ExactMatch=2}
   collection add
    input: string combined
    matchType: enum = Pattern {Pattern=0} combined
    pattern: string combined
    ignoreCase: bool = true combined
    negate: bool = false combined
 collection add=rule remove clear
  name: string required key
  preCondition: string
  enabled: bool = true
  patternSyntax: enum = ECMAScript {ECMAScript=0, Wildcard=1, ExactMatch=2}
  stopProcessing: bool = false
  <match>
   filterByTags: flags = None {None=0, A=1, Area=2, Base=4, Form=8, Frame=16, Head=32, IFrame=64, Img=128, Input=256, Link=512, Script=1024, CustomTags=32768}
   customTags: string
   serverVariable: string
   pattern: string
   occurrences: int64 = 0
   ignoreCase: bool = true
   negate: bool = false
  <conditions>
   logicalGrouping: enum = MatchAll {MatchAll=0, MatchAny=1}
   trackAllCaptures: bool = true
   collection add
    input: string combined
    matchType: enum = Pattern {Pattern=0} combined
    pattern: string combined
    ignoreCase: bool = true combined
    negate: bool = false combined
  <action>
   type: enum = None {None=0, Rewrite=1}
   value: string
   replace: bool = true
system.webServer/rewrite/providers
 collection add=provider remove clear
  name: string required key requireTrimmedString
  type: string required requireTrimmedString
  <settings>
   collection add remove clear
    key: string required key nonEmptyString
    value: string
    encryptedValue: string = [enc:AesProvider::enc] encrypted
system.webServer/rewrite/rewriteMaps
 collection add=rewriteMap remove clear
  name: string required key requireTrimmedString
  defaultValue: string
  ignoreCase: bool = true
  collection add remove clear
   key: string required key caseSensitive
   value: string
`;
