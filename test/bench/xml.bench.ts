// How fast a configuration is parsed, against fast-xml-parser (a tree with element offsets) and saxes
// (events, no tree).
import { XMLParser } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';
import { parseXml } from '../../server/src/core/xml/parse.js';
import { applicationHostText } from './application-host-text.js';
import { measure, print, type Bench } from './harness.js';

const sizes = [
  { title: '175 KB', bytes: 175e3, samples: 41, warmUp: 15 },
  { title: '3 MB', bytes: 3e6, samples: 15, warmUp: 4 },
  { title: '30 MB', bytes: 30e6, samples: 5, warmUp: 1 },
];

function withFastXmlParser(text: string): unknown {
  const parser = new XMLParser({
    preserveOrder: true,
    captureMetaData: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    trimValues: false,
    parseTagValue: false,
    parseAttributeValue: false,
    maxNestedTags: 256,
  });
  return parser.parse(text);
}

function withSaxes(text: string): number {
  let count = 0;
  const parser = new SaxesParser();
  parser.on('opentag', () => count++);
  parser.write(text).close();
  return count;
}

export const xmlBench: Bench = {
  name: 'xml',
  async run() {
    for (const { title, bytes, samples, warmUp } of sizes) {
      const text = applicationHostText(bytes);
      const document = parseXml(text);
      if (document.errors.length > 0) throw new Error(`The generated text is wrong: ${document.errors[0]!.message}`);
      const results = await measure(
        [
          { name: 'parseXml', run: () => parseXml(text) },
          { name: 'fast-xml-parser', run: () => withFastXmlParser(text) },
          { name: 'saxes', run: () => withSaxes(text) },
        ],
        { samples, warmUp },
      );
      print(`parse an applicationHost.config of ${title} (${text.length} characters)`, results, text.length);
    }
  },
};
