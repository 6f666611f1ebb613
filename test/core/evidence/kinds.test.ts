// Each kind of evidence is recognized by its content, read with places, and refused in words where it cannot
// be read.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import fc from 'fast-check';
import { EvidenceText, type Reading } from '../../../server/src/core/evidence/kind.js';
import { readEvidence } from '../../../server/src/core/evidence/kinds.js';
import { parseXml } from '../../../server/src/core/xml/parse.js';

const read = (text: string): ReturnType<typeof readEvidence> =>
  readEvidence(new EvidenceText(text, () => parseXml(text)));
const readings = (text: string): readonly Reading[] => read(text)?.readings ?? [];
const one = (text: string): Reading => {
  const [first, ...others] = readings(text);
  assert.equal(others.length, 0, JSON.stringify(others.map(({ kind }) => kind)));
  return first!;
};
const lines = (...all: string[]): string => all.join('\r\n');
const hash = '0123456789abcdef0123456789abcdef01234567';
const cliXml = (inner: string): string =>
  `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${inner}</Objs>`;

const activeSync = lines(
  'BasicAuthEnabled                : True',
  'WindowsAuthEnabled              : False',
  'ClientCertAuth                  : Required',
  'WebsiteName                     : Default Web Site',
  'Path                            : C:\\Exchange\\FrontEnd\\HttpProxy\\sync',
  'ExtendedProtectionTokenChecking : None',
  'Server                          : EXCH01',
  'Identity                        : EXCH01\\Microsoft-Server-ActiveSync (Default Web Site)',
);

test('virtual directory: list, JSON with numbers, and one reading for each server', () => {
  const { kind, computer, facts } = one(activeSync);
  const [view] = facts.virtualDirectories!;
  assert.deepEqual(
    [kind, computer, view!.configurationPath],
    ['virtual-directory', 'EXCH01', 'Default Web Site/Microsoft-Server-ActiveSync'],
  );
  assert.deepEqual(
    [view!.basic!.value, view!.windows!.value, view!.clientCertificates!.value, view!.tokenChecking!.value],
    [true, false, 'Required', 'None'],
  );
  assert.equal(activeSync.slice(view!.basic!.range.start, view!.basic!.range.end), 'True');
  assert.equal(view!.fromDirectoryOnly, false);
  const json =
    '[{"Identity":"EXCH01\\\\owa (Default Web Site)","BasicAuthentication":false,"FormsAuthentication":true},{"Identity":"EXCH02\\\\owa (Default Web Site)","BasicAuthentication":{"value":1,"Value":"True"}}]';
  assert.deepEqual(
    readings(json).map(({ computer: name, facts: said }) => [
      name,
      said.virtualDirectories!.map(({ basic }) => basic?.value),
    ]),
    [
      ['EXCH01', [false]],
      ['EXCH02', [true]],
    ],
  );
});

test('virtual directory: what was read from Active Directory alone, and CSV with the place of its record', () => {
  const directoryOnly = activeSync.replace('Default Web Site\r\nPath', '\r\nPath').replace(/: C:.*sync/, ':');
  assert.equal(one(directoryOnly).facts.virtualDirectories![0]!.fromDirectoryOnly, true);
  const csv = lines(
    '"Identity","BasicAuthEnabled"',
    '"EXCH01\\Microsoft-Server-ActiveSync (Default Web Site)","True"',
    '',
  );
  const [view] = one(csv).facts.virtualDirectories!;
  assert.match(csv.slice(view!.basic!.range.start, view!.basic!.range.end), /^EXCH01.*True$/);
});

test('netsh: English is read, another language is refused in words, prose is nothing', () => {
  const english = lines(
    'SSL Certificate bindings:',
    '    IP:port : 0.0.0.0:443',
    `    Certificate Hash : ${hash}`,
    '    DS Mapper Usage : Disabled',
  );
  assert.equal(one(english).facts.sslRecords![0]!.dsMapper!.on, false);
  const german = lines(
    '    IP:Port : 0.0.0.0:443',
    `    Zertifikathash : ${hash}`,
    '    DS-Zuordnungsverwendung : Deaktiviert',
  );
  assert.match(read(german)!.unread!, /reg export/);
  assert.equal(
    read(
      'Save the output of netsh http show sslcert, which begins with\n\n    IP:port : 0.0.0.0:443\n\nas sslcert.txt.',
    ),
    null,
  );
});

