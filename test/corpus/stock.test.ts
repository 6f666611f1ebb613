// Exchange servers as they are set up give no finding of any severity; one that is not well-formed gives that
// and no verdict on the rest.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applicationHost, corpusServers, layOut, legacyServer, malformedServer } from '../support/servers.js';
import { foundIn, checked, told } from './verdict.js';
import { skipWithoutCorpus } from '../support/corpus.js';

describe('stock servers', () => {
  const skip = skipWithoutCorpus;
  it('there are servers', { skip }, () => {
    assert.ok(corpusServers().length > 10);
  });

  for (const { name, text } of corpusServers()) {
    const files = new Map([[applicationHost, text]]);
    it(`${name} is silent`, () => {
      assert.equal(told(foundIn(checked(files), files)), 'nothing');
    });
    it(`${name} is silent when no certificates are said to be used`, () => {
      assert.equal(told(foundIn(checked(files, 'none'), files)), 'nothing');
    });
    it(`${name} has no termination, and something was checked`, () => {
      const { analysis } = checked(files);
      assert.deepEqual(
        analysis.servers.map(({ termination }) => termination.value),
        ['none'],
      );
      assert.ok(analysis.summary.passed > 20, `${analysis.summary.passed} passed`);
    });
  }

  for (const version of ['E19', 'E16'] as const) {
    it(`HC_${version} with its web.config files is silent`, { skip }, () => {
      const files = layOut(version);
      assert.equal(told(foundIn(checked(files), files)), 'nothing');
      assert.equal(told(foundIn(checked(files, 'none'), files)), 'nothing');
    });
  }

  it('a legacy server is silent and known as one', () => {
    const files = new Map([[applicationHost, legacyServer()]]);
    const verdict = checked(files);
    assert.equal(told(foundIn(verdict, files)), 'nothing');
    assert.equal(verdict.analysis.servers[0]?.termination.value, 'legacy');
  });

  it('the malformed one gives its syntax errors and nothing else', { skip }, () => {
    const files = new Map([[applicationHost, malformedServer()]]);
    for (const termination of ['auto', 'none'] as const) {
      const found = foundIn(checked(files, termination), files);
      assert.deepEqual([...new Set(found.map(({ rule }) => rule))], ['iis/not-well-formed'], told(found));
    }
  });
});
