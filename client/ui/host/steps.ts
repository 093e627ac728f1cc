import type { BattleView } from '../../../server/domain/api-battle.ts';
import { isHosted } from '../../stores/battle.ts';

/** What `next` will do. `wait` = nothing yet: nobody is seated, or the question is only being announced. */
export type Step =
  | 'start'
  | 'wait.people'
  | 'wait.reading'
  | 'close'
  | 'reveal'
  | 'board'
  | 'question'
  | 'finish'
  | 'over';

const isLast = ({ question }: BattleView): boolean =>
  question !== undefined && question.round + 1 >= question.rounds;

/** The step that the host's one big button takes now; `reading` = the clock of the question does not run yet. */
export const stepOf = (view: BattleView, reading: boolean): Step => {
  const { phase, info, counts, reveal } = view;
  switch (phase) {
    case 'lobby':
      return counts.seats === 0 ? 'wait.people' : 'start';
    case 'question':
      if (reading && !view.paused) return 'wait.reading';
      return isHosted(view) ? 'close' : 'reveal';
    case 'closed':
      return 'reveal';
    case 'reveal':
      if (isLast(view)) return 'finish';
      return info.mode === 'show' && info.rules.ranking && reveal?.skipped !== true ? 'board' : 'question';
    case 'board':
      return 'question';
    case 'done':
      return 'over';
  }
};
export const isStep = (step: Step): boolean => !step.startsWith('wait') && step !== 'over';

/** What may be done beside the next step. */
export const actsOf = (view: BattleView) => {
  const running = view.phase !== 'lobby' && view.phase !== 'done';
  const open = view.phase === 'question';
  return {
    pause: running,
    extend: open && view.question?.closesAt !== undefined,
    skip: open || view.phase === 'closed',
    again: view.phase === 'closed' && view.question?.nth === 1,
    end: view.phase !== 'done',
  };
};
