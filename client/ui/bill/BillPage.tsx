import { useCallback, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { BillHead, BillView } from '../../../server/domain/api-bill.ts';
import type { BillKind } from '../../../server/domain/bill.ts';
import { useT } from '../../i18n/index.ts';
import { loadBill, loadBills } from '../../net/bill.ts';
import { go } from '../../stores/screen.ts';
import { useFetched } from '../honours/use-fetched.ts';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Choice, Icon } from '../parts/index.ts';
import { Waiting } from '../Waiting.tsx';
import { nameOf } from './lines.ts';
import { Receipt } from './Receipt.tsx';
import { ShareSheet } from './ShareSheet.tsx';
import './bill.css';

const KINDS = ['week', 'graduation', 'year'] as const satisfies readonly BillKind[];

/** My learning bill; `bill` = the id of a written one, or its kind. Live this week, sealed when the week is over; of the voyage and of the year. */
export const BillPage = ({ me, bill }: { me: Me; bill: string | undefined }) => {
  const t = useT('bill');
  const named = KINDS.find((one) => one === bill);
  const kind = named ?? 'week';
  const id = named === undefined ? bill : undefined;
  const fetchIt = useCallback(() => loadBill(id === undefined ? { kind } : { id }), [id, kind]);
  const { value, fault, again } = useFetched(fetchIt);
  const list = useFetched(loadBills);
  // A week that is over is none of the three: from it one press leads to this week.
  const past = id !== undefined && value?.doc.kind === 'week';
  const shown = past ? 'past' : id === undefined ? kind : (value?.doc.kind ?? 'past');
  const pickKind = (next: BillKind | 'past'): void =>
    go({ name: 'bill', ...(next === 'week' || next === 'past' ? {} : { bill: next }) });
  return (
    <Page title={t('title')} icon="receipt" lead={t('lead')}>
      <Card className="bill-kinds" aria-label={t('period')}>
        <Choice<BillKind | 'past'>
          label={t('period')}
          value={shown}
          options={KINDS.map((one) => ({ value: one, label: t(one) }))}
          onPick={pickKind}
        />
      </Card>
      {fault === 'bill.not_yet' && <NotYet kind={kind} />}
      {fault !== undefined && fault !== 'bill.not_yet' && (
        <Card>
          <FaultNote code={fault} />
          <Button onClick={again}>↻</Button>
        </Card>
      )}
      {value === undefined && fault === undefined && <Waiting />}
      {value !== undefined && <Shown me={me} view={value} onChanged={again} />}
      <Older bills={list.value?.bills ?? []} now={id ?? value?.id ?? undefined} />
    </Page>
  );
};

const NotYet = ({ kind }: { kind: BillKind }) => {
  const t = useT('bill');
  return (
    <Card>
      <p className="bill-notyet">
        <Icon name={kind === 'graduation' ? 'graduation-cap' : 'hourglass-not-done'} size={72} />
        {kind === 'graduation' ? t('notyet.graduation') : kind === 'year' ? t('notyet.year') : t('notyet')}
      </p>
    </Card>
  );
};

const Shown = ({ me, view, onChanged }: { me: Me; view: BillView; onChanged: () => void }) => {
  const t = useT('bill');
  const [sharing, setSharing] = useState(false);
  const { doc } = view;
  return (
    <>
      <Receipt me={me} view={view} onChanged={onChanged} />
      <div className="bill-acts">
        {doc.story !== undefined && (
          <Button look="cta" icon="sparkles" onClick={() => go({ name: 'story', year: doc.ref })}>
            {t('story', { year: doc.ref })}
          </Button>
        )}
        <Button icon="artist-palette" onClick={() => setSharing(true)}>
          {t('share.open')}
        </Button>
      </div>
      {sharing && <ShareSheet me={me} doc={doc} onClose={() => setSharing(false)} />}
    </>
  );
};

const Older = ({ bills, now }: { bills: readonly BillHead[]; now: string | undefined }) => {
  const t = useT('bill');
  return (
    <Card aria-label={t('older')}>
      <h2>{t('older')}</h2>
      {bills.length === 0 && <p className="page-empty">{t('older.none')}</p>}
      <ul className="rows">
        {bills.map((b) => (
          <li key={b.id}>
            <button
              type="button"
              className="row bill-older"
              aria-current={b.id === now || undefined}
              onClick={() => go({ name: 'bill', bill: b.id })}
            >
              <Icon
                name={b.kind === 'week' ? 'receipt' : b.kind === 'year' ? 'sparkles' : 'graduation-cap'}
                size={32}
              />
              <span className="row-text">
                <b>{nameOf(b)}</b>
              </span>
              {b.fresh && <em className="tag">{t('fresh')}</em>}
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
};