test('registry: .reg, reg query and Get-ItemProperty say the same', () => {
  const key = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo\\0.0.0.0:443';
  const reg = lines(
    'Windows Registry Editor Version 5.00',
    '',
    `[${key}]`,
    '"SslCertHash"=hex:01,23,45,67,89,ab,cd,ef,01,23,45,67,89,\\',
    '  ab,cd,ef,01,23,45,67',
    '"AppId"=hex:81,31,dc,4d,21,4a,22,b0,b0,21,22,fc,66,9b,09,14',
    '"DefaultFlags"=dword:00000040',
    '"DefaultCertCheckMode"=dword:00000001',
    '',
  );
  const query = lines(
    '',
    key,
    `    SslCertHash    REG_BINARY    ${hash.toUpperCase()}`,
    '    DefaultFlags    REG_DWORD    0x40',
    '    DefaultCertCheckMode    REG_DWORD    0x1',
    '',
  );
  const properties = lines(
    'DefaultFlags         : 64',
    'DefaultCertCheckMode : 1',
    `PSPath               : Microsoft.PowerShell.Core\\Registry::${key}`,
    'PSChildName          : 0.0.0.0:443',
    '',
  );
  for (const text of [reg, query, properties]) {
    const [record] = one(text).facts.sslRecords!;
    assert.equal(record!.endpoint, '0.0.0.0:443');
    assert.deepEqual(
      [record!.dsMapper!.on, record!.verifyRevocation!.on, record!.disableTls13!.on],
      [false, false, true],
    );
  }
  const [record] = one(reg).facts.sslRecords!;
  assert.equal(record!.certificateHash, hash);
  assert.match(reg.slice(record!.dsMapper!.range.start, record!.dsMapper!.range.end), /^"DefaultFlags"/);
});

test('registry: a record that rejects connections, has a list of issuers, and checks no purposes', () => {
  const [record] = one(
    lines(
      'Windows Registry Editor Version 5.00',
      '',
      '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo\\0.0.0.0:443]',
      '"DefaultFlags"=dword:00000009',
      '"DefaultCertCheckMode"=dword:00010000',
      '"DefaultSslCtlStoreName"="ClientAuthIssuer"',
      '',
    ),
  ).facts.sslRecords!;
  const { rejectConnections, trustList, usageCheck, verifyRevocation, dsMapper } = record!;
  assert.deepEqual(
    [rejectConnections, trustList, usageCheck, verifyRevocation, dsMapper].map((one) => one?.on),
    [true, true, false, true, true],
  );
});

test('registry: SCHANNEL states by Enabled before DisabledByDefault; the KDC is of the organization', () => {
  const root = 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Control\\SecurityProviders\\SCHANNEL\\Protocols';
  const text = lines(
    'REGEDIT4',
    `[${root}\\TLS 1.3\\Server]`,
    '"Enabled"=dword:ffffffff',
    '"DisabledByDefault"=dword:00000001',
    `[${root}\\TLS 1.2\\Server]`,
    '"DisabledByDefault"=dword:00000001',
    `[${root}\\TLS 1.1\\Server]`,
    '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Kdc]',
    '"StrongCertificateBindingEnforcement"=dword:00000001',
    '"Other"=-',
  );
  const [server, organization] = readings(text);
  assert.deepEqual(
    server!.facts.tlsServer!.map(({ version, on }) => [version, on]),
    [
      ['TLS 1.3', true],
      ['TLS 1.2', false],
    ],
  );
  assert.equal(organization!.scope, 'organization');
  assert.equal(organization!.facts.registry![0]!.number, 1);
});

const store = (end: string): string =>
  lines(
    'NTAuth "Enterprise Trust"',
    '================ Certificate 0 ================',
    'Serial Number: 1c8b',
    'Issuer: CN=Contoso Root',
    ' NotBefore: 1/1/2024',
    'Subject: CN=Contoso Issuing CA, DC=contoso, DC=com',
    `Cert Hash(sha1): ${hash.match(/../g)!.join(' ')}`,
    end,
  );

