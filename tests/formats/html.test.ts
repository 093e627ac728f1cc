import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainOf } from '../../server/domain/rich-text.ts';
import { htmlOfRich, richOfHtml } from '../../server/formats/html.ts';
import { inlineMedium, mediaNameOf } from '../../server/formats/html-media.ts';
import { normalRich } from '../../server/formats/rich-blocks.ts';
import { nastyText } from './arbitrary.ts';

const rich = (html: string) => richOfHtml(html).text;

describe('rich text as HTML and back', () => {
  const marks = fc
    .array(
      fc.oneof(
        nastyText(),
        fc.constantFrom(
          '**b**',
          '`c`',
          '![a](media:x.png)',
          '![s](media:s.mp3)',
          '\n- i',
          '\n\n',
          '\n```\nx  y\n```\n',
          '\\',
          '*',
          '-',
          ' ',
        ),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''));

  it('gives back the same text', () => {
    fc.assert(
      fc.property(marks, (text) => {
        const t = normalRich(text);
        expect(rich(htmlOfRich(t))).toBe(t);
      }),
      { numRuns: 3000 },
    );
  });

  it('has one normal spelling, which shows what the author wrote', () => {
    fc.assert(
      fc.property(marks, (text) => {
        const t = normalRich(text);
        expect(normalRich(t)).toBe(t);
        const shown = (s: string) => plainOf(s).replace(/\s+/gu, '');
        expect(shown(t)).toBe(shown(text));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('HTML of other systems', () => {
  it('keeps paragraphs, breaks, bold, code and lists', () => {
    expect(
      rich('<p>One <b>two</b>\n three<br>four</p><ul><li>a</li><li><p>b</p></li></ul><pre>x\n  y</pre>'),
    ).toBe('One **two** three\nfour\n\n- a\n- b\n\n```\nx\n  y\n```');
    expect(rich('<ol start="3"><li>a<li>b</ol>')).toBe('3. a\n4. b');
    expect(rich('<h2>Title</h2>text')).toBe('**Title**\n\ntext');
  });

  it('keeps text that looks like our marks as text', () => {
    expect(plainOf(rich('<p>2 ** 3 and `x` and ![a](media:b)</p><p>- not a list</p>'))).toBe(
      '2 ** 3 and `x` and ![a](media:b)\n- not a list',
    );
  });

  it('decodes entities and keeps formulas as text', () => {
    expect(rich('a &lt; b &amp;&nbsp;c &hearts; \\(x^2\\) $$y$$')).toBe('a < b & c ♥ \\(x^2\\) $$y$$');
  });

  it('raises and lowers by Unicode, else by ^ and _', () => {
    expect(rich('x<sup>2</sup> H<sub>2</sub>O a<sup>n+k</sup> b<sub>i</sub>')).toBe('x² H₂O a^(n+k) b_i');
  });

  it('names pictures and sounds of the file and reports those of other sites', () => {
    const html =
      '<img src="@@PLUGINFILE@@/%E5%9B%BE%201.png" alt="图"><audio><source src="@@PLUGINFILE@@/a.mp3">listen</audio>' +
      '<img src="https://example.org/x.png" alt="far">';
    expect(richOfHtml(html)).toEqual({
      text: '![图](media:图-1.png)![listen](media:a.mp3)far',
      media: ['图-1.png', 'a.mp3'],
      external: ['https://example.org/x.png'],
      dropped: [],
    });
  });

  it('writes tables line by line and says so', () => {
    expect(
      richOfHtml('<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td><p>2</p></td></tr></table>'),
    ).toEqual({
      text: 'a | b\n1 | 2',
      media: [],
      external: [],
      dropped: ['table'],
    });
  });

  it('drops scripts, styles and frames and says so', () => {
    const out = richOfHtml('a<script>alert(1)</script><style>p{}</style><iframe src="x">y</iframe>b<u>c</u>');
    expect(out.text).toBe('abc');
    expect(out.dropped).toEqual(['script', 'style', 'iframe', 'u']);
  });

  it('keeps the address of a link behind its text', () => {
    expect(rich('<a href="https://a.b/c">here</a> <a href="https://a.b">https://a.b</a>')).toBe(
      'here (https://a.b/c) https://a.b',
    );
  });

  it('keeps one language of multilang spans', () => {
    const html =
      '<span class="multilang" lang="zh_cn">题</span><span lang="en" class="multilang">Question</span>!';
    expect(richOfHtml(html, { lang: 'zh' }).text).toBe('题!');
    expect(richOfHtml(html, { lang: 'en' }).text).toBe('Question!');
  });

  it('never throws and never hangs', () => {
    const tag = fc.constantFrom(
      '<p>',
      '</p>',
      '<ul>',
      '</ol>',
      '<li>',
      '<pre>',
      '</pre>',
      '<td>',
      '<table>',
      '</table>',
      '<a href=x>',
      '<!--',
      '<',
      '&#',
      '<sup>',
      '<audio>',
      '</audio>',
      '<script>',
      '<b',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(tag, fc.string()), { maxLength: 40 }), (parts) => {
        expect(typeof richOfHtml(parts.join('')).text).toBe('string');
      }),
      { numRuns: 2000 },
    );
    for (const unit of ['<b>', '<div><p>', '</b>', '<a ', '&amp', '**\\a', '![', '<td>', '<!-', '`'])
      expect(typeof rich(unit.repeat(100_000))).toBe('string');
  }, 10_000);
});

describe('media of a text', () => {
  it('are names inside the file, never paths of this or another machine', () => {
    expect(mediaNameOf('images/a%20b.png?forcedownload=1')).toBe('images/a-b.png');
    expect(mediaNameOf('http://x/y.png')).toBeUndefined();
    expect(mediaNameOf('//x/y.png')).toBeUndefined();
    expect(mediaNameOf('file:///etc/passwd')).toBeUndefined();
    expect(mediaNameOf('/etc/passwd')).toBeUndefined();
  });

  it('may stand in the text itself', () => {
    expect(inlineMedium('data:image/png;base64,aGk=')).toEqual({
      ending: 'png',
      bytes: new Uint8Array([104, 105]),
    });
    expect(inlineMedium('data:text/html;base64,aGk=')).toBeUndefined();
  });
});
