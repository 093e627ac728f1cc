import { describe, expect, test } from 'vitest';
import { isHosted } from '../../server/domain/battle-clock.ts';
import {
  type Course,
  isAsking,
  isQuiet,
  isText,
  mentionsIn,
  TURNS,
  type Turn,
  tidyText,
} from '../../server/domain/chat.ts';
import { driveBattle } from './battle-driver.ts';

const isTurn = (kind: string): kind is Turn => (TURNS as readonly string[]).includes(kind);

describe('a text as it is stored', () => {
  test('loses signs that hide or turn it, and keeps its lines and emoji', () => {
    expect(tidyText('  你好\u202e\r\n\r\n\r\n\r\n世界\u200b👨‍👩‍👧 ')).toBe('你好\n\n世界👨‍👩‍👧');
  });
  test('says something visible and has at most 500 signs', () => {
    expect(isText('好')).toBe(true);
    expect(isText(tidyText('\u200b \u3164 \n'))).toBe(false);
    expect(isText('🌊'.repeat(500))).toBe(true);
    expect(isText('岛'.repeat(501))).toBe(false);
  });
  test('mentions are counted, addresses are not', () => {
    expect(mentionsIn('@林林 看这里，@Mei ok? a@b.cn')).toBe(2);
  });
});

describe('quiet hours', () => {
  test('go over midnight, stay within a day, or are none', () => {
    const night = { from: 20, to: 8 };
    expect([19, 20, 23, 0, 7, 8].map((h) => isQuiet(night, h))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect([11, 12, 13, 14].map((h) => isQuiet({ from: 12, to: 14 }, h))).toEqual([false, true, true, false]);
    expect(isQuiet({ from: 8, to: 8 }, 8)).toBe(false);
  });
});

describe('whether a battle asks', () => {
  test('is what the battle itself says, in any battle of random people and hosts', () => {
    let asked = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const turns: Turn[] = [];
      driveBattle(seed, {
        watch: (battle, { kind }, refused) => {
          if (!refused && isTurn(kind)) turns.push(kind);
          if (battle.phase === 'done') return;
          const course = {
            hosted: isHosted(battle),
            board: battle.mode === 'show' && battle.rules.ranking,
            items: battle.items.length,
          };
          asked += battle.phase === 'question' ? 1 : 0;
          expect([seed, isAsking(course, turns)]).toEqual([seed, battle.phase === 'question']);
        },
      });
    }
    expect(asked).toBeGreaterThan(1000);
  });

  const asking = (course: Partial<Course>, ...turns: Turn[]): boolean =>
    isAsking({ hosted: false, board: false, items: 2, ...course }, turns);

  test('not in the lobby, from the start on until the reveal', () => {
    expect(asking({})).toBe(false);
    expect(asking({}, 'start')).toBe(true);
    expect(asking({}, 'start', 'step')).toBe(false);
    expect(asking({}, 'start', 'step', 'step')).toBe(true);
    expect(asking({}, 'start', 'step', 'step', 'step', 'step')).toBe(false);
  });
  test('a host closes first, asks again after the discussion, and shows the places', () => {
    const show = { hosted: true, board: true };
    expect(asking(show, 'start', 'step')).toBe(false);
    expect(asking(show, 'start', 'step', 'again')).toBe(true);
    expect(asking(show, 'start', 'step', 'step', 'step')).toBe(false);
    expect(asking(show, 'start', 'step', 'step', 'step', 'step')).toBe(true);
  });
  test('a skipped question leads on without a board, an ended battle asks nothing', () => {
    expect(asking({ board: true }, 'start', 'skip')).toBe(false);
    expect(asking({ board: true }, 'start', 'skip', 'step')).toBe(true);
    expect(asking({}, 'start', 'end')).toBe(false);
  });
});