test("certutil: NTAuth is the organization's, other languages are read by thumbprint, a cut listing is not complete", () => {
  const { scope, facts } = one(store('CertUtil: -store command completed successfully.'));
  const [listing] = facts.stores!;
  assert.deepEqual([scope, listing!.store, listing!.isComplete], ['organization', 'NTAuth', true]);
  assert.deepEqual(
    listing!.certificates.map(({ sha1, subject }) => [sha1, subject]),
    [[hash, 'CN=Contoso Issuing CA, DC=contoso, DC=com']],
  );
  assert.equal(one(store('')).facts.stores![0]!.isComplete, false);
  assert.equal(one(store('CertUtil: -store command FAILED: 0x80070002')).facts.stores![0]!.isComplete, false);
  const german = lines(
    'Root "Vertrauenswürdige Stammzertifizierungsstellen"',
    '================ Zertifikat 0 ================',
    'Seriennummer: 1c8b',
    `Zertifikathash(sha1): ${hash}`,
    'CertUtil: -store-Befehl wurde erfolgreich ausgeführt.',
  );
  const root = one(german);
  assert.deepEqual(
    [
      root.scope,
      root.facts.stores![0]!.store,
      root.facts.stores![0]!.isComplete,
      root.facts.stores![0]!.certificates[0]!.sha1,
    ],
    ['server', 'Root', true, hash],
  );
});

test('setspn: -L, -Q and -X', () => {
  const list = lines(
    'Registered ServicePrincipalNames for CN=ASA,OU=Exchange,DC=contoso,DC=com:',
    '\thttp/mail.contoso.com',
    '\thost/asa',
  );
  assert.deepEqual(
    one(list).facts.serviceNames!.map(({ name, account }) => [name, account]),
    [
      ['http/mail.contoso.com', 'CN=ASA,OU=Exchange,DC=contoso,DC=com'],
      ['host/asa', 'CN=ASA,OU=Exchange,DC=contoso,DC=com'],
    ],
  );
  const query = lines(
    'Checking domain DC=contoso,DC=com',
    'CN=ASA,OU=Exchange,DC=contoso,DC=com',
    '        http/mail.contoso.com',
    'CN=EXCH01,OU=Servers,DC=contoso,DC=com',
    '        HTTP/mail.contoso.com',
    '',
    'Existing SPN found!',
  );
  assert.equal(one(query).facts.serviceNames!.length, 2);
  const duplicates = lines(
    'HTTP/mail.contoso.com is registered on these accounts:',
    '\tCN=ASA,OU=Exchange,DC=contoso,DC=com',
    '\tCN=EXCH01,OU=Servers,DC=contoso,DC=com',
    '',
    'found 1 group of duplicate SPNs.',
  );
  assert.deepEqual(
    one(duplicates).facts.serviceNames!.map(({ account }) => account.slice(0, 6)),
    ['CN=ASA', 'CN=EXC'],
  );
});

test('delegation: a switch that is off, and a list that goes on', () => {
  const text = lines(
    'DistinguishedName          : CN=GW,DC=contoso,DC=com',
    'msDS-AllowedToDelegateTo   : {http/a, http/b, http/c, http/d...}',
    'TrustedToAuthForDelegation : False',
  );
  const [delegation] = one(text).facts.delegations!;
  assert.deepEqual(
    [delegation!.protocolTransition!.value, delegation!.allowedTo!.isCut, delegation!.allowedTo!.names.length],
    [false, true, 3],
  );
});

const kdcName = 'Microsoft-Windows-Kerberos-Key-Distribution-Center';

