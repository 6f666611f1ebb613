// How long a bundle of 10 000 certificates takes until the view has every line of its list, and how long the
// longest step holds everything else up; against decoding the same bundle in one go.
import { readFile } from '../../client/src/certificate/read.js';
import { rowOf } from '../../client/src/certificate/view-model/rows.js';
import { forgeDigests } from '../../server/src/adapters/digests.js';
import { readCertificateFile } from '../../server/src/core/certificate/file.js';
import { generatedCertificates, NOW } from '../support/certificates.js';
import { measure, print, type Bench } from './harness.js';

const COUNT = 10_000;

export const certificateViewBench: Bench = {
  name: 'certificate-view',
  run: async () => {
    const made = generatedCertificates();
    if (made === null) return;
    const names = ['strong', 'upnOnly', 'ellipticCurve', 'rsaUser', 'server', 'root'] as const;
    const pems = names.map((name) => made.pem(name));
    const bytes = new TextEncoder().encode(Array.from({ length: COUNT }, (_, i) => pems[i % pems.length]!).join(''));
    const around = { words: (template: string) => template, say: (text: string) => text, language: 'en', now: NOW };
    let longest = 0;
    const inPieces = async (): Promise<number> => {
      let last = performance.now();
      const beat = setInterval(() => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
      }, 1);
      const { entries } = await readFile(bytes);
      clearInterval(beat);
      return entries.map((entry, index) => rowOf(entry, index, around)).length;
    };
    const results = await measure(
      [
        {
          name: 'all at once, digests in JavaScript',
          run: () => readCertificateFile(bytes, forgeDigests).entries.length,
        },
        { name: 'in pieces, with the lines of the list', run: inPieces },
      ],
      { samples: 3, warmUp: 1 },
    );
    print(`A bundle of ${COUNT} certificates for the view`, results, bytes.length);
    console.log(`  the longest step holds everything else up for ${longest.toFixed(0)} ms`);
  },
};
