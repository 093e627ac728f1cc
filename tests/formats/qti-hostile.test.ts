import { describe, expect, it } from 'vitest';
import { UnreadableFile } from '../../server/formats/format.ts';
import { readQti } from '../../server/formats/qti.ts';
import { writeZip } from '../../server/formats/zip.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const item = (id: string, inner = ''): string =>
  `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="${id}" title="${id}">${inner}
  <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration>
  <itemBody><p>Which?</p><choiceInteraction responseIdentifier="RESPONSE" maxChoices="1">
  <simpleChoice identifier="A">one</simpleChoice><simpleChoice identifier="B">two</simpleChoice></choiceInteraction></itemBody></assessmentItem>`;
const manifest = (hrefs: string[]): string =>
  `<manifest><resources>${hrefs.map((h, i) => `<resource identifier="R${i}" type="imsqti_item_xmlv2p2" href="${h}"/>`).join('')}</resources></manifest>`;
const pack = (files: Record<string, string>): { name: string; bytes: Uint8Array } => ({
  name: 'a.zip',
  bytes: writeZip(Object.entries(files).map(([name, text]) => ({ name, bytes: utf8(text) }))),
});
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof UnreadableFile) return error.note.code;
    throw error;
  }
  return 'read';
};

describe('hostile QTI packages', () => {
  it('a name that leaves the archive is refused', () => {
    expect(codeOf(() => readQti(pack({ '../evil.xml': item('x') })))).toBe('zip.path');
  });

  it('a package cut off in the middle is refused', () => {
    const { bytes } = pack({ 'a.xml': item('a'), 'b.xml': item('b') });
    expect(codeOf(() => readQti({ name: 'a.zip', bytes: bytes.subarray(0, bytes.length / 2) }))).toMatch(
      /^zip\./u,
    );
  });

  it('resources elsewhere are rejected by name and never fetched', () => {
    const reading = readQti(
      pack({
        'imsmanifest.xml': manifest(['https://example.org/x.xml', '../../etc/passwd', 'a.xml']),
        'a.xml': item('a'),
      }),
    );
    expect(reading.questions).toHaveLength(1);
    expect(reading.rejected.map((n) => n.code)).toEqual(['qti.external', 'qti.external']);
  });

  it('an item with entities of its own is rejected, the others come in', () => {
    const evil = `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${item('e').replace('one', '&a;')}`;
    const reading = readQti(pack({ 'a.xml': item('a'), 'e.xml': evil }));
    expect(reading.questions.map((q) => q.ref)).toEqual(['a']);
    expect(reading.rejected).toMatchObject([{ code: 'xml.entities', place: { file: 'e.xml' } }]);
  });

  it('missing files are rejected by name', () => {
    const reading = readQti(pack({ 'imsmanifest.xml': manifest(['a.xml', 'gone.xml']), 'a.xml': item('a') }));
    expect(reading.rejected).toMatchObject([{ code: 'qti.missing', details: { href: 'gone.xml' } }]);
  });

  it('without a manifest the items are found all the same, and it is said', () => {
    const reading = readQti(pack({ 'a.xml': item('a'), 'b.xml': item('b') }));
    expect(reading.questions).toHaveLength(2);
    expect(reading.warnings.map((w) => w.code)).toEqual(['qti.no_manifest']);
  });

  it('two items of one identifier are two questions with two references', () => {
    const reading = readQti(pack({ 'a.xml': item('same'), 'b.xml': item('same') }));
    expect(reading.questions.map((q) => q.ref)).toEqual(['same', 'same@b.xml']);
  });

  it('a manifest of 10,000 items that are not there is read in seconds', () => {
    const hrefs = Array.from({ length: 10_000 }, (_, i) => `items/${i}.xml`);
    const started = performance.now();
    const reading = readQti(pack({ 'imsmanifest.xml': manifest(hrefs), 'a.xml': item('a') }));
    expect(reading.rejected).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('an item made from variables is rejected with its reason', () => {
    const text = item('t', '<templateDeclaration identifier="X" cardinality="single" baseType="integer"/>');
    expect(readQti({ name: 't.xml', bytes: utf8(text) }).rejected).toMatchObject([{ code: 'qti.template' }]);
  });

  it('a file that ends inside an item rejects that item', () => {
    const text = `<items>${item('a')}${item('b').slice(0, 300)}`;
    const reading = readQti({ name: 't.xml', bytes: utf8(text) });
    expect(reading.questions.map((q) => q.ref)).toEqual(['a']);
    expect(reading.rejected.map((n) => n.code)).toEqual(['qti.cut_off']);
  });
});
