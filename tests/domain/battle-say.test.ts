import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BattleSay, readAnswer } from '../../server/domain/battle-shape.ts';

const outcome = (read: (message: unknown) => unknown, message: unknown): unknown => {
  try {
    return { said: read(message) };
  } catch (error) {
    return { refused: (error as Error).message };
  }
};
const odd = fc.oneof(
  fc.constantFrom(
    null,
    undefined,
    true,
    '',
    '1',
    -1,
    -0,
    0.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    {},
  ),
  fc.anything(),
);
const or = <T>(usual: fc.Arbitrary<T>) => fc.oneof({ weight: 9, arbitrary: usual }, odd);
const id = fc.oneof(
  fc.uuid(),
  fc.string({ minLength: 6, maxLength: 10 }),
  fc.string({ minLength: 62, maxLength: 66 }),
  fc.constantFrom('👍👍👍👍', '👍'.repeat(40), 'abcdefgh\n', 'a b c d e'),
);
const choice = fc.oneof(
  fc.integer({ min: -2, max: 27 }),
  fc.boolean(),
  fc.string(),
  fc.array(fc.integer({ min: -2, max: 27 }), { maxLength: 6 }),
);
const message = fc.record(
  {
    id: or(id),
    round: or(fc.oneof(fc.constantFrom(-1, 0, 59, 60), fc.integer({ min: 0, max: 59 }))),
    answer: or(choice),
    rtMs: or(
      fc.oneof(
        fc.constantFrom(0, 86_400_000, 86_400_000.4, 86_400_001),
        fc.double({ min: -1, max: 9_999, noNaN: true }),
      ),
    ),
    changes: or(fc.constantFrom(undefined, -1, 0, 7, 1000, 1001)),
    extra: fc.anything(),
  },
  { requiredKeys: ['id', 'round', 'answer', 'rtMs'] },
);

describe('the message of an answer', () => {
  it('is read without the shape exactly as the shape reads it, or refused in the same words', () => {
    const read = (m: unknown) => BattleSay.answer.parse(m);
    fc.assert(
      fc.property(fc.oneof({ weight: 20, arbitrary: message }, odd), (m) => {
        expect(outcome(readAnswer, m)).toEqual(outcome(read, m));
      }),
      { numRuns: 8_000 },
    );
  });
});
