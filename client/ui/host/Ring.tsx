import type { BattleView } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { TimerRing } from '../battle/TimerRing.tsx';
import { useMoment } from '../battle/use-moment.ts';
import { Icon } from '../parts/index.ts';

/** The clock of the open question; once it is closed a sign in its place, and where there is no clock nothing hurries. */
export const Ring = ({ view }: { view: BattleView }) => {
  const t = useT('host');
  const moment = useMoment();
  const { question, phase } = view;
  if (question === undefined) return null;
  if (phase !== 'question' && !view.paused) {
    const told = phase === 'reveal' || phase === 'board';
    return (
      <span className="host-ring host-ring-sign">
        <Icon
          name={told ? 'light-bulb' : 'locked'}
          size={40}
          label={t(told ? 'phase.reveal' : 'phase.closed')}
        />
      </span>
    );
  }
  return (
    <span className="host-ring">
      <TimerRing key={`${question.round}-${question.nth}`} question={question} moment={moment} />
    </span>
  );
};
