// What a verdict says that it does not know.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createProject } from '../../../server/src/core/create-project.js';
import { samples } from '../../support/paths.js';

const text = readFileSync(path.join(samples, 'contoso-exchange-2019/applicationHost.config'), 'utf8').replace(
  /^\ufeff/,
  '',
);

function unknownsOf(applicationHost: string): readonly string[] {
  const files = [{ uri: 'file:///applicationHost.config', text: applicationHost }];
  const { servers } = createProject({ files, schemas: [], settings: { termination: 'auto', rules: {} } }).analysis;
  return servers.flatMap(({ unknowns }) => unknowns);
}

test('applications of the front end in a second site are named, since they are not judged', () => {
  const isSecond = (sentence: string): boolean => sentence.includes('another site than the front end');
  assert.deepEqual(unknownsOf(text).filter(isSecond), []);
  const second = `
            <site name="Partners" id="7">
                <application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub\\partners" /></application>
                <application path="/owa"><virtualDirectory path="/" physicalPath="C:\\Exchange\\FrontEnd\\HttpProxy\\owa" /></application>
            </site>`;
  assert.deepEqual(unknownsOf(text.replace('</sites>', `${second}</sites>`)).filter(isSecond), [
    'Partners/owa is in another site than the front end, Default Web Site, and is not checked.',
  ]);
});
