import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { AttemptView } from '../../../server/domain/api.ts';
import type { DrillChoice } from '../../../server/domain/api-practice.ts';
import { pick, useT } from '../../i18n/index.ts';
import { Offline, Refusal } from '../../net/call.ts';
import { faultOf } from '../../net/fault.ts';
import { loadQuest } from '../../net/quest.ts';
import { playStore, resetPlay } from '../../stores/play.ts';
import { addGain, clearGains, practice } from '../../stores/practice.ts';
import { quest } from '../../stores/quest.ts';
import { up } from '../../stores/screen.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { Button, Icon, Progress } from '../parts/index.ts';
import { followPlay, leaveResult, openAgain, openAttempt, stopNow, type Target } from './attempt.ts';
import { Calm } from './Calm.tsx';
import { DrillSummary } from './DrillSummary.tsx';
import { Fault, Loading } from './Loading.tsx';
import { Hint, WaitingMark } from './Notes.tsx';
import { PlayFrame } from './PlayFrame.tsx';
import { Flame, Gain } from './PracticeScreen.tsx';
import { QuestionPanel } from './QuestionPanel.tsx';
import { coinsWith, useQuestion } from './use-question.ts';
import { useResponses } from './use-responses.ts';
import './drill.css';

export type Drill = Extract<AttemptView, { kind: 'drill' }>;
type Step = 'loading' | 'playing' | { fault: string };

/** Notes the levels that answers lead to, for the summary. */
const followGains = (): (() => void) =>
  playStore.subscribe((now, before) => {
    if (now.reply !== before.reply && now.reply?.mastery !== undefined) addGain(now.reply.mastery);
  });

/** Opens the set where it was left and keeps it in step with the server while it is on the screen. */
const useDrill = (choice: DrillChoice) => {
  const [step, setStep] = useState<Step>('loading');
  const run = (open: (target: Target) => Promise<void>): void => {
    open({ drill: choice }).then(
      () => setStep('playing'),
      (fault: unknown) => setStep({ fault: faultOf(fault) }),
    );
  };
  useEffect(() => {
    let gone = false;
    const here = { drill: choice };
    resetPlay();
    clearGains();
    const stops = [followPlay(here), followGains()];
    openAttempt(here).then(
      () => !gone && setStep('playing'),
      (fault: unknown) => !gone && setStep({ fault: faultOf(fault) }),
    );
    return () => {
      gone = true;
      for (const stop of stops) stop();
      leaveResult(here);
      resetPlay();
      void loadQuest();
    };
  }, [choice]);
  return { step, run };
};

type ScreenProps = { choice: DrillChoice; onLeave?: () => void };

/** Review, one knowledge point or the warm-up for an exam: calm, no chest, every coin told at once. */
export const DrillScreen = ({ choice, onLeave = up }: ScreenProps) => {
  const t = useT('practice');
  const attempt = useStore(playStore, (s) => s.attempt);
  const { step, run } = useDrill(choice);
  useResponses();
  if (typeof step === 'object')
    return (
      <Fault
        code={step.fault}
        onRetry={() => run(openAttempt)}
        onLeave={onLeave}
        leaveLabel={t(choice.purpose === 'warm-up' ? 'sum.exam' : 'sum.back')}
      />
    );
  if (step === 'loading' || attempt?.kind !== 'drill')
    return <Loading label={t('drill.loading')} onLeave={onLeave} />;
  const again = (): void => {
    clearGains();
    run(openAgain);
  };
  return <Played key={attempt.id} attempt={attempt} choice={choice} onLeave={onLeave} onAgain={again} />;
};

const useTitle = (): ((attempt: Drill) => string) => {
  const t = useT('practice');
  return ({ purpose, point }) => {
    if (purpose !== 'point') return t(`drill.${purpose}`);
    return point === undefined ? t('drill.point.any') : t('drill.point', { name: pick(point.name) });
  };
};

type PlayedProps = { attempt: Drill; choice: DrillChoice; onLeave: () => void; onAgain: () => void };

const Played = ({ attempt, choice, onLeave, onAgain }: PlayedProps) => {
  const t = useT('practice');
  const play = useT('play');
  const title = useTitle()(attempt);
  const shown = useQuestion();
  const leaveLabel = t(choice.purpose === 'warm-up' ? 'sum.exam' : 'sum.back');
  if (shown === undefined)
    return <DrillSummary attempt={attempt} choice={choice} onLeave={onLeave} onAgain={onAgain} />;
  const { item, told, panel } = shown;
  const { answered, total } = attempt;
  const place = Math.min(total, answered + (told === undefined ? 1 : 0));
  return (
    <PlayFrame
      look="drill"
      label={title}
      onLeave={onLeave}
      leaveLabel={leaveLabel}
      bar={
        <>
          <Heading title={title} round={attempt.round} />
          <Progress value={answered} max={total} label={play('progress', { n: answered, total })} />
          <Earned coins={attempt.earned} />
        </>
      }
      count={
        <>
          {place}
          <small>/{total}</small>
        </>
      }
    >
      <Calm island={islandOfDrill(attempt)} icon={ICON[attempt.purpose]} />
      <QuestionPanel
        {...panel}
        mark={item.again && <span className="again-mark">{play('again.mark')}</span>}
        aside={<Flame run={attempt.run} broken={attempt.run === 0 && attempt.bestRun > 0} />}
        gain={
          told !== undefined && <Gain coins={coinsWith(told)} ghost={told.ghost === true} met={told.met} />
        }
        nextLabel={attempt.status === 'ended' ? t('drill.end') : play('next')}
        foot={
          <>
            <Hint item={item} />
            <WaitingMark />
            <Stop />
          </>
        }
      />
    </PlayFrame>
  );
};

const ICON: Record<Drill['purpose'], string> = {
  review: 'light-bulb',
  point: 'bullseye',
  'warm-up': 'running-shoe',
};

/** The island that asks the point, else the one where the ship lies. */
const islandOfDrill = ({ point }: Drill): string =>
  practice.getState().view?.points.find((p) => p.bank === point?.bank && p.point === point?.id)?.island ??
  quest.getState().view?.current?.island ??
  '';

const Heading = ({ title, round }: { title: string; round: number | undefined }) => {
  const t = useT('practice');
  return (
    <span className="drill-title">
      <b>{title}</b>
      {round !== undefined && round > 1 && <small>{t('drill.round', { n: round })}</small>}
    </span>
  );
};

/** What the set has brought so far. */
const Earned = ({ coins }: { coins: number }) => {
  const play = useT('play');
  return (
    <span className="drill-earned num" role="img" aria-label={play('coins.plus', { n: coins })}>
      <Icon name="coin" size={24} />+{coins}
    </span>
  );
};

/** Ends the set here; leaving with the cross keeps it open instead. */
const Stop = () => {
  const t = useT('practice');
  const [busy, setBusy] = useState(false);
  const stop = async (): Promise<void> => {
    setBusy(true);
    try {
      await stopNow();
    } catch (fault) {
      if (!(fault instanceof Refusal || fault instanceof Offline)) throw fault;
      say(faultText(faultOf(fault)), { tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button look="glass" busy={busy} onClick={() => void stop()}>
      {t('drill.stop')}
    </Button>
  );
};