test('events: wevtutil text, Event Viewer in German, a table, a list, and XML with and without a root', () => {
  const message = 'The certificate could not be mapped in a secure way. User: bob  Certificate Subject: CN=bob';
  const texts = {
    wevtutil: lines(
      'Event[0]:',
      '  Log Name: System',
      `  Source: ${kdcName}`,
      '  Date: 2026-11-28T08:01:11.000',
      '  Event ID: 39',
      '  Task: N/A',
      '  Computer: DC01.contoso.com',
      '  Description: ',
      message,
      '',
    ),
    german: lines(
      'Protokollname: System',
      `Quelle:        ${kdcName}`,
      'Datum:         28.11.2026 08:01:11',
      'Ereignis-ID:   39',
      'Aufgabenkategorie:Keine',
      'Computer:      DC01.contoso.com',
      'Beschreibung:',
      'Das Zertifikat war gültig. User: bob  Certificate Subject: x',
      '',
    ),
    table: lines(
      '',
      `   ProviderName: ${kdcName}`,
      '',
      'TimeCreated                     Id LevelDisplayName Message',
      '-----------                     -- ---------------- -------',
      `11/28/2026 8:01:11 AM           39 Error            ${message}`,
    ),
    list: lines(
      'TimeCreated  : 11/28/2026 8:01:11 AM',
      `ProviderName : ${kdcName}`,
      'Id           : 39',
      'MachineName  : DC01.contoso.com',
      `Message      : ${message}`,
    ),
    xml: `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="${kdcName}"/><EventID Qualifiers="0">39</EventID><TimeCreated SystemTime="2026-11-28T08:01:11Z"/><Computer>DC01.contoso.com</Computer></System><EventData><Data Name="AccountName">bob</Data></EventData></Event>`,
  };
  const all = {
    ...texts,
    root: `<?xml version="1.0"?><Events>${texts.xml}</Events>`,
    declared: `<?xml version="1.0"?>\r\n${texts.xml}\r\n${texts.xml.replace('39', '41')}`,
  };
  for (const [name, text] of Object.entries(all)) {
    const { scope, computer, facts } = one(text);
    const [event] = facts.events!;
    assert.deepEqual([event!.provider, event!.id, event!.account, scope], ['kdc', 39, 'bob', 'organization'], name);
    assert.equal(text.slice(event!.range.start, event!.range.end), '39', name);
    assert.equal(computer, name === 'table' ? null : 'DC01.contoso.com', name);
    assert.ok(event!.times.includes(Date.UTC(2026, 10, 28, 8, 1, 11)), name);
  }
  assert.equal(one(all.declared).facts.events!.length, 2);
});

test('events of HTTP.SYS name their endpoint', () => {
  const text = lines(
    'Event[0]:',
    '  Source: Microsoft-Windows-HttpEvent',
    '  Event ID: 15300',
    '  Computer: EXCH01',
    '  Description: ',
    'SSL Certificate Settings deleted for endpoint : 0.0.0.0:443 .',
  );
  const { facts, scope } = one(text);
  assert.deepEqual([scope, facts.events![0]!.endpoint], ['server', '0.0.0.0:443']);
});

test('Windows: systeminfo in any language, Get-ComputerInfo, and a client that is not a server', () => {
  const english = lines(
    '',
    'Host Name:                 EXCH01',
    'OS Name:                   Microsoft Windows Server 2022 Standard',
    'OS Version:                10.0.20348 N/A Build 20348',
  );
  const german = lines(
    '',
    'Hostname:                  EXCH01',
    'Betriebssystemname:        Microsoft Windows Server 2022 Standard',
    'Betriebssystemversion:     10.0.20348 Nicht zutreffend Build 20348',
  );
  const info = lines(
    'WindowsProductName : Windows Server 2022 Standard',
    'OsBuildNumber      : 20348',
    'CsName             : EXCH01',
  );
  for (const text of [english, german, info]) {
    const { computer, facts } = one(text);
    assert.deepEqual([computer, facts.windows![0]!.version], ['EXCH01', '2022']);
  }
  assert.equal(one(english.replace('Server 2022', '11')).facts.windows![0]!.version, null);
});

test('features: installed and available; a cut name is passed over', () => {
  const text = lines(
    'Display Name                                            Name                       Install State',
    '------------                                            ----                       -------------',
    '[X] Web Server (IIS)                                    Web-Server                 Installed',
    '            [ ] Client Certificate Mapping Authentic... Web-Client-Auth            Available',
    '            [ ] Something                               Web-Something...           Available',
  );
  assert.deepEqual(
    one(text).facts.features!.map(({ name, installed }) => [name, installed]),
    [
      ['Web-Server', true],
      ['Web-Client-Auth', false],
    ],
  );
});

test('features: of those of IIS the name and the state are enough', () => {
  const text = lines('"Name","Installed"', '"Web-Client-Auth","False"', '"Other","True"');
  assert.deepEqual(
    one(text).facts.features!.map(({ name, installed }) => [name, installed]),
    [['Web-Client-Auth', false]],
  );
});

