import { useEffect, useRef, useState } from 'react';
import type { Answer, QuestionView, Verdict } from '../../../server/domain/answer.ts';
import type { PackItem } from '../../../server/domain/api-practice.ts';
import { gradeOffline } from '../../../server/domain/grade-offline.ts';
import { plainOf } from '../../../server/domain/rich-text.ts';
import { pick, textOf } from '../../i18n/index.ts';
import { keepAnswer, openItems, storedPack } from '../../net/offline.ts';
import type { StoredPack } from '../../net/pack-store.ts';
import { announce } from '../parts/index.ts';
import { keyLines, toneOf } from '../play/answer-text.ts';
import type { Reviewed } from '../play/Review.tsx';
import { playCue } from '../sound.ts';

const SET = 10;

export type Told = { verdict: Verdict; answer: Answer };
export type OfflineSet = {
  stored: StoredPack;
  items: readonly PackItem[];
  at: number;
  draft?: Answer | undefined;
  told?: Told;
  right: number;
  run: number;
  bestRun: number;
  missed: Reviewed[];
};

const begin = (stored: StoredPack): OfflineSet => ({
  stored,
  items: openItems(stored).slice(0, SET),
  at: 0,
  right: 0,
  run: 0,
  bestRun: 0,
  missed: [],
});

const said = (question: QuestionView, verdict: Verdict): string => {
  const t = textOf('play');
  const key = keyLines(question, verdict.key).join(t('key.or'));
  return [
    t(`verdict.${toneOf(question, verdict)}`),
    verdict.ok || key === '' ? '' : t('key.said', { text: key }),
    verdict.explanation === undefined ? '' : plainOf(pick(verdict.explanation)),
  ]
    .filter((part) => part !== '')
    .join(t('join'));
};

const withVerdict = (set: OfflineSet, question: QuestionView, told: Told): OfflineSet => {
  const { ok } = told.verdict;
  const run = ok ? set.run + 1 : 0;
  return {
    ...set,
    told,
    right: set.right + (ok ? 1 : 0),
    run,
    bestRun: Math.max(set.bestRun, run),
    missed: ok ? set.missed : [...set.missed, { question, answer: told.answer, verdict: told.verdict }],
  };
};

type Held = OfflineSet | 'loading' | 'none';

/** The set, readable at once: one tap chooses and commits before the screen is drawn again. */
const useHeld = () => {
  const [set, setSet] = useState<Held>('loading');
  const latest = useRef<Held>(set);
  const put = (next: Held): void => {
    latest.current = next;
    setSet(next);
  };
  const change = (work: (now: OfflineSet) => OfflineSet): void => {
    if (typeof latest.current !== 'string') put(work(latest.current));
  };
  return { set, latest, put, change };
};

/** A set from the pack of this device: judged here and now, kept for the server. `none` = there is no pack. */
export const useOffline = () => {
  const { set, latest, put, change } = useHeld();
  const paintedAt = useRef<number>(undefined);
  const busy = useRef(false);
  const open = useRef((): void => {
    paintedAt.current = undefined;
    storedPack().then(
      (stored) => put(stored === undefined ? 'none' : begin(stored)),
      () => put('none'),
    );
  });
  useEffect(() => open.current(), []);

  const commit = async (): Promise<void> => {
    const now = latest.current;
    if (typeof now === 'string' || busy.current || now.told !== undefined || now.draft === undefined) return;
    const item = now.items[now.at];
    if (item === undefined) return;
    busy.current = true;
    const answer = now.draft;
    const rtMs = Math.max(0, Math.round(performance.now() - (paintedAt.current ?? performance.now())));
    const verdict = gradeOffline(item.question, item.key, answer, item.explanation);
    try {
      await keepAnswer(now.stored, { item: item.item, answer, rtMs, at: Date.now() });
    } finally {
      busy.current = false;
    }
    change((held) => withVerdict(held, item.question, { verdict, answer }));
    playCue(verdict.ok ? 'correct' : 'wrong');
    announce(said(item.question, verdict));
  };
  return {
    set,
    again: () => open.current(),
    choose: (draft: Answer | undefined) =>
      change((now) => (now.told === undefined ? { ...now, draft } : now)),
    commit: () => void commit(),
    next: () => {
      paintedAt.current = undefined;
      change(({ told: _, ...now }) => ({ ...now, at: now.at + 1, draft: undefined }));
    },
    painted: () => {
      paintedAt.current ??= performance.now();
    },
  };
};
