import { useEffect } from 'react';
import type { QuestView } from '../../server/domain/api.ts';
import { pick, textOf } from '../i18n/index.ts';
import { quest, stationOf } from '../stores/quest.ts';
import { say } from '../stores/toast.ts';
import { keepResult } from './play/kept.ts';

const told = new Set<string>();

/** Says once that an exam's essays are marked; its station then opens on that result. */
const tell = (view: QuestView | undefined): void => {
  for (const { attempt, station } of view?.marked ?? []) {
    if (told.has(attempt)) continue;
    told.add(attempt);
    keepResult(station, attempt);
    const name = stationOf(view, station)?.name ?? {};
    say(textOf('play')('exam.marked', { name: pick(name) }), { icon: 'memo', tone: 'good' });
  }
};

export const useMarked = (): void => {
  useEffect(() => {
    tell(quest.getState().view);
    return quest.subscribe(({ view }) => tell(view));
  }, []);
};
