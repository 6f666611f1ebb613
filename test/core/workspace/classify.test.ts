// What a file is, and that its tree is asked for only where name and text do not tell.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { roleOf } from '../../../server/src/core/workspace/classify.js';
import { parseXml } from '../../../server/src/core/xml/parse.js';

const transform = 'http://schemas.microsoft.com/XML-Document-Transform';
const host = '<configuration><system.applicationHost/></configuration>';
const plain = '<configuration><system.webServer/></configuration>';

function role(name: string, text: string): { readonly role: string; readonly parsed: boolean } {
  let parsed = false;
  const found = roleOf({ uri: `file:///folder/${name}`, text }, () => {
    parsed = true;
    return parseXml(text);
  });
  return { role: found, parsed };
}

describe('the role of a file', () => {
  test('by its name, without its tree', () => {
    assert.deepEqual(role('applicationHost.config', host), { role: 'applicationHost', parsed: false });
    assert.deepEqual(role('applicationHost.config', '<broken'), { role: 'applicationHost', parsed: false });
    assert.deepEqual(role('Web.config', plain), { role: 'webConfig', parsed: false });
    assert.equal(role('web.config', '<configuration xmlns="urn:a">&amp;</configuration>').role, 'webConfig');
  });
  test('by its content before its name', () => {
    assert.equal(role('web.config', host).role, 'applicationHost');
    assert.equal(role('copy.config', host).role, 'applicationHost');
    assert.equal(role('web.config', `${plain}<!-- system.applicationHost -->`).role, 'webConfig');
    assert.equal(role('other.config', plain).role, 'other');
  });
  test('a transform is none of them, however its namespace is spelled', () => {
    const spelled = transform.replace('X', '&#88;');
    for (const name of ['applicationHost.config', 'web.config', 'other.config']) {
      assert.equal(role(name, `<configuration xmlns:xdt="${transform}"/>`).role, 'transform', name);
      assert.equal(role(name, `<configuration xmlns:xdt="${spelled}"/>`).role, 'transform', name);
    }
  });
});
