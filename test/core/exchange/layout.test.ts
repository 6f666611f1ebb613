// Which site of a server is Exchange's front end and which its back end.
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { secondFrontEnds, siteRoles } from '../../../server/src/core/exchange/layout.js';
import type { Site } from '../../../server/src/core/iis/sites.js';
import { serverOf } from '../../support/configuration.js';

const exchange = 'D:\\Exchange\\FrontEnd\\HttpProxy';

function site(name: string, applications: Readonly<Record<string, string>>): string {
  const elements = Object.entries({ '/': 'C:\\inetpub\\wwwroot', ...applications }).map(
    ([path, folder]) =>
      `<application path="${path}"><virtualDirectory path="/" physicalPath="${folder}" /></application>`,
  );
  return `<site name="${name}" id="1">${elements.join('')}</site>`;
}

function sitesOf(sites: readonly string[]): readonly Site[] {
  return serverOf({
    'applicationHost.config': `<configuration><system.applicationHost><sites>${sites.join('')}</sites></system.applicationHost></configuration>`,
  }).sites;
}

function rolesOf(...sites: readonly string[]): (string | undefined)[] {
  const { frontEnd, backEnd, legacy } = siteRoles(sitesOf(sites));
  return [frontEnd, backEnd, legacy].map((one) => one?.configurationPath);
}

describe('the part that a site plays', () => {
  const whole = site('Mail', {
    '/owa': `${exchange}\\owa`,
    '/ecp': `${exchange}\\ecp`,
    '/Microsoft-Server-ActiveSync': `${exchange}\\sync`,
  });
  const another = site('Owa for partners', { '/owa': `${exchange}\\owa`, '/ecp': `${exchange}\\ecp` });
  const backEnd = site('Exchange Back End', { '/owa': 'D:\\Exchange\\ClientAccess\\owa' });

  test('the front end is the site with most of its applications, wherever another one stands', () => {
    assert.deepEqual(rolesOf(another, whole, backEnd), ['Mail', 'Exchange Back End', undefined]);
    assert.deepEqual(rolesOf(backEnd, whole, another), ['Mail', 'Exchange Back End', undefined]);
  });

  test('what a second site has of the front end is known, and nothing else', () => {
    assert.deepEqual(
      secondFrontEnds(sitesOf([whole, another, backEnd])).map(({ configurationPath }) => configurationPath),
      ['Owa for partners'],
    );
    assert.deepEqual(secondFrontEnds(sitesOf([whole, backEnd, site('Intranet', { '/owa': 'D:\\Web\\owa' })])), []);
  });

  test('of two alike it is the first', () => {
    assert.deepEqual(rolesOf(another, another.replace('Owa for partners', 'Second')), [
      'Owa for partners',
      undefined,
      undefined,
    ]);
  });

  test('a server without one has a legacy site or none', () => {
    const legacy = site('Default Web Site', { '/Microsoft-Server-ActiveSync': 'C:\\V14\\ClientAccess\\sync' });
    assert.deepEqual(rolesOf(legacy), [undefined, undefined, 'Default Web Site']);
    assert.deepEqual(rolesOf(site('Default Web Site', {})), [undefined, undefined, undefined]);
  });
});
