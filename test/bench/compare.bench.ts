// How long it takes to compare many servers, against parsing their files alone.
import { createProject } from '../../server/src/core/create-project.js';
import { driftOf } from '../../server/src/core/workspace/reports.js';
import { parseXml } from '../../server/src/core/xml/parse.js';
import { corpusServers, sampleFiles } from '../support/servers.js';
import { measure, print, type Bench } from './harness.js';
import { corpus } from '../support/corpus.js';

export const compareBench: Bench = {
  name: 'compare',
  async run() {
    const texts =
      corpus === null
        ? [sampleFiles('contoso-exchange-2019').get('applicationHost.config')!]
        : corpusServers().map(({ text }) => text);
    const servers = Array.from({ length: 100 }, (_, index) => texts[index % texts.length]!);
    const compare = (count: number): number => {
      const files = servers
        .slice(0, count)
        .map((text, index) => ({ uri: `file:///exch${index}/applicationHost.config`, text }));
      const project = createProject({ files, schemas: [], settings: { termination: 'auto', rules: {} } }, []);
      return driftOf(project.servers).differences.length;
    };
    const results = await measure(
      [
        { name: 'parse 100 servers', run: () => servers.map((text) => parseXml(text)) },
        { name: 'compare 10 servers', run: () => compare(10) },
        { name: 'compare 100 servers', run: () => compare(100) },
      ],
      { samples: 3, warmUp: 1 },
    );
    print(`drift between servers (${corpus === null ? 'of the sample' : 'of Exchange 2013, 2016 and 2019'})`, results);
  },
};
