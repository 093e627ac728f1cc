import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, escapeRich, mediaOf, plainOf } from '../../server/domain/rich-text.ts';

/** Lines full of what could be taken for markup. */
const anyLine = fc
  .array(
    fc.constantFrom('a', '题', ' ', '*', '**', '`', '\\', '![', '](media:x.png)', ']', '-', '[[1]]', '!'),
    {
      maxLength: 14,
    },
  )
  .map((parts) => parts.join('').trim());

describe('rich text', () => {
  it('shows escaped text exactly as it was, whatever is in it', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        expect(plainOf(escapeRich(line))).toBe(line);
        expect(mediaOf(escapeRich(line))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('never fails and loses no word, whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 6 }), (lines) => {
        const body = lines.join('\n');
        const words = (text: string) => text.match(/[a题]/gu)?.length ?? 0;
        expect(words(plainOf(body))).toBeGreaterThanOrEqual(words(body.replace(/\(media:[^)\s]+\)/gu, '')));
      }),
    );
  });

  it('has pictures and sounds with their texts, code that keeps its lines, lists and bold', () => {
    const body =
      '看 ![标志](media:sign.png)\n\n- **一**\n- `二`\n\n```\na\n\n  b\n```\n![录音](media:call.MP3)';
    expect(blocksOf(body)).toEqual([
      {
        kind: 'paragraph',
        runs: [
          { kind: 'text', text: '看 ' },
          { kind: 'picture', text: '标志', name: 'sign.png' },
        ],
      },
      { kind: 'list', items: [[{ kind: 'bold', text: '一' }], [{ kind: 'code', text: '二' }]] },
      { kind: 'code', text: 'a\n\n  b' },
      { kind: 'paragraph', runs: [{ kind: 'sound', text: '录音', name: 'call.MP3' }] },
    ]);
    expect(mediaOf(body)).toEqual(['sign.png', 'call.MP3']);
  });
});
