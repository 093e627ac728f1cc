import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { DrillChoice } from '../../../server/domain/api-practice.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { loadPractice, startAhead } from '../../net/practice.ts';
import { playStore } from '../../stores/play.ts';
import { practice } from '../../stores/practice.ts';
import { Icon } from '../parts/index.ts';
import { CountUp } from './CountUp.tsx';
import type { Drill } from './DrillScreen.tsx';
import { LEVEL_ICON } from './level-icon.ts';
import { preloadPictures } from './preload.ts';
import { ResultFrame } from './ResultFrame.tsx';
import { Review } from './Review.tsx';

type Props = { attempt: Drill; choice: DrillChoice; onLeave: () => void; onAgain: () => void };

/** Starts the next set while this one is looked at; undefined = not known yet. */
const useAhead = (choice: DrillChoice): boolean | undefined => {
  const [more, setMore] = useState<boolean>();
  useEffect(() => {
    let gone = false;
    startAhead(choice).then(
      (left) => {
        for (const { question } of practice.getState().ahead?.attempt.items ?? []) preloadPictures(question);
        if (!gone) setMore(left);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [choice]);
  return more;
};

/** How many mistakes this set has corrected: the hub's number now less that from before; 0 when one is unknown. */
const useCorrected = (): number => {
  const before = useRef(practice.getState().view?.corrections.corrected);
  const now = useStore(practice, (s) => s.view?.corrections.corrected);
  useEffect(() => {
    void loadPractice();
  }, []);
  return Math.max(0, (now ?? 0) - (before.current ?? now ?? 0));
};

/** What a set came to, what it changed, and another one whose first question is already here. */
export const DrillSummary = ({ attempt, choice, onLeave, onAgain }: Props) => {
  const t = useT('practice');
  const missed = useStore(playStore, (s) => s.missed);
  const more = useAhead(choice);
  const play = useT('play');
  const { answered, right, total } = attempt;
  return (
    <ResultFrame
      title={answered < total ? t('sum.stopped') : t('sum.title')}
      line={answered === 0 ? t('sum.none') : t('sum.line', { right, total: answered })}
      joy={answered === total && right >= total * 0.7}
      onLeave={onLeave}
      leaveLabel={t(choice.purpose === 'warm-up' ? 'sum.exam' : 'sum.back')}
      onAgain={more === false || choice.purpose === 'warm-up' ? undefined : onAgain}
      againLabel={t('sum.again')}
      art={<Icon name={right >= total * 0.7 ? 'trophy' : 'compass'} size={150} large />}
    >
      <Facts attempt={attempt} />
      <Levels />
      {more === false && <p className="result-note">{t('sum.done')}</p>}
      {missed.length > 0 && <Review list={missed} label={play('missed', { n: missed.length })} />}
    </ResultFrame>
  );
};

const Facts = ({ attempt }: { attempt: Drill }) => {
  const t = useT('practice');
  const corrected = useCorrected();
  return (
    <dl className="sum-facts">
      <div>
        <dt>{t('sum.right')}</dt>
        <dd className="num">
          <Icon name="check-mark-button" size={30} />
          {attempt.right}
        </dd>
      </div>
      <div>
        <dt>{t('sum.run')}</dt>
        <dd className="num">
          <Icon name="fire" size={30} />×{attempt.bestRun}
        </dd>
      </div>
      {corrected > 0 && (
        <div>
          <dt>{t('sum.corrected')}</dt>
          <dd className="num">
            <Icon name="sparkles" size={30} />
            {corrected}
          </dd>
        </div>
      )}
      <div>
        <dt>{t('sum.coins')}</dt>
        <dd className="num sum-coins">
          <Icon name="coin" size={30} />
          <span>
            +<CountUp to={attempt.earned} delayMs={300} />
          </span>
        </dd>
      </div>
    </dl>
  );
};

/** The knowledge points that reached another level in this set. */
const Levels = () => {
  const t = useT('practice');
  const gains = useStore(practice, (s) => s.gains);
  if (gains.length === 0) return null;
  return (
    <section aria-label={t('sum.levels')}>
      <h2 className="sum-head">{t('sum.levels')}</h2>
      <ul className="sum-levels">
        {gains.map((gain) => (
          <li key={pick(gain.name)}>
            <Icon name={LEVEL_ICON[gain.to]} size={30} />
            <b lang={pickedLang(gain.name)}>{pick(gain.name)}</b>
            <span>
              {t(`level.${gain.from}`)} <span aria-hidden="true">→</span>{' '}
              <b className={`level level-${gain.to}`}>{t(`level.${gain.to}`)}</b>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
