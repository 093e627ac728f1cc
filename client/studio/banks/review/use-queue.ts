import { useCallback, useEffect, useState } from 'react';
import type { QuestionDetail, QuestionRow } from '../../../../server/domain/api-bank.ts';
import { readQuestions, searchQuestions } from '../../../net/bank.ts';
import { useLoaded } from '../../parts/use-loaded.ts';

export const PAGE = 50;

/** The oldest questions that wait for review, and how many wait in all. */
export const useQueue = (bank: string) => {
  const load = useCallback(
    () => searchQuestions({ bank, states: ['review'], sort: 'updated', descending: false, limit: PAGE }),
    [bank],
  );
  return useLoaded(load);
};

/** The question on the desk in full; the one behind it is fetched ahead. */
export const useDetail = (row: QuestionRow | undefined, next: QuestionRow | undefined) => {
  const [known, setKnown] = useState<ReadonlyMap<string, QuestionDetail>>(new Map());
  const { id } = row ?? {};
  const ahead = next?.id;
  useEffect(() => {
    const wanted = [id, ahead].filter((x) => x !== undefined).filter((x) => !known.has(x));
    if (wanted.length === 0) return;
    readQuestions(wanted).then(
      (found) => setKnown((before) => new Map([...before, ...found.map((d) => [d.id, d] as const)])),
      () => undefined,
    );
  }, [id, ahead, known]);
  const keep = useCallback(
    (detail: QuestionDetail): void => setKnown((before) => new Map(before).set(detail.id, detail)),
    [],
  );
  return { detail: id === undefined ? undefined : known.get(id), keep };
};