test('bindings: the DS mapper of https bindings alone', () => {
  const binding = (protocol: string, information: string, on: boolean): string =>
    `<Obj><MS><S N="protocol">${protocol}</S><S N="bindingInformation">${information}</S><I64 N="sslFlags">1</I64><B N="isDsMapperEnabled">${String(on)}</B><S N="certificateHash">${hash}</S></MS></Obj>`;
  const text = cliXml(
    binding('http', '*:80:', false) +
      binding('https', '*:443:', false) +
      binding('https', '10.0.0.1:443:mail.contoso.com', true),
  );
  assert.deepEqual(
    one(text).facts.sslRecords!.map(({ kind, endpoint, dsMapper }) => [kind, endpoint, dsMapper?.on]),
    [
      ['ipPort', '0.0.0.0:443', false],
      ['hostnamePort', 'mail.contoso.com:443', true],
    ],
  );
});

test('what is recognized and not read is named with how to save it', () => {
  assert.match(
    read('<system.webServer><security><access sslFlags="Ssl"/></security></system.webServer>')!.unread!,
    /configuration path/,
  );
  assert.match(read('<appcmd><CONFIG path="x"/></appcmd>')!.unread!, /applicationHost\.config/);
  assert.match(read('Exchange Health Checker version 25.10.1\r\n')!.unread!, /XML/);
});

test('CliXml of anything else is named, prose and other XML are nothing', () => {
  assert.equal(one(cliXml('<Obj RefId="0"><MS><S N="x">1</S></MS></Obj>')).kind, 'clixml');
  assert.equal(read('<configuration><system.webServer/></configuration>'), null);
  assert.equal(read('Event 39 says that the certificate is weak; setspn -L shows http/mail.contoso.com.'), null);
  assert.equal(read(''), null);
});

test('any text ends without a throw, with every place inside it', () => {
  const seeds = [
    activeSync,
    store('CertUtil: -store'),
    `Event[0]:\n  Source: ${kdcName}\n  Event ID: 39\n`,
    'REGEDIT4\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Kdc]\n"a"=dword:1\n',
  ];
  const mutated = fc
    .tuple(fc.constantFrom(...seeds), fc.nat(400), fc.nat(60), fc.string({ maxLength: 20 }))
    .map(([seed, at, gone, put]) => seed.slice(0, at) + put + seed.slice(at + gone));
  fc.assert(
    fc.property(fc.oneof(mutated, fc.string({ unit: 'binary', maxLength: 300 })), (text) => {
      for (const { facts } of readings(text)) {
        for (const fact of Object.values(facts).flat()) {
          assert.ok(fact.range.start >= 0 && fact.range.start <= fact.range.end && fact.range.end <= text.length);
        }
      }
    }),
    { numRuns: 600 },
  );
});

test('no text takes more than time in proportion to it', { timeout: 120_000 }, () => {
  const long = (unit: string): string => unit.repeat(Math.ceil(400_000 / unit.length));
  for (const unit of [
    ' ',
    '=',
    '{',
    '<a',
    'a : ',
    '"',
    '[',
    '\\',
    'CN=a,',
    ': ',
    '\t',
    ',',
    'x:',
    '1.',
    '================ Certificate 0 ================\n',
    'HKLM\\a\n',
  ]) {
    assert.doesNotThrow(() => read(long(unit)));
  }
});

test('tables: columns at the left, numbers and Booleans at the right, values cut off or going on', () => {
  const table = lines(
    '',
    'Name                                           Server     BasicAuthEnabled ClientCertAuth',
    '----                                           ------     ---------------- --------------',
    'Microsoft-Server-ActiveSync (Default Web Site) EXCH01                 True Ignore        ',
    'owa (Default Web Site)                         EXCH02                False Requ...',
    '',
    'Microsoft-Server-ActiveSync (Default Web Site) EXCH03                 True Ignore',
  );
  const found = readings(table);
  assert.deepEqual(
    found.map(({ computer, facts }) => [
      computer,
      facts.virtualDirectories!.map(({ configurationPath, basic, clientCertificates }) => [
        configurationPath,
        basic?.value,
        clientCertificates?.value,
      ]),
    ]),
    [
      ['EXCH01', [['Default Web Site/Microsoft-Server-ActiveSync', true, 'Ignore']]],
      ['EXCH02', [['Default Web Site/owa', false, undefined]]],
    ],
  );
  const { range } = found[0]!.facts.virtualDirectories![0]!.basic!;
  assert.equal(table.slice(range.start, range.end), 'True');
});

