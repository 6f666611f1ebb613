// Where servers speak of certificates: names, records of HTTP.SYS, and the mappings of IIS with the level at
// which they hold.
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { createProject } from '../../../server/src/core/create-project.js';
import { presentedNames, type CertificateUses } from '../../../server/src/core/certificate-uses/model.js';
import type { Place } from '../../../server/src/core/text/range.js';

interface Parts {
  readonly server?: string;
  readonly site?: string;
  readonly bindings?: string;
  readonly output?: string;
}

const authentication = (inner: string): string =>
  `<system.webServer><security><authentication>${inner}</authentication></security></system.webServer>`;

function usesIn({ server = '', site = '', bindings = '', output }: Parts): {
  uses: CertificateUses<Place>;
  text: string;
} {
  const text = `<configuration>
  <system.applicationHost><sites>
    <site name="Default Web Site" id="1">
      <application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" /></application>
      <bindings>${bindings}</bindings>
    </site>
    <site name="Other" id="2">
      <application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub\\other" /></application>
    </site>
  </sites></system.applicationHost>
  ${authentication(server)}
  <location path="Default Web Site">${authentication(site)}</location>
</configuration>`;
  const files = [{ uri: 'a/applicationHost.config', text }];
  if (output !== undefined) files.push({ uri: 'a/sslcert.txt', text: output });
  const project = createProject({ files, schemas: [], settings: { termination: 'auto', rules: {} } });
  return { uses: project.certificateUses(), text };
}

const sha1 = '0123456789abcdef0123456789abcdef01234567';
const many = (attributes: string, rules: string): string =>
  `<manyToOneMappings><add ${attributes}><rules>${rules}</rules></add></manyToOneMappings>`;
const rule =
  '<add certificateField="Issuer" certificateSubField="CN" matchCriteria="Contoso*" compareCaseSensitive="false" />';

describe('the uses of certificates', () => {
  test('names of bindings, and records with the bindings that they are behind', () => {
    const { uses, text } = usesIn({
      bindings: `<binding protocol="https" bindingInformation="*:443:" /><binding protocol="https" bindingInformation="*:443:Mail.contoso.com" sslFlags="1" /><binding protocol="http" bindingInformation="*:80:plain.contoso.com" />`,
      output: `
    IP:port : 0.0.0.0:443
    Certificate Hash : ${sha1.toUpperCase()}
    DS Mapper Usage : Disabled

    Hostname:port : mail.contoso.com:443
    Certificate Hash : ${sha1}

    IP:port : 0.0.0.0:444
    Certificate Hash : (null)
`,
    });
    assert.deepEqual(uses.serverNames, ['mail.contoso.com']);
    assert.deepEqual(
      uses.records.map(({ endpoint, bindings }) => [endpoint, bindings.map(({ information }) => information)]),
      [
        ['0.0.0.0:443', ['*:443:']],
        ['mail.contoso.com:443', ['*:443:Mail.contoso.com']],
      ],
    );
    const { range } = uses.records[0]!.bindings[0]!.at;
    assert.equal(text.slice(range.start, range.end), '<binding protocol="https" bindingInformation="*:443:" />');
    assert.deepEqual([...presentedNames(uses)], [[sha1, ['mail.contoso.com']]]);
  });

  test('a many-to-one mapping with what decides about it', () => {
    const { uses, text } = usesIn({
      site: `<iisClientCertificateMappingAuthentication enabled="true">${many('name="sales" permissionMode="Deny" userName="CONTOSO\\sales" password="secret"', rule)}</iisClientCertificateMappingAuthentication>`,
    });
    const [use, ...others] = uses.manyToOne;
    assert.equal(others.length, 0);
    assert.deepEqual(
      [use?.configurationPath, use?.inEffect, use?.userName],
      ['Default Web Site', 'yes', 'CONTOSO\\sales'],
    );
    assert.deepEqual(use?.mapping, {
      name: 'sales',
      enabled: true,
      permission: 'Deny',
      rules: [{ field: 'Issuer', subField: 'CN', matchCriteria: 'Contoso*', compareCaseSensitive: false }],
    });
    assert.match(text.slice(use.at.range.start, use.at.range.end), /^<add name="sales"/);
    assert.doesNotMatch(JSON.stringify(uses), /secret/);
  });

  test('what a site inherits is said for the server, and once more where it is in effect there alone', () => {
    const mapping = many('name="all" userName="x"', rule);
    const at = (site: string): string[] =>
      usesIn({
        server: `<iisClientCertificateMappingAuthentication>${mapping}</iisClientCertificateMappingAuthentication>`,
        site,
      }).uses.manyToOne.map(({ configurationPath, inEffect }) => `${configurationPath}:${inEffect}`);
    assert.deepEqual(at(''), [':no']);
    assert.deepEqual(at('<iisClientCertificateMappingAuthentication enabled="true" />'), [
      ':no',
      'Default Web Site:yes',
    ]);
  });

  test('what cannot be known is left out', () => {
    const { uses } = usesIn({
      site: `<iisClientCertificateMappingAuthentication enabled="true">${many('name="x" enabled="maybe"', rule)}<oneToOneMappings><add userName="x" certificate="no certificate" /></oneToOneMappings></iisClientCertificateMappingAuthentication>`,
    });
    assert.deepEqual([uses.manyToOne, uses.oneToOne], [[], []]);
  });
});
