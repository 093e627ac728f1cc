import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { BattleView } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { battlePlay, isPendingHere } from '../../stores/battle.ts';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { preloadPictures } from '../play/preload.ts';
import { Asked } from './Asked.tsx';
import { Bar } from './Bars.tsx';
import { BattleWorld } from './BattleWorld.tsx';
import { Board } from './Board.tsx';
import { useBattleVoice } from './use-battle-voice.ts';

type Props = { view: BattleView; label: string; onLeave: () => void };

/** A battle under way: the bar, the water, and below it the question or the board. */
export const Battle = ({ view, label, onLeave }: Props) => {
  const t = useT('battle');
  const { question } = view;
  useBattleVoice();
  useEffect(() => {
    if (question !== undefined) preloadPictures(question.question);
  }, [question]);
  return (
    <PlayFrame
      look="battle"
      label={label}
      onLeave={onLeave}
      leaveLabel={t('leave')}
      bar={<Bar view={view} />}
      count={question === undefined ? undefined : <Count n={question.round + 1} of={question.rounds} />}
    >
      <BattleWorld view={view} />
      <LostLine />
      {view.phase === 'board' ? <Board view={view} /> : <Asked key={askingOf(view)} view={view} />}
    </PlayFrame>
  );
};

const askingOf = ({ question }: BattleView): string => `${question?.round}-${question?.nth}`;

const Count = ({ n, of }: { n: number; of: number }) => {
  const t = useT('battle');
  return (
    <>
      <span className="sr-only">{t('round', { n, of })}</span>
      <span aria-hidden="true">
        {n}
        <small>/{of}</small>
      </span>
    </>
  );
};

const SHORT_MS = 600;

/** Said at once, and loudly: the line is lost and nothing of the person's is. A blink of the line is passed over. */
export const LostLine = () => {
  const t = useT('battle');
  const live = useStore(battlePlay, (s) => s.live);
  const kept = useStore(battlePlay, isPendingHere);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLost(!live), live ? 0 : SHORT_MS);
    return () => clearTimeout(timer);
  }, [live]);
  return (
    <div role="alert" className="battle-alert">
      {lost && (
        <p className="battle-lost">
          <span className="spinner" aria-hidden="true" />
          {t(kept ? 'reconnecting.kept' : 'reconnecting')}
        </p>
      )}
    </div>
  );
};
