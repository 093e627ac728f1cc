import type { BattleSeatView, BattleView } from '../../../server/domain/api-battle.ts';
import { SURVIVAL_LOGS } from '../../../server/domain/battle-shape.ts';
import { number, useT } from '../../i18n/index.ts';
import { faceName } from '../hall/words.ts';
import { Avatar, Icon } from '../parts/index.ts';

const MOST = 20;

/** Both of a duel with their points, or all rafts with the logs they have left; those afloat first. */
export const Sides = ({ view }: { view: BattleView }) => {
  const t = useT('host');
  const { mode, rules } = view.info;
  if (mode !== 'duel' && mode !== 'survival') return null;
  const seats = view.seats.toSorted((a, b) => Number(a.out === true) - Number(b.out === true));
  return (
    <ul className={`sides sides-${mode}`} aria-label={t(mode === 'duel' ? 'sides' : 'rafts')}>
      {seats.slice(0, MOST).map((seat) => (
        <li key={seat.id} className={seat.out === true ? 'out' : seat.online ? '' : 'away'}>
          <Avatar seed={seat.avatar} size={56} />
          <b>{faceName(seat)}</b>
          {mode === 'survival' ? (
            <Logs seat={seat} />
          ) : (
            rules.ranking && <span className="num">{number(seat.points)}</span>
          )}
        </li>
      ))}
    </ul>
  );
};

const Logs = ({ seat }: { seat: BattleSeatView }) => {
  const t = useT('host');
  const logs = seat.logs ?? SURVIVAL_LOGS;
  if (seat.out === true) return <em>{t('out')}</em>;
  return (
    <span className="sides-logs">
      <Icon name="wood" size={24} />
      <span className="num" aria-hidden="true">
        ×{logs}
      </span>
      <span className="sr-only">{t('logs', { count: logs })}</span>
    </span>
  );
};
