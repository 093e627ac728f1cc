import { useRef } from 'react';
import { useStore } from 'zustand';
import type { AttemptView } from '../../../server/domain/api.ts';
import { useT } from '../../i18n/index.ts';
import { playStore } from '../../stores/play.ts';
import { Icon } from '../parts/index.ts';
import { Hint, WaitingMark } from './Notes.tsx';
import { Outcome } from './Outcome.tsx';
import { PlayFrame } from './PlayFrame.tsx';
import { Gain } from './PracticeScreen.tsx';
import { QuestionPanel } from './QuestionPanel.tsx';
import { ResultFrame } from './ResultFrame.tsx';
import { Scene } from './Scene.tsx';
import { coinsWith, useQuestion } from './use-question.ts';

type Ghost = Extract<AttemptView, { kind: 'ghost' }>;
type Props = { attempt: Ghost; island: string; onLeave: () => void };
type Mood = 'tamed' | 'friendly' | 'asleep';

const DAYS = 2;

/** One missed question again: right on two days tames its ghost, wrong lets it yawn until tomorrow. */
export const GhostScreen = ({ attempt, island, onLeave }: Props) => {
  const t = useT('play');
  const shown = useQuestion();
  const missed = useStore(playStore, (s) => s.missed);
  const daysBefore = useRef(attempt.rightDays);
  const right = missed.length === 0 && (attempt.tamed || attempt.rightDays > 0);
  const mood: Mood = attempt.tamed ? 'tamed' : right ? 'friendly' : 'asleep';
  if (shown === undefined)
    return (
      <ResultFrame
        title={t(`ghost.${mood}`)}
        line={t(`ghost.${mood}.line`)}
        joy={mood === 'tamed'}
        onLeave={onLeave}
        art={<GhostArt mood={mood} />}
      >
        <Days n={attempt.tamed ? DAYS : attempt.rightDays} />
        {attempt.outcome !== undefined && attempt.outcome.coins > 0 && <Outcome outcome={attempt.outcome} />}
      </ResultFrame>
    );
  const { item, told, panel } = shown;
  const now: Mood | undefined =
    told === undefined ? undefined : attempt.tamed ? 'tamed' : told.verdict?.ok ? 'friendly' : 'asleep';
  return (
    <PlayFrame look="ghost" label={t('ghost')} onLeave={onLeave} bar={<Days n={daysBefore.current} />}>
      <Scene island={island} mood="mist">
        <GhostArt mood={now} />
        <p className="ghost-says">{now === undefined ? t('ghost.says') : t(`ghost.${now}.says`)}</p>
      </Scene>
      <QuestionPanel
        {...panel}
        badge={<Icon name="ghost" size={40} />}
        gain={told !== undefined && <Gain coins={coinsWith(told)} ghost={false} />}
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

const GhostArt = ({ mood }: { mood: Mood | undefined }) => (
  <div className={`ghost-art ghost-${mood ?? 'awake'}`} key={mood}>
    <img className="picture" src="/icons/ghost.webp" alt="" draggable={false} />
    {mood === 'tamed' && <Icon name="red-heart" size={56} />}
    {mood === 'friendly' && <Icon name="sparkles" size={56} />}
    {mood === 'asleep' && <span className="ghost-z num">Zzz</span>}
  </div>
);

const Days = ({ n }: { n: number }) => {
  const t = useT('play');
  return (
    <p className="ghost-days">
      {[1, 2].map((k) => (
        <i key={k} className={k <= n ? 'on' : ''} aria-hidden="true" />
      ))}
      {t('ghost.days', { n, total: DAYS })}
    </p>
  );
};
