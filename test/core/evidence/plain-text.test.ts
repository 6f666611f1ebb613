// What mails, tickets and transcripts add to saved output is taken off, and every place leads back to the text
// as it is.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import fc from 'fast-check';
import { EvidenceText } from '../../../server/src/core/evidence/kind.js';
import { readEvidence } from '../../../server/src/core/evidence/kinds.js';
import { plainText } from '../../../server/src/core/evidence/plain-text.js';
import { parseXml } from '../../../server/src/core/xml/parse.js';

const view = [
  'Identity         : EXCH01\\owa (Default Web Site)',
  'Server           : EXCH01',
  'WebSite          : Default Web Site',
  'Path             : C:\\Exchange\\owa',
  'BasicAuthentication   : True',
  'WindowsAuthentication : False',
];
const list = view.join('\r\n');

/** The text at the place of the first virtual directory's Basic switch; null where none was read. */
function basicIn(text: string): string | null {
  const readings = readEvidence(new EvidenceText(text, () => parseXml(text)))?.readings ?? [];
  const basic = readings.flatMap(({ facts }) => facts.virtualDirectories ?? [])[0]?.basic;
  return basic ? text.slice(basic.range.start, basic.range.end) : null;
}

test('a text to which nothing was added is taken as it is', () => {
  assert.equal(plainText(list), null);
  assert.equal(plainText(''), null);
  assert.equal(plainText('\ufeffRegistered ServicePrincipalNames for CN=A,DC=contoso,DC=com:\r\n\thttp/a'), null);
  assert.equal(basicIn(list), 'True');
});

const added: Readonly<Record<string, string>> = {
  'quoted in a mail': ['Hello,', '', 'this is what it says:', ...view.map((line) => `> ${line}`)].join('\r\n'),
  'quoted twice': view.map((line) => `> > ${line}`).join('\n'),
  'quoted without blanks': view.map((line) => `>${line}`).join('\n'),
  'a blank line below each': view.join('\r\n\r\n'),
  'two carriage returns': view.join('\r\r\n'),
  'blanks that do not break': list.replaceAll(' ', '\u00a0'),
  'blanks that were collapsed': list.replace(/ +:/g, ' :'),
  'colored by PowerShell 7': view.map((line) => `\u001b[32;1m${line.replace(':', ':\u001b[0m')}`).join('\n'),
  indented: view.map((line) => `\t${line}`).join('\r\n'),
  'below a prompt': ['[PS] C:\\Windows\\system32>Get-OwaVirtualDirectory | fl *', '', list, '', ''].join('\r\n'),
};
for (const [name, text] of Object.entries(added)) {
  test(`${name}, it says the same at its place`, () => {
    assert.equal(basicIn(text), 'True');
  });
}

test('JSON below a prompt', () => {
  const json =
    '{"Identity":"EXCH01\\\\owa (Default Web Site)","WebSite":"Default Web Site","BasicAuthentication":true}';
  assert.equal(basicIn(`PS C:\\> Get-OwaVirtualDirectory | ConvertTo-Json\r\n${json}\r\n`), 'true');
});

test('netsh below the prompt of the Exchange Management Shell, which begins as JSON does', () => {
  const text = [
    '[PS] C:\\>netsh http show sslcert',
    '    IP:port          : 0.0.0.0:443',
    '    Certificate Hash : 0123456789abcdef0123456789abcdef01234567',
    '    DS Mapper Usage  : Disabled',
  ].join('\r\n');
  const [reading] = readEvidence(new EvidenceText(text, () => parseXml(text)))!.readings;
  assert.equal(reading?.facts.sslRecords?.[0]?.dsMapper?.on, false);
});

test('prose that quotes a label stays prose', () => {
  const prose = ['> Identity : what?', '', 'No, BasicAuthentication : it is off.', '', '> I see.'].join('\n');
  assert.equal(basicIn(prose), null);
});

test('every offset leads into the text, in order, to the same character', () => {
  const piece = fc.constantFrom(
    '> ',
    '>',
    ' ',
    '\t',
    'a',
    'B : c',
    '\u00a0',
    '\r\n',
    '\r\r\n',
    '\n',
    '\r',
    'C:\\>',
    '{',
    '"',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const whole = pieces.join('');
      const plain = plainText(whole);
      if (plain === null) return;
      let last = 0;
      for (let offset = 0; offset < plain.text.length; offset++) {
        const at = plain.at(offset);
        assert.ok(at >= last && at <= whole.length, `${offset} → ${at}`);
        const character: string = plain.text[offset]!;
        if (character !== '\n') assert.equal(whole[at]!.replace('\u00a0', ' '), character);
        last = at;
      }
    }),
    { numRuns: 1000 },
  );
});
