import { useCallback, useEffect, useRef, useState } from 'react';
import type { QuestionPage } from '../../../../server/domain/api-bank.ts';
import { searchQuestions } from '../../../net/bank.ts';
import { screen } from '../../../stores/screen.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { type ListState, listOf, queryOf, searchOf } from './list-filter.ts';

/** The list's filters live in the address: a link to them can be sent, and Back from a question finds them again. */
export const useListAddress = (): [ListState, (next: ListState) => void] => {
  const [list, setList] = useState(() => listOf(location.search));
  useEffect(() => {
    const read = (): void => setList(listOf(location.search));
    addEventListener('popstate', read);
    const stop = screen.subscribe(read);
    return () => {
      removeEventListener('popstate', read);
      stop();
    };
  }, []);
  const change = useCallback((next: ListState): void => {
    const query = queryOf(next);
    history.replaceState(null, '', `${location.pathname}${query === '' ? '' : `?${query}`}`);
    setList(next);
  }, []);
  return [list, change];
};

/** The page of questions for the filters; what was there stays on show until the reply, and late replies are dropped. */
export const useQuestions = (bank: string, list: ListState) => {
  const [found, setFound] = useState<QuestionPage>();
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(true);
  const turn = useRef(0);
  const query = queryOf(list);
  const reload = useCallback((): void => {
    turn.current += 1;
    const mine = turn.current;
    setBusy(true);
    const told = (page: QuestionPage | undefined, failed: string | undefined): void => {
      if (mine !== turn.current) return;
      setBusy(false);
      setFault(failed);
      if (page !== undefined) setFound(page);
    };
    searchQuestions(searchOf(bank, listOf(query))).then(
      (page) => told(page, undefined),
      (f: unknown) => told(undefined, faultLine(f)),
    );
  }, [bank, query]);
  useEffect(() => {
    reload();
    return () => {
      turn.current += 1;
    };
  }, [reload]);
  return { found, fault, busy, reload };
};
