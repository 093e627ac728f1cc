import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  anyLook,
  LOOK_GOODS,
  LOOK_PARTS,
  LOOK_SLOTS,
  type Look,
  lockedIn,
  partsOf,
  readLook,
  writeLook,
} from '../../server/domain/look.ts';

const looks = fc.record(
  Object.fromEntries(LOOK_SLOTS.map((s) => [s, fc.constantFrom(...partsOf(s).map((p) => p.part))])),
) as fc.Arbitrary<Look>;
const plain: Look = {
  body: 'dome',
  top: 'none',
  eyes: 'round',
  mouth: 'smile',
  pattern: 'none',
  cheeks: 'none',
  color: '7dd3fc',
  accent: 'fda4af',
  background: '0369a1',
};

test('a look survives its short text, which is safe in an address', () => {
  fc.assert(
    fc.property(looks, (look) => {
      const text = writeLook(look);
      expect(text).toMatch(/^[\w-]{1,20}$/);
      expect(readLook(text)).toEqual(look);
    }),
  );
});

test('seeds and broken looks are no looks', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(readLook(id.slice(0, 13))).toBeUndefined();
    }),
  );
  for (const text of [
    '',
    'look1-',
    'look1-00000000',
    'look1-z00000000',
    'look1-0000000000',
    'look1-0000-0000',
  ])
    expect(readLook(text)).toBeUndefined();
});

test('what is sold is locked until it is owned, and stays on who wears it already', () => {
  const crowned = { ...plain, top: 'crown' };
  expect(lockedIn(crowned, [], plain).map((p) => p.id)).toEqual(['top.crown']);
  expect(lockedIn(crowned, ['top.crown'], plain)).toEqual([]);
  expect(lockedIn(crowned, [], crowned)).toEqual([]);
});

test('dice never choose what is locked', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 9 }), (dice) => {
      let n = 0;
      const look = anyLook(() => dice[n++ % dice.length] ?? 0, [], plain);
      expect(lockedIn(look, [], plain)).toEqual([]);
    }),
  );
});

test('every part that is not free is a good of the mall', () => {
  for (const part of LOOK_PARTS.filter((p) => !p.free)) expect(LOOK_GOODS).toContain(part.id);
  expect(new Set(LOOK_GOODS).size).toBe(LOOK_GOODS.length);
});
