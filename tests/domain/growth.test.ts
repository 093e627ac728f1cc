import { describe, expect, test } from 'vitest';
import { growthOf, tableGroup } from '../../server/domain/growth.ts';

describe('the growth of the store', () => {
  const known = { bytes: 1_000_000, events: 10_000, free: 1_000_000, perDay: [300, 100, 200] };

  test('is bytes per event by events a day, said for a month, a quarter and a year', () => {
    expect(growthOf(known)).toEqual({
      days: 3,
      eventsPerDay: 200,
      bytesPerEvent: 100,
      bytesPerDay: 20_000,
      after: [
        { days: 30, bytes: 1_600_000 },
        { days: 90, bytes: 2_800_000 },
        { days: 365, bytes: 8_300_000 },
      ],
      fullInDays: 50,
    });
  });

  test('is unknown before the first whole day and without events', () => {
    expect(growthOf({ ...known, perDay: [] })).toBeUndefined();
    expect(growthOf({ ...known, events: 0 })).toBeUndefined();
  });

  test('names no day on which the disk is full when nothing grows', () => {
    expect(growthOf({ ...known, perDay: [0, 0] })).not.toHaveProperty('fullInDays');
  });
});

test('tables are told apart by what they hold', () => {
  const groups = [
    'event',
    'rollup_item',
    'chat_message',
    'question_version',
    'media',
    'attempt',
    'command',
    'entry',
  ];
  expect(groups.map(tableGroup)).toEqual([
    'log',
    'rollups',
    'texts',
    'texts',
    'files',
    'learning',
    'replies',
    'other',
  ]);
});
