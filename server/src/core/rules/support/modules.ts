// The native modules of IIS: which file each is in, and which Windows feature brings it (domain: modules of
// IIS 10 and of Exchange).

interface NativeModule {
  /** The file that it is in, without its folder. */
  readonly image: string;
  /** The Windows feature, where it is one of its own. */
  readonly feature?: string;
}

const inetsrv: Readonly<Record<string, readonly [image: string, feature?: string]>> = {
  AnonymousAuthenticationModule: ['authanon.dll'],
  BasicAuthenticationModule: ['authbas.dll', 'Web-Basic-Auth'],
  WindowsAuthenticationModule: ['authsspi.dll', 'Web-Windows-Auth'],
  DigestAuthenticationModule: ['authmd5.dll', 'Web-Digest-Auth'],
  CertificateMappingAuthenticationModule: ['authcert.dll', 'Web-Client-Auth'],
  IISCertificateMappingAuthenticationModule: ['authmap.dll', 'Web-Cert-Auth'],
  UrlAuthorizationModule: ['urlauthz.dll', 'Web-Url-Auth'],
  IpRestrictionModule: ['iprestr.dll', 'Web-IP-Security'],
  DynamicIpRestrictionModule: ['diprestr.dll', 'Web-IP-Security'],
  RequestFilteringModule: ['modrqflt.dll', 'Web-Filtering'],
  HttpLoggingModule: ['loghttp.dll', 'Web-Http-Logging'],
  TokenCacheModule: ['cachtokn.dll'],
  UriCacheModule: ['cachuri.dll'],
  FileCacheModule: ['cachfile.dll'],
  HttpCacheModule: ['cachhttp.dll'],
  StaticCompressionModule: ['compstat.dll'],
  DynamicCompressionModule: ['compdyn.dll'],
  DefaultDocumentModule: ['defdoc.dll'],
  DirectoryListingModule: ['dirlist.dll'],
  ProtocolSupportModule: ['protsup.dll'],
  HttpRedirectionModule: ['redirect.dll'],
  StaticFileModule: ['static.dll'],
  CustomErrorModule: ['custerr.dll'],
  TracingModule: ['iisetw.dll'],
  FailedRequestsTracingModule: ['iisfreb.dll'],
  RequestMonitorModule: ['iisreqs.dll'],
  IsapiModule: ['isapi.dll'],
  IsapiFilterModule: ['filter.dll'],
  CgiModule: ['cgi.dll'],
  FastCgiModule: ['iisfcgi.dll'],
  ServerSideIncludeModule: ['iis_ssi.dll'],
  ConfigurationValidationModule: ['validcfg.dll'],
  ApplicationInitializationModule: ['warmup.dll'],
  WebSocketModule: ['iiswsock.dll'],
  'ManagedEngineV4.0_32bit': ['webengine4.dll'],
  'ManagedEngineV4.0_64bit': ['webengine4.dll'],
};

/** By name; names of modules are compared with case. */
export const nativeModules: ReadonlyMap<string, NativeModule> = new Map(
  Object.entries(inetsrv).map(([name, [image, feature]]) => [
    name,
    { image, ...(feature !== undefined && { feature }) },
  ]),
);
