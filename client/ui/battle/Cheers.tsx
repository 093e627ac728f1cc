import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { CHEERS, type Cheer } from '../../../server/domain/battle-shape.ts';
import { useT } from '../../i18n/index.ts';
import { cheerBattle } from '../../net/battle.ts';
import { battlePlay } from '../../stores/battle.ts';
import { settings } from '../../stores/settings.ts';
import { useKeys } from '../keys.ts';
import { Icon, Key } from '../parts/index.ts';
import { playCue } from '../sound.ts';
import { CHEER_ICON } from './words.ts';

const REST_MS = 800;

/** Five cheers, one tab stop. Q comes here, 1 to 5 or Enter send, Escape goes back to the question. */
export const Cheers = () => {
  const t = useT('battle');
  const live = useStore(battlePlay, (s) => s.live);
  const shortcuts = useStore(settings, (s) => s.shortcuts);
  const row = useRef<HTMLFieldSetElement>(null);
  const [stop, setStop] = useState(0);
  const [sent, setSent] = useState<Cheer>();
  const focus = (i: number) => row.current?.querySelectorAll('button')[i]?.focus();
  useEffect(() => {
    if (sent === undefined) return;
    const timer = setTimeout(() => setSent(undefined), REST_MS);
    return () => clearTimeout(timer);
  }, [sent]);
  useKeys({ q: () => focus(stop) });
  const send = (cheer: Cheer) => {
    if (sent !== undefined || !live) return;
    setSent(cheer);
    playCue('tap');
    // Too many cheers are not answered, and that is all right.
    cheerBattle(cheer).catch(() => undefined);
  };
  const onKeyDown = (event: KeyboardEvent, i: number) => {
    const cheer = CHEERS[Number(event.key) - 1];
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (cheer === undefined && step === 0 && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (cheer !== undefined) send(cheer);
    else if (step !== 0) focus((i + step + CHEERS.length) % CHEERS.length);
    else document.querySelector<HTMLElement>('.panel .stem')?.focus({ preventScroll: true });
  };
  return (
    <fieldset ref={row} className="cheers" aria-label={t('cheers')}>
      {CHEERS.map((cheer, i) => (
        <button
          key={cheer}
          type="button"
          className={`cheer${sent === cheer ? ' cheer-sent' : ''}`}
          aria-label={t(`cheer.${cheer}`)}
          aria-disabled={!live || undefined}
          tabIndex={i === stop ? 0 : -1}
          onFocus={() => setStop(i)}
          onClick={() => send(cheer)}
          onKeyDown={(event) => onKeyDown(event, i)}
        >
          <Icon name={CHEER_ICON[cheer]} size={32} />
        </button>
      ))}
      {shortcuts && (
        <span className="cheer-key" aria-hidden="true">
          <Key letter>Q</Key> {t('cheer.key')}
        </span>
      )}
    </fieldset>
  );
};
