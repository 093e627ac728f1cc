import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Api } from '../../server/domain/api.ts';
import { textOf } from '../i18n/index.ts';
import { faultOf } from '../net/fault.ts';
import { startPresence } from '../net/live.ts';
import { startOutbox } from '../net/outbox.ts';
import { checkIn, loadQuest } from '../net/quest.ts';
import { restore } from '../net/session.ts';
import { afterLogin, go, pathOf, screen } from '../stores/screen.ts';
import { session } from '../stores/session.ts';
import { say } from '../stores/toast.ts';

const openDoor = (): void => {
  const now = screen.getState();
  const { name } = now;
  const out = session.getState().status === 'out';
  if (name === 'certificate') return;
  if (out && name !== 'join' && name !== 'login')
    go(name === 'loading' || name === 'map' ? { name: 'login' } : { name: 'login', back: pathOf(now) }, true);
  if (!out && (name === 'loading' || name === 'login')) go(afterLogin(), true);
};

const greet = async (day: Api['POST /api/checkin']['reply']): Promise<void> => {
  if (!day.first) return;
  await import('../i18n/aboard.ts');
  const t = textOf('map');
  const text =
    day.coins > 0
      ? t('streak.toast.coins', { n: day.streak, coins: day.coins })
      : t('streak.toast', { n: day.streak });
  say(text, { icon: 'fire', tone: 'good' });
};

/** Finds out who is here and opens the right door; `fault` when the server could not be asked. */
export const useBoot = (): { ready: boolean; fault: string | undefined; retry: () => void } => {
  const status = useStore(session, (s) => s.status);
  const person = useStore(session, (s) => s.me?.person.id);
  const name = useStore(screen, (s) => s.name);
  const [fault, setFault] = useState<string>();
  const ask = useCallback((): void => {
    setFault(undefined);
    restore().catch((f: unknown) => setFault(faultOf(f)));
  }, []);
  useEffect(ask, [ask]);
  useEffect(() => {
    if (status !== 'unknown' && name !== 'join') openDoor();
  }, [status, name]);
  useEffect(() => {
    if (person === undefined) return;
    checkIn()
      .then((day) => void greet(day).catch(() => undefined))
      .catch(() => undefined)
      .finally(() => void loadQuest());
    const stops = [startOutbox(), startPresence()];
    return () => {
      for (const stop of stops) stop();
    };
  }, [person]);
  return { ready: status !== 'unknown', fault, retry: ask };
};
