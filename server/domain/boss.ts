import { type AnswerInput, gradeItem, type Item, type QuestionRef } from './attempt.ts';
import { BOSS_SHIELDS } from './rewards.ts';

/** A boss fight: a right answer takes 1 HP, every third in a row 2; a wrong one costs a shield. Without shields or
 * questions the learner retreats, keeps every coin, and the boss's HP stays down until the day ends. */
export type BossState = {
  kind: 'boss';
  items: Item[];
  fresh: QuestionRef[];
  total: number;
  hp: number;
  shields: number;
  run: number;
  right: number;
};

const present = (state: BossState, now: number): BossState => {
  const [ref, ...fresh] = state.fresh;
  if (!ref || bossResult(state)) return state;
  return { ...state, fresh, items: [...state.items, { ...ref, again: false, presentedAt: now }] };
};

export const startBoss = (
  questions: readonly QuestionRef[],
  hp: number,
  now: number,
  shields: number = BOSS_SHIELDS,
): BossState =>
  present(
    {
      kind: 'boss',
      items: [],
      fresh: [...questions],
      total: questions.length,
      hp,
      shields,
      run: 0,
      right: 0,
    },
    now,
  );

export const bossResult = (state: BossState): 'won' | 'retreat' | undefined => {
  if (state.hp <= 0) return 'won';
  const allAnswered = state.items.length > 0 && state.items.every((i) => i.ok !== undefined);
  return state.shields <= 0 || (allAnswered && state.fresh.length === 0) ? 'retreat' : undefined;
};

/** Stars of a won fight: one for each shield left. */
export const bossStars = ({ shields }: Pick<BossState, 'shields'>): number =>
  Math.min(3, Math.max(1, shields));

/** Throws `attempt.wrong_item`, `attempt.already_answered`, `answer.shape`. */
export const answerBoss = (state: BossState, input: AnswerInput) => {
  const { items, verdict, choices } = gradeItem(state.items, input);
  const run = verdict.ok ? state.run + 1 : 0;
  const damage = verdict.ok ? Math.min(state.hp, run % 3 === 0 ? 2 : 1) : 0;
  const hit: BossState = {
    ...state,
    items,
    run,
    hp: state.hp - damage,
    shields: state.shields - (verdict.ok ? 0 : 1),
    right: state.right + (verdict.ok ? 1 : 0),
  };
  return { state: present(hit, input.now), verdict, choices, damage, shieldLost: !verdict.ok };
};
