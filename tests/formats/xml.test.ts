import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableFile } from '../../server/formats/format.ts';
import {
  attr,
  childOf,
  childrenOf,
  decodeXml,
  descendantsOf,
  escapeXml,
  parseXml,
  textOf,
} from '../../server/formats/xml.ts';

const noteOf = (text: string) => {
  try {
    parseXml(text);
  } catch (error) {
    if (error instanceof UnreadableFile) return error.note;
    throw error;
  }
  return undefined;
};

describe('an XML text', () => {
  it('becomes a tree with names, spaces, attributes, text and lines', () => {
    const root = parseXml(
      '<?xml version="1.0"?>\n<!DOCTYPE q>\n<q:a xmlns:q="urn:q" xmlns="urn:d">\n <b x="1&amp;2">t<![CDATA[<&>]]>&lt;</b><!-- no --><b/></q:a>',
    );
    expect(root).toMatchObject({ name: 'q:a', local: 'a', ns: 'urn:q', line: 3 });
    const [first, second] = childrenOf(root, 'b');
    expect(first).toMatchObject({ ns: 'urn:d', line: 4, children: ['t<&><'] });
    expect(attr(first, 'x')).toBe('1&2');
    expect(textOf(second)).toBe('');
    expect(childOf(root, 'c')).toBeUndefined();
    expect(descendantsOf(root, 'b')).toHaveLength(2);
  });

  it('finds an attribute with or without its prefix', () => {
    const root = parseXml('<a xml:lang="zh"/>');
    expect([attr(root, 'lang'), attr(root, 'xml:lang'), attr(root, 'x')]).toEqual(['zh', 'zh', undefined]);
  });

  it('forgives empty lines in front of its declaration, and counts them', () => {
    expect(parseXml('\n\n<?xml version="1.0"?>\n<a/>').line).toBe(4);
  });

  it('holds any text that was escaped for it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const kept = text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '');
        expect(textOf(parseXml(`<a>${escapeXml(text)}</a>`))).toBe(kept);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

describe('a broken XML text is refused with line and reason', () => {
  it('when tags do not match', () => {
    expect(noteOf('<a>\n  <b></c></a>')).toMatchObject({ code: 'xml.broken', place: { line: 2 } });
  });

  it('when it is cut off anywhere', () => {
    const text = '<?xml version="1.0"?><quiz><question type="x"><name>&amp;n</name></question></quiz>';
    for (let n = 0; n < text.length; n++)
      expect(noteOf(text.slice(0, n))?.code).toMatch(/^xml\.(truncated|broken)$/u);
    expect(noteOf('<quiz>\n<question>')).toMatchObject({
      code: 'xml.truncated',
      details: { tag: 'question', line: 2 },
    });
  });

  it('when it uses what it does not define', () => {
    expect(noteOf('<a>&nbsp;</a>')?.code).toBe('xml.broken');
  });
});

describe('a hostile XML text', () => {
  it('reads no file of this machine or another', () => {
    for (const what of ['SYSTEM "file:///etc/passwd"', 'SYSTEM "http://a.b/c"', 'PUBLIC "x" "y"', '"inner"'])
      expect(noteOf(`<!DOCTYPE a [<!ENTITY x ${what}>]><a>&x;</a>`)?.code).toBe('xml.entities');
    expect(noteOf('<!DOCTYPE a [<!ENTITY % p SYSTEM "http://a.b/c"> %p;]><a/>')?.code).toBe('xml.entities');
    expect(noteOf('<!DOCTYPE a SYSTEM "http://a.b/c.dtd"><a/>')).toBeUndefined();
  });

  it('does not laugh a billion times', () => {
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
      '',
    );
    expect(noteOf(`<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]><a>&l9;</a>`)?.code).toBe('xml.entities');
  });

  it('may not be nested too deep', () => {
    expect(noteOf('<a>'.repeat(100_000))?.code).toBe('xml.too_deep');
    expect(noteOf('<a>'.repeat(200) + '</a>'.repeat(200))).toBeUndefined();
  });

  it('does not change how objects behave', () => {
    const root = parseXml('<__proto__ __proto__="1" constructor="2"><toString/></__proto__>');
    expect(attr(root, '__proto__')).toBe('1');
    expect(({} as Record<string, unknown>).constructor).toBe(Object);
  });
});

describe('bytes of an XML file', () => {
  const file = (bytes: Uint8Array) => ({ name: 'a.xml', bytes });
  const joined = (...parts: (string | number[])[]) =>
    new Uint8Array(parts.flatMap((p) => (typeof p === 'string' ? [...new TextEncoder().encode(p)] : p)));

  it('are read as the declaration says', () => {
    const read = decodeXml(file(joined('<?xml version="1.0" encoding="gb2312"?><a>', [0xcc, 0xe2], '</a>')));
    expect(read).toMatchObject({ encoding: 'gb18030', warnings: [] });
    expect(textOf(parseXml(read.text))).toBe('题');
    const latin = decodeXml(file(joined('<?xml version="1.0" encoding="ISO-8859-1"?><a>', [0xe9], '</a>')));
    expect(textOf(parseXml(latin.text))).toBe('é');
  });

  it('are read by what they are when the declaration lies', () => {
    const read = decodeXml(file(joined('<?xml version="1.0" encoding="UTF-16"?><a>题</a>')));
    expect(textOf(parseXml(read.text))).toBe('题');
    const odd = decodeXml(file(joined('<?xml version="1.0" encoding="nonsense"?><a>题</a>')));
    expect(textOf(parseXml(odd.text))).toBe('题');
  });

  it('may be UTF-16 with a mark', () => {
    const text = '<?xml version="1.0" encoding="UTF-16"?><a>题</a>';
    const bytes = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from([...text].map((c) => c.charCodeAt(0))).buffer),
    ]);
    expect(decodeXml(file(bytes))).toMatchObject({ encoding: 'utf-16le', text });
  });
});
