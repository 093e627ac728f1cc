import type { CrewView } from '../../../server/domain/api-crew.ts';
import { pick, useT } from '../../i18n/index.ts';
import { Icon } from '../parts/index.ts';
import { CountUp } from '../play/CountUp.tsx';
import { Picture } from '../play/Picture.tsx';
import { ResultFrame } from '../play/ResultFrame.tsx';
import { Bars } from './Bars.tsx';

type Props = { view: CrewView; onLeave: () => void; onAgain: () => void };

/** How the fight ended, what each one did, and what it brought. */
export const CrewResult = ({ view, onLeave, onAgain }: Props) => {
  const t = useT('crew');
  const play = useT('play');
  const won = view.status === 'won';
  const name = pick(view.boss.name);
  const coins = view.result?.coins ?? 0;
  return (
    <ResultFrame
      title={won ? t('won') : t('retreat')}
      line={won ? t('won.line', { name }) : t('retreat.line', { name, hp: view.hp })}
      joy={won}
      onLeave={onLeave}
      onAgain={onAgain}
      againLabel={t('again')}
      art={
        <div className={`boss-art ${won ? 'boss-beaten' : 'boss-idle'}`}>
          <Picture name={view.boss.icon} size={190} />
        </div>
      }
    >
      {coins > 0 && (
        <p className="outcome-coins">
          <Icon name="coin" size={40} />
          <span>
            <small>{play('earned')}</small>
            <b className="num">
              +<CountUp to={coins} delayMs={400} />
            </b>
          </span>
        </p>
      )}
      {won && coins === 0 && <p className="result-note">{t('won.none')}</p>}
      <Bars view={view} look="result" />
    </ResultFrame>
  );
};
