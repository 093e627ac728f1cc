import { useState } from 'react';
import { useStore } from 'zustand';
import type { BattleView } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { hostAct, tenSeconds } from '../../net/host.ts';
import { battlePlay } from '../../stores/battle.ts';
import { settings } from '../../stores/settings.ts';
import { useLeft, useMoment } from '../battle/use-moment.ts';
import { useKeys } from '../keys.ts';
import { Button, Icon, Key } from '../parts/index.ts';
import { Sure } from './Sure.tsx';
import { actsOf, isStep, stepOf } from './steps.ts';
import type { Work } from './use-work.ts';

/** What is asked twice. */
type Grave = 'skip' | 'end';
type Props = { view: BattleView; busy: boolean; run: Work };

/** The buttons of the show: the next step, which says what it will do, and what may be done beside it. */
export const Controls = ({ view, busy, run }: Props) => {
  const live = useStore(battlePlay, (s) => s.live);
  const reading = useMoment() === 'reading';
  const [sure, setSure] = useState<Grave>();
  const step = stepOf(view, reading);
  const may = actsOf(view);
  const can = live && !busy && isStep(step);
  const next = (): void => {
    if (can) run(() => hostAct('next'));
  };
  const pause = (): void => {
    if (live && may.pause) run(() => hostAct(view.paused ? 'go' : 'pause'));
  };
  const extend = (): void => {
    if (live && may.extend) run(tenSeconds);
  };
  useKeys({ Space: next, Enter: next, p: pause, '+': extend, '=': extend });
  return (
    <div className="controls">
      <More
        view={view}
        onAsk={setSure}
        onAgain={() => run(() => hostAct('again'))}
        onPause={pause}
        onExtend={extend}
      />
      <Next view={view} step={step} can={can} busy={busy} onNext={next} />
      {sure !== undefined && (
        <Asking
          sure={sure}
          lobby={view.phase === 'lobby'}
          onClose={() => setSure(undefined)}
          onYes={() => {
            setSure(undefined);
            run(() => hostAct(sure));
          }}
        />
      )}
    </div>
  );
};

type MoreProps = {
  view: BattleView;
  onAsk: (what: Grave) => void;
  onAgain: () => void;
  onPause: () => void;
  onExtend: () => void;
};

const More = ({ view, onAsk, onAgain, onPause, onExtend }: MoreProps) => {
  const t = useT('host');
  const shortcuts = useStore(settings, (s) => s.shortcuts);
  const may = actsOf(view);
  return (
    <div className="controls-more">
      {may.end && (
        <Button icon="chequered-flag" onClick={() => onAsk('end')}>
          {t(view.phase === 'lobby' ? 'call.off' : 'end')}
        </Button>
      )}
      {may.skip && (
        <Button icon="outbox-tray" onClick={() => onAsk('skip')}>
          {t('skip')}
        </Button>
      )}
      {may.again && (
        <Button icon="speech-balloon" onClick={onAgain}>
          {t('again')}
        </Button>
      )}
      {may.extend && (
        <Button icon="stopwatch" aria-keyshortcuts="+" onClick={onExtend}>
          {t('extend')}
          {shortcuts && <Key>+</Key>}
        </Button>
      )}
      {may.pause && <Pause paused={view.paused} onPause={onPause} />}
    </div>
  );
};

const Pause = ({ paused, onPause }: { paused: boolean; onPause: () => void }) => {
  const t = useT('host');
  return (
    <Button
      icon={paused ? 'play-button' : 'pause-button'}
      aria-keyshortcuts="p"
      aria-pressed={paused}
      onClick={onPause}
    >
      {t(paused ? 'go' : 'pause')}
      <Key letter>P</Key>
    </Button>
  );
};

type AskingProps = { sure: Grave; lobby: boolean; onClose: () => void; onYes: () => void };

const Asking = ({ sure, lobby, onClose, onYes }: AskingProps) => {
  const t = useT('host');
  return (
    <Sure title={t(`${sure}.title`)} yes={t(`${sure}.yes`)} onClose={onClose} onYes={onYes}>
      <Icon name={sure === 'skip' ? 'outbox-tray' : 'chequered-flag'} size={56} />
      <p>{t(sure === 'end' && lobby ? 'end.note.lobby' : `${sure}.note`)}</p>
    </Sure>
  );
};

type NextProps = {
  view: BattleView;
  step: ReturnType<typeof stepOf>;
  can: boolean;
  busy: boolean;
  onNext: () => void;
};

const Next = ({ view, step, can, busy, onNext }: NextProps) => {
  const t = useT('host');
  const left = useLeft(view.reveal?.nextAt, view.paused);
  const { counts, phase } = view;
  const everybody = phase === 'question' && counts.online > 0 && counts.answered >= counts.online;
  return (
    <Button
      look="cta"
      className={`control-next${everybody ? ' is-due' : ''}`}
      busy={busy}
      aria-disabled={!can || undefined}
      onClick={onNext}
    >
      {t(step === 'finish' && !view.info.rules.ranking ? 'step.finish.calm' : `step.${step}`)}
      {left !== undefined && <small className="num">{t('in', { n: Math.ceil(left / 1000) })}</small>}
      <Key>{t('space')}</Key>
    </Button>
  );
};
