import { useCallback, useEffect, useRef, useState } from 'react';
import type { BankFrame, BankView } from '../../../server/domain/api-bank.ts';
import type { ReadyGroup } from '../../../server/domain/quest-check.ts';
import { loadBanks, loadFrame } from '../../net/bank.ts';
import { loadReady } from '../../net/quests.ts';
import { faultLine } from '../parts/fault-line.ts';

/** A bank with its knowledge points and the count of its ready questions. */
export type KnownBank = { frame: BankFrame; points: BankFrame['points']; ready: ReadyGroup[] };

export const loadKnown = async (bank: string): Promise<KnownBank> => {
  const [frame, ready] = await Promise.all([loadFrame(bank), loadReady(bank)]);
  return { frame, points: frame.points, ready };
};

/** The banks one may see, and of those a quest names everything that its forms count. */
export const useSources = (named: readonly string[]) => {
  const [banks, setBanks] = useState<BankView[]>();
  const [known, setKnown] = useState<ReadonlyMap<string, KnownBank>>(new Map());
  const [fault, setFault] = useState<string>();
  const asked = useRef(new Set<string>());
  const load = useCallback((): void => {
    setFault(undefined);
    loadBanks().then(setBanks, (f: unknown) => setFault(faultLine(f)));
  }, []);
  useEffect(load, [load]);
  useEffect(() => {
    for (const bank of named) {
      if (asked.current.has(bank) || !banks?.some((b) => b.id === bank)) continue;
      asked.current.add(bank);
      loadKnown(bank).then(
        (k) => setKnown((all) => new Map(all).set(bank, k)),
        (f: unknown) => {
          asked.current.delete(bank);
          setFault(faultLine(f));
        },
      );
    }
  }, [named, banks]);
  /** True when every bank that is named and may be seen has been counted. */
  const isReady = banks !== undefined && named.every((b) => known.has(b) || !banks.some((x) => x.id === b));
  return { banks, known, fault, isReady, reload: load };
};
export type Sources = ReturnType<typeof useSources>;
