import { useStore } from 'zustand';
import type { AnswerReply, AttemptView } from '../../../server/domain/api.ts';
import { pick, pickedLang, useT } from '../../i18n/index.ts';
import { playStore } from '../../stores/play.ts';
import { Icon } from '../parts/index.ts';
import { Hint, WaitingMark } from './Notes.tsx';
import { Outcome } from './Outcome.tsx';
import { Picture } from './Picture.tsx';
import { PlayFrame } from './PlayFrame.tsx';
import { Flame, Gain } from './PracticeScreen.tsx';
import { QuestionPanel } from './QuestionPanel.tsx';
import { ResultFrame } from './ResultFrame.tsx';
import { Review } from './Review.tsx';
import { Scene } from './Scene.tsx';
import { coinsWith, useQuestion } from './use-question.ts';

export type Boss = Extract<AttemptView, { kind: 'boss' }>;
type Props = { attempt: Boss; island: string; onLeave: () => void; onAgain: () => void };

/** Right answers hit the boss, every third in a row twice; a wrong one costs a shield; no shield left = retreat. */
export const BossScreen = ({ attempt, island, onLeave, onAgain }: Props) => {
  const t = useT('play');
  const shown = useQuestion();
  if (shown === undefined) return <BossResult attempt={attempt} onLeave={onLeave} onAgain={onAgain} />;
  const { item, told, panel } = shown;
  const damage = told?.damage ?? 0;
  const place = Math.min(attempt.total, attempt.answered + (told === undefined ? 1 : 0));
  return (
    <PlayFrame
      look="boss"
      label={t('boss')}
      onLeave={onLeave}
      bar={<Health attempt={attempt} />}
      count={
        <>
          {place}
          <small>/{attempt.total}</small>
        </>
      }
    >
      <Scene island={island} mood="dusk">
        <Fighter attempt={attempt} told={told} />
        <Shields n={attempt.shields} of={attempt.maxShields} lost={told?.shieldLost === true} />
      </Scene>
      <QuestionPanel
        {...panel}
        badge={<b className="num">{told === undefined ? place : damage > 0 ? `-${damage}` : '✕'}</b>}
        aside={<Flame run={attempt.run} broken={attempt.run === 0 && attempt.answered > 0} />}
        gain={
          told !== undefined && (
            <>
              <span className="gain">
                {damage > 1
                  ? t('boss.crit', { n: damage })
                  : damage > 0
                    ? t('boss.hit', { n: damage })
                    : t('boss.shield.lost')}
              </span>
              <Gain coins={coinsWith(told)} ghost={told.ghost === true} />
            </>
          )
        }
        nextLabel={attempt.status === 'ended' ? t('boss.end') : t('next')}
        foot={
          <>
            <Hint item={item} />
            <WaitingMark />
          </>
        }
      />
    </PlayFrame>
  );
};

const Health = ({ attempt }: { attempt: Boss }) => {
  const t = useT('play');
  return (
    <div className="boss-health">
      <b lang={pickedLang(attempt.boss.name)}>{pick(attempt.boss.name)}</b>
      <div
        className="boss-hp"
        role="progressbar"
        aria-label={t('boss.hp')}
        aria-valuenow={attempt.hp}
        aria-valuemin={0}
        aria-valuemax={attempt.maxHp}
      >
        {Array.from({ length: attempt.maxHp }, (_, i) => `hp-${i}`).map((key, i) => (
          <i key={key} className={i < attempt.hp ? 'on' : ''} />
        ))}
      </div>
      <span className="num">
        {attempt.hp}
        <small>/{attempt.maxHp}</small>
      </span>
    </div>
  );
};

const Fighter = ({ attempt, told }: { attempt: Boss; told: AnswerReply | undefined }) => {
  const t = useT('play');
  const damage = told?.damage ?? 0;
  const mood =
    told === undefined
      ? 'idle'
      : attempt.hp === 0
        ? 'beaten'
        : damage > 1
          ? 'crit'
          : damage > 0
            ? 'hit'
            : 'strike';
  return (
    <div className={`boss-art boss-${mood}`} key={`${attempt.answered}-${mood}`}>
      <i className="boss-shadow" />
      <Picture name={attempt.boss.icon} size={240} />
      {damage > 0 && (
        <span className="boss-damage num" aria-hidden="true">
          -{damage}
          {damage > 1 && <small>{t('boss.crit.word')}</small>}
        </span>
      )}
    </div>
  );
};

const Shields = ({ n, of, lost }: { n: number; of: number; lost: boolean }) => {
  const t = useT('play');
  return (
    <p className="boss-shields" role="img" aria-label={t('boss.shields', { n, of })}>
      {Array.from({ length: of }, (_, i) => `shield-${i}`).map((key, i) => (
        <span key={key} className={i < n ? 'on' : i === n && lost ? 'breaks' : ''}>
          <Icon name="shield" size={44} />
        </span>
      ))}
    </p>
  );
};

const BossResult = ({ attempt, onLeave, onAgain }: Omit<Props, 'island'>) => {
  const t = useT('play');
  const missed = useStore(playStore, (s) => s.missed);
  const won = attempt.result === 'won';
  const name = pick(attempt.boss.name);
  return (
    <ResultFrame
      title={won ? t('boss.won', { name }) : t('boss.retreat')}
      line={
        won ? t('boss.won.line', { n: attempt.shields }) : t('boss.retreat.line', { name, hp: attempt.hp })
      }
      joy={won}
      onLeave={onLeave}
      onAgain={won ? undefined : onAgain}
      againLabel={t('boss.again')}
      art={
        <div className={`boss-art ${won ? 'boss-beaten' : 'boss-idle'}`}>
          <Picture name={attempt.boss.icon} size={190} />
        </div>
      }
    >
      {attempt.outcome !== undefined && (won || attempt.outcome.coins > 0) && (
        <Outcome outcome={attempt.outcome} />
      )}
      {missed.length > 0 && <Review list={missed} label={t('missed', { n: missed.length })} />}
    </ResultFrame>
  );
};
