import { type CSSProperties, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { QuestionNotice } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { battlePlay } from '../../stores/battle.ts';
import { announce, Icon } from '../parts/index.ts';
import { playCue } from '../sound.ts';
import { type Moment, useLeft } from './use-moment.ts';

type Props = { question: QuestionNotice; moment: Moment };

/** Half time, ten seconds, five seconds and the end are said, each once; the last five seconds tick. */
const useSpokenTime = (seconds: number | undefined, half: number, on: boolean): void => {
  const t = useT('battle');
  const last = useRef<number>(undefined);
  useEffect(() => {
    const before = last.current;
    last.current = on ? seconds : undefined;
    if (!on || seconds === undefined || before === undefined || before <= seconds) return;
    const passed = (edge: number): boolean => before > edge && seconds <= edge;
    if (seconds > 0 && seconds <= 5) playCue('tick');
    if (passed(0)) announce(t('time.over'));
    else if (passed(5)) announce(t('time.five'));
    else if (passed(10)) announce(t('time.ten'));
    else if (half > 10 && passed(half)) announce(t('time.half', { n: half }));
  }, [seconds, half, on, t]);
};

/** The ring with the seconds: gold while reading, coral while the clock runs; the number says the same. */
export const TimerRing = ({ question, moment }: Props) => {
  const t = useT('battle');
  const paused = useStore(battlePlay, (s) => s.view?.paused === true);
  // For who has answered nothing hurries any more.
  const hurries = useStore(battlePlay, (s) => s.view?.receipt === undefined) && !paused;
  const reading = moment === 'reading';
  const until = reading ? question.opensAt : question.closesAt;
  const left = useLeft(until, paused);
  const totalMs = reading
    ? Math.max(1000, question.opensAt - question.serverNow)
    : Math.max(1000, (question.closesAt ?? 0) - question.opensAt);
  const seconds = left === undefined ? undefined : Math.ceil(left / 1000);
  useSpokenTime(seconds, Math.round(totalMs / 2000), !reading && hurries);
  const said = paused
    ? t('time.paused')
    : seconds === undefined
      ? t('time.none')
      : t(reading ? 'reading.left' : 'time.left', { n: seconds });
  const share = left === undefined ? 100 : Math.min(100, (100 * left) / totalMs);
  return (
    <b
      role="timer"
      aria-label={said}
      className={`timer-ring num${seconds === undefined && !paused ? ' timer-free' : ''}${reading ? ' timer-reading' : ''}${!reading && hurries && (seconds ?? 99) <= 5 ? ' timer-late' : ''}`}
      style={{ '--p': `${share}%` } as CSSProperties}
    >
      {paused ? (
        <Icon name="pause-button" size={30} />
      ) : seconds === undefined ? (
        <span aria-hidden="true">∞</span>
      ) : (
        <span aria-hidden="true">
          {seconds}
          {reading && <small>{t('reading')}</small>}
        </span>
      )}
    </b>
  );
};
