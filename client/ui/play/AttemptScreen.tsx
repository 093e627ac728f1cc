import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { loadQuest } from '../../net/quest.ts';
import { playStore, resetPlay } from '../../stores/play.ts';
import { quest, stationOf } from '../../stores/quest.ts';
import { up } from '../../stores/screen.ts';
import { followPlay, leaveResult, openAgain, openAttempt, type Target } from './attempt.ts';
import { BossScreen } from './BossScreen.tsx';
import { ExamRules } from './ExamRules.tsx';
import { ExamScreen } from './ExamScreen.tsx';
import { GhostScreen } from './GhostScreen.tsx';
import { resultOf } from './kept.ts';
import { Fault, Loading } from './Loading.tsx';
import { PracticeScreen } from './PracticeScreen.tsx';
import { useResponses } from './use-responses.ts';
import './play.css';
import './panel.css';
import './tiles.css';
import './answers.css';
import './gaps.css';
import './scene.css';
import './foes.css';
import './result.css';
import './exam.css';

type Props = { island: string; station: string; ghost?: string | undefined };
type Step = 'loading' | 'rules' | 'playing' | { fault: string };

/** True when the rules page stands before the start: an exam that is neither under way nor just ended. */
const needsRules = async (station: string): Promise<boolean> => {
  const view = quest.getState().view ?? (await loadQuest());
  const found = stationOf(view, station);
  return found?.kind === 'exam' && found.openAttempt === undefined && resultOf(station) === undefined;
};

/** Plays a station, or the one question of a ghost: practice chest, exam gate or boss, as the server says. */
export const AttemptScreen = ({ island, station, ghost }: Props) => {
  const t = useT('play');
  const attempt = useStore(playStore, (s) => s.attempt);
  const [step, setStep] = useState<Step>('loading');
  const target: Target = ghost === undefined ? { station } : { ghost };
  useResponses();

  const run = async (open: (target: Target) => Promise<void>) => {
    setStep((s) => (s === 'rules' ? s : 'loading'));
    try {
      await open(target);
      setStep('playing');
    } catch (fault) {
      setStep({ fault: faultOf(fault) });
    }
  };
  useEffect(() => {
    const here: Target = ghost === undefined ? { station } : { ghost };
    let gone = false;
    resetPlay();
    setStep('loading');
    const stop = followPlay(here);
    const begin = async () => {
      if (ghost === undefined && (await needsRules(station))) return 'rules';
      if (!gone) await openAttempt(here);
      return 'playing';
    };
    begin().then(
      (next) => !gone && setStep(next as Step),
      (fault) => !gone && setStep({ fault: faultOf(fault) }),
    );
    return () => {
      gone = true;
      stop();
      leaveResult(here);
      resetPlay();
      void loadQuest();
    };
  }, [station, ghost]);

  const again = () => void run(openAgain);
  if (typeof step === 'object')
    return <Fault code={step.fault} onRetry={() => void run(openAttempt)} onLeave={up} />;
  if (step === 'rules') return <ExamRules station={station} onStart={() => run(openAttempt)} onLeave={up} />;
  if (step === 'loading' || attempt === undefined) return <Loading label={t('loading')} onLeave={up} />;
  switch (attempt.kind) {
    case 'practice':
      return <PracticeScreen attempt={attempt} island={island} onLeave={up} onAgain={again} />;
    case 'exam':
      return <ExamScreen key={attempt.id} attempt={attempt} onLeave={up} onAgain={() => setStep('rules')} />;
    case 'boss':
      return <BossScreen attempt={attempt} island={island} onLeave={up} onAgain={again} />;
    case 'ghost':
      return <GhostScreen attempt={attempt} island={island} onLeave={up} />;
    default:
      return <Fault code="station.wrong_kind" onRetry={() => void run(openAttempt)} onLeave={up} />;
  }
};
