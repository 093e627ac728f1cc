import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { PeerView, QuestView } from '../../server/domain/api.ts';
import { textOf } from '../i18n/index.ts';
import { faultOf } from '../net/fault.ts';
import { sendWave } from '../net/live.ts';
import { endWave, presence } from '../stores/presence.ts';
import { say } from '../stores/toast.ts';
import { faultText } from './fault-text.ts';

export type Mate = PeerView & { online: boolean };

/** Who sails another quest is not on this map; '' = on the open sea. */
const isOnMap = (view: QuestView, island: string): boolean =>
  island === '' || view.islands.some((i) => i.id === island);

/** Colleagues by where they are: those who are here now, then those who were seen today. */
export const useMates = (view: QuestView): Mate[] => {
  const live = useStore(presence, (s) => s.peers);
  return useMemo(() => {
    const here = live.filter((p) => p.online && isOnMap(view, p.island));
    const before = view.peers.filter((p) => !here.some((h) => h.id === p.id));
    return [...here, ...before.map((p) => ({ ...p, online: false }))];
  }, [live, view]);
};

/** Waves to a colleague; somebody who is away just now cannot see it. */
export const greet = async (mate: Mate): Promise<void> => {
  const t = textOf('island');
  if (!mate.online) return say(t('peer.away', { name: mate.name }), { icon: 'bust-in-silhouette' });
  try {
    await sendWave(mate.id);
    say(t('peer.waved', { name: mate.name }), { icon: 'waving-hand', tone: 'good' });
  } catch (fault) {
    say(faultText(faultOf(fault)));
  }
};

/** Shows greetings as they come. Gives the stop function. */
export const showWaves = (): (() => void) =>
  presence.subscribe(({ waves }) => {
    const wave = waves[0];
    if (wave === undefined) return;
    say(textOf('island')('peer.waves', { name: wave.name }), { icon: 'waving-hand', tone: 'good' });
    endWave(wave.n);
  });
