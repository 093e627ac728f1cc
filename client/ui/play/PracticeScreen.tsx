import type { CSSProperties } from 'react';
import {
  type AnswerReply,
  type AttemptView,
  CHEST_TIERS,
  type ChestTier,
} from '../../../server/domain/api.ts';
import { tierRank } from '../../../server/domain/rewards.ts';
import { useT } from '../../i18n/index.ts';
import { Icon, Progress } from '../parts/index.ts';
import { ChestResult } from './ChestResult.tsx';
import { Hint, WaitingMark } from './Notes.tsx';
import { PlayFrame } from './PlayFrame.tsx';
import { QuestionPanel } from './QuestionPanel.tsx';
import { Scene } from './Scene.tsx';
import { coinsWith, useQuestion } from './use-question.ts';

export type Practice = Extract<AttemptView, { kind: 'practice' }>;
type Props = { attempt: Practice; island: string; onLeave: () => void; onAgain: () => void };

/** The runs at which the chest turns to bronze, silver and gold; the server decides, this only draws the goal. */
export const RUN_OF: Record<ChestTier, number> = { wood: 0, bronze: 3, silver: 5, gold: 8 };

/** Eight questions; the longest run upgrades the chest; a missed question comes back and is marked so. */
export const PracticeScreen = ({ attempt, island, onLeave, onAgain }: Props) => {
  const t = useT('play');
  const shown = useQuestion();
  if (shown === undefined)
    return <ChestResult attempt={attempt} island={island} onLeave={onLeave} onAgain={onAgain} />;
  const { item, told, panel } = shown;
  const { answered, total } = attempt;
  const place = Math.min(total, answered + (told === undefined ? 1 : 0));
  return (
    <PlayFrame
      look="practice"
      label={t('practice')}
      onLeave={onLeave}
      bar={<Progress value={answered} max={total} label={t('progress', { n: answered, total })} />}
      count={
        <>
          {place}
          <small>/{total}</small>
        </>
      }
    >
      <Scene island={island} mood="day">
        <Chest attempt={attempt} />
      </Scene>
      <QuestionPanel
        {...panel}
        badge={<Badge share={answered / total} place={place} again={item.again} told={told} />}
        mark={item.again && <span className="again-mark">{t('again.mark')}</span>}
        aside={<Flame run={attempt.run} broken={attempt.run === 0 && attempt.bestRun > 0} />}
        gain={told !== undefined && <Gain coins={coinsWith(told)} ghost={told.ghost === true} />}
        nextLabel={attempt.status === 'ended' ? t('open.chest') : t('next')}
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

type BadgeProps = { share: number; place: number; again: boolean; told: AnswerReply | undefined };

/** The number of the question in a ring of progress; after the verdict its sign. */
const Badge = ({ share, place, again, told }: BadgeProps) => (
  <b className="num ringed" style={{ '--p': `${share * 100}%` } as CSSProperties}>
    {told === undefined ? (again ? '↻' : place) : told.verdict?.ok === true ? '✓' : '+0'}
  </b>
);

type GainProps = { coins: number; ghost: boolean; met?: AnswerReply['met'] };

/** What an answer brought: coins, a ghost that waits on the island, or one that was met and answered right. */
export const Gain = ({ coins, ghost, met }: GainProps) => {
  const t = useT('play');
  return (
    <>
      {coins > 0 && (
        <span className="gain num">
          <Icon name="coin" size={20} />
          <span className="sr-only">{t('coins.plus', { n: coins })}</span>
          <span aria-hidden="true">+{coins}</span>
        </span>
      )}
      {ghost && (
        <span className="gain gain-ghost">
          <Icon name="ghost" size={20} />
          {t('ghost.caught')}
        </span>
      )}
      {!ghost && met !== undefined && met.rightDays > 0 && (
        <span className="gain gain-ghost">
          <Icon name="ghost" size={20} />
          {t(met.tamed ? 'ghost.tamed' : 'ghost.friendly')}
        </span>
      )}
    </>
  );
};

/** The run of right answers. It shrinks after a miss, it never breaks. */
export const Flame = ({ run, broken }: { run: number; broken: boolean }) => {
  const t = useT('play');
  return (
    <div className={`flame${run >= 3 ? ' flame-hot' : ''}${run === 0 ? ' flame-small' : ''}`}>
      <span className="flame-row" key={run}>
        <Icon name="fire" size={34} />
        <b className="num">×{run}</b>
      </span>
      <small>{broken ? t('run.small') : t('run')}</small>
    </div>
  );
};

/** The chest in the scene, its tier, and what the next one takes. */
const Chest = ({ attempt }: { attempt: Practice }) => {
  const t = useT('play');
  const rank = tierRank(attempt.tier);
  const next = CHEST_TIERS[rank + 1];
  return (
    <div className="chest">
      <div className={`chest-art chest-${attempt.tier}`} key={attempt.tier}>
        <i className="chest-rays" />
        <Icon name={`chest-${attempt.tier}`} size={190} large />
      </div>
      <div className="chest-goal">
        <ol className="chest-tiers" aria-label={t('chest.tiers')}>
          {CHEST_TIERS.map((tier, i) => (
            <li key={tier} className={i <= rank ? 'has' : ''} aria-current={i === rank || undefined}>
              <Icon name={`chest-${tier}`} size={34} />
              <span>{t(`chest.${tier}`)}</span>
            </li>
          ))}
        </ol>
        <p>
          {next === undefined
            ? t('chest.top')
            : t('chest.next', { n: RUN_OF[next], tier: t(`chest.${next}`) })}
        </p>
      </div>
    </div>
  );
};