test('tables of Get-ExchangeCertificate: services by their letters', () => {
  const table = lines(
    'Thumbprint                                Services   Subject',
    '----------                                --------   -------',
    `${hash.toUpperCase()}  ....S..    CN=mail.contoso.com`,
    `${hash.replaceAll('0', 'a')}  IP.WS..    CN=EXCH01`,
    `${hash.replaceAll('0', 'b')}  .......    CN=old`,
  );
  assert.deepEqual(
    one(table).facts.exchangeCertificates!.map(({ services }) => services),
    [['SMTP'], ['IMAP', 'POP', 'IIS', 'SMTP'], []],
  );
});

test('registry: what Get-ChildItem prints, and a .reg file below a sentence', () => {
  const items = lines(
    '',
    '    Hive: HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo',
    '',
    'Name                           Property',
    '----                           --------',
    '0.0.0.0:443                    AppId                : {129, 49, 220, 77...}',
    '                               SslCertStoreName     : MY',
    '                               DefaultFlags         : 2',
  );
  const [record] = one(items).facts.sslRecords!;
  assert.deepEqual(
    [record!.endpoint, record!.dsMapper!.on, record!.negotiateClientCertificate!.on, record!.storeName],
    ['0.0.0.0:443', false, true, 'MY'],
  );
  assert.match(items.slice(record!.dsMapper!.range.start, record!.dsMapper!.range.end), /^DefaultFlags +: 2$/);
  const mail = lines(
    'This is the export:',
    '',
    'Windows Registry Editor Version 5.00',
    '',
    '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo\\0.0.0.0:443]',
    '"DefaultFlags"=dword:00000000',
    '',
  );
  assert.equal(one(mail).facts.sslRecords![0]!.dsMapper!.on, false);
});

test('events: CSV and text of Event Viewer, and instances of Get-EventLog', () => {
  const provider = 'Microsoft-Windows-Kerberos-Key-Distribution-Center';
  const csv = lines(
    'Level,Date and Time,Source,Event ID,Task Category',
    `Error,11/28/2026 8:01:11 AM,${provider},39,None,"A certificate was valid but could not be mapped.`,
    '',
    ' User: bob"',
    'Information,11/28/2026 8:00:00 AM,Service Control Manager,7036,None,"Running."',
  );
  const eventLog = lines(
    'EntryType     : Error',
    'InstanceId    : 3221225511',
    'Message       : User: bob',
    `Source        : ${provider}`,
    'TimeGenerated : 11/28/2026 8:01:11 AM',
  );
  for (const text of [csv, csv.replaceAll(',', '\t'), eventLog]) {
    const { events } = one(text).facts;
    assert.deepEqual(
      events!.map(({ provider: kind, id, account }) => [kind, id, account]),
      [['kdc', 39, 'bob']],
    );
  }
});

test('features in a narrow window, systeminfo as CSV, and dsquery, which is named', () => {
  const features = lines(
    'Display Name                                            Name                   ',
    '------------                                            ----                   ',
    '        [ ] Client Certificate Mapping Authentic...     Web-Client-Auth        ',
  );
  assert.deepEqual(
    one(features).facts.features!.map(({ name, installed }) => [name, installed]),
    [['Web-Client-Auth', false]],
  );
  const info = lines(
    '"Hostname","Betriebssystemname","Betriebssystemversion"',
    '"EXCH01","Microsoft Windows Server 2022 Standard","10.0.20348 Nicht zutreffend Build 20348"',
  );
  assert.deepEqual([one(info).computer, one(info).facts.windows![0]!.version], ['EXCH01', '2022']);
  const columns = lines(
    '  userPrincipalName    objectSid',
    '  alice@contoso.com    S-1-5-21-1004336348-1177238915-682003330-1104',
  );
  assert.match(read(columns)!.unread!, /ldifde/);
  assert.match(read(lines('userPrincipalName: alice@contoso.com', 'userAccountControl: 514'))!.unread!, /ldifde/);
});
