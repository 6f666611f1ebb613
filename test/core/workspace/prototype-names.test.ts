// Names that every object of JavaScript has, as names of elements, attributes and sections: they are names like others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProject } from '../../../server/src/core/create-project.js';
import { logHover } from '../../../server/src/core/logs/editor/hover.js';
import { nameOfAnswer } from '../../../server/src/prediction/recognize.js';
import { sampleFiles } from '../../support/servers.js';

const sample = sampleFiles('contoso-exchange-2019').get('applicationHost.config')!;

for (const name of Object.getOwnPropertyNames(Object.prototype)) {
  test(name, () => {
    const own = `${name}="1"`;
    const text = sample
      .replace('<sectionGroup ', `<section name="${name}" ${own} /><sectionGroup ${own} `)
      .replace('<site ', `<site ${own} `)
      .replace('<binding ', `<binding ${own} `)
      .replace(
        '</configuration>',
        `<location path="Default Web Site/owa" ${own}><${name} ${own} /><system.webServer><security><access ${own} />` +
          `<${name} ${own}><add ${own} /></${name}></security></system.webServer></location></configuration>`,
      );
    const files = [{ uri: 'file:///exch01/applicationHost.config', text }];
    const { analysis } = createProject({ files, schemas: [], settings: { termination: 'auto', rules: {} } });
    assert.deepEqual(analysis.failures, []);
    assert.ok(analysis.findings.some(({ rule }) => rule === 'iis/unknown-element-or-attribute'));
    assert.doesNotMatch(JSON.stringify(analysis.findings.map(({ message }) => message)), /native code/);
    assert.doesNotMatch(logHover('a b', `#Fields: ${name} ${name}`, 0)?.markdown ?? '', /native code/);
    assert.equal(nameOfAnswer(`${name} "x"\r\n================ Certificate 0 ================\r\n`, null), null);
  });
}
