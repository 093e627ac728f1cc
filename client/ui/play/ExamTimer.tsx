import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/index.ts';
import { announce, Icon } from '../parts/index.ts';
import { playCue } from '../sound.ts';

const TICK_MS = 250;
const clockText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** Whole seconds until `endsAtTick` of the monotonic clock, never below zero. */
export const secondsLeft = (endsAtTick: number, tick: number): number =>
  Math.max(0, Math.ceil((endsAtTick - tick) / 1000));

type Props = {
  endsAtTick: number;
  totalMs: number;
  /** Said when the time is over, where nothing is handed in. */
  overText?: string;
  onOver: () => void;
};

/** The exam's clock. It can be folded away; half time, a minute, ten seconds and the end are spoken all the same. */
export const ExamTimer = ({ endsAtTick, totalMs, overText, onOver }: Props) => {
  const t = useT('play');
  const [left, setLeft] = useState(() => secondsLeft(endsAtTick, performance.now()));
  const [folded, setFolded] = useState(false);
  const over = useRef(onOver);
  over.current = onOver;
  useEffect(() => {
    const read = () => setLeft(secondsLeft(endsAtTick, performance.now()));
    read();
    const timer = setInterval(read, TICK_MS);
    return () => clearInterval(timer);
  }, [endsAtTick]);
  useEffect(() => {
    const half = Math.round(totalMs / 2000);
    if (left === half && half % 60 === 0) announce(t('timer.half', { n: Math.round(half / 60) }));
    if (left === 60) announce(t('timer.minute'));
    if (left === 10) announce(t('timer.ten'));
    if (left > 0 && left <= 5) playCue('tick');
    if (left > 0) return;
    announce(overText ?? t('timer.over'));
    over.current();
  }, [left, totalMs, overText, t]);
  const said = t('timer.left', { min: Math.floor(left / 60), sec: left % 60 });
  return (
    <>
      <span role="timer" aria-label={said} className="sr-only" />
      <button
        type="button"
        className={`exam-timer${left <= 60 ? ' exam-timer-late' : ''}`}
        aria-expanded={!folded}
        onClick={() => setFolded(!folded)}
      >
        <Icon name="stopwatch" size={24} />
        <span className="sr-only">{folded ? t('timer.show') : t('timer.hide')}</span>
        {folded ? <span>{t('timer.folded')}</span> : <span className="num">{clockText(left)}</span>}
      </button>
    </>
  );
};
