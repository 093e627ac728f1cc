import './bank.css';
import { useCallback } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { BankFrame } from '../../../server/domain/api-bank.ts';
import { pick } from '../../i18n/index.ts';
import { loadFrame } from '../../net/bank.ts';
import { useS } from '../i18n/index.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { PlaceTabs } from '../parts/PlaceTabs.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { BANK_TABS, type BankTab } from '../place.ts';
import { BankHead } from './BankHead.tsx';
import { Duplicates } from './duplicates/Duplicates.tsx';
import { History } from './history/History.tsx';
import { QuestionList } from './list/QuestionList.tsx';
import { Points } from './points/Points.tsx';
import { ReviewQueue } from './review/ReviewQueue.tsx';
import { Settings } from './Settings.tsx';

/** What each tab of a bank gets: `onFrame` with a newer frame, `onChange` when the counts may have changed. */
export type TabProps = {
  me: Me;
  frame: BankFrame;
  onFrame: (frame: BankFrame) => void;
  onChange: () => void;
};

const PANES = {
  questions: QuestionList,
  review: ReviewQueue,
  duplicates: Duplicates,
  points: Points,
  history: History,
  settings: Settings,
} as const;

/** One bank: its questions, what waits for review, duplicates, knowledge points, history and settings. */
export const BankPage = ({ me, bank, tab }: { me: Me; bank: string; tab: BankTab }) => {
  const t = useS('bank');
  const load = useCallback(() => loadFrame(bank), [bank]);
  const { value: frame, fault, reload, setValue } = useLoaded(load);
  const Pane = PANES[tab];
  const labelOf = (name: BankTab): string => {
    const waiting = frame?.bank.counts.review ?? 0;
    return name === 'review' && waiting > 0 ? t('tab.review.n', { n: waiting }) : t(`tab.${name}`);
  };
  return (
    <Loaded ready={frame !== undefined} fault={fault} onRetry={reload}>
      {frame !== undefined && (
        <>
          <BankHead me={me} frame={frame} onChange={reload} />
          <PlaceTabs
            label={pick(frame.bank.name)}
            tabs={BANK_TABS.map((name) => ({
              place: { name: 'bank', bank, tab: name },
              text: labelOf(name),
              current: name === tab,
            }))}
          />
          <Pane me={me} frame={frame} onFrame={setValue} onChange={reload} />
        </>
      )}
    </Loaded>
  );
};
