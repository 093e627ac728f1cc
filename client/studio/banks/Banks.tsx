import './banks.css';
import { Alert, Button, Empty, Tag } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { BankView } from '../../../server/domain/api-bank.ts';
import { QUESTION_STATES } from '../../../server/domain/question.ts';
import { number, pick } from '../../i18n/index.ts';
import { loadBanks } from '../../net/bank.ts';
import { Icon } from '../../ui/parts/index.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { goTo } from '../place.ts';
import { BankForm } from './BankForm.tsx';

const totalOf = (bank: BankView): number => QUESTION_STATES.reduce((n, s) => n + bank.counts[s], 0);

/** Every bank that one may see. */
export const Banks = (_: { me: Me }) => {
  const t = useS('bank');
  const ts = useS('shell');
  const [banks, setBanks] = useState<BankView[]>();
  const [fault, setFault] = useState<string>();
  const [making, setMaking] = useState(false);
  const load = useCallback((): void => {
    setFault(undefined);
    loadBanks().then(setBanks, (f: unknown) => setFault(faultLine(f)));
  }, []);
  useEffect(load, [load]);
  const questions = banks?.reduce((n, b) => n + totalOf(b), 0) ?? 0;
  return (
    <>
      <header className="studio-head">
        <h1>{t('title')}</h1>
        {banks !== undefined && (
          <p>{t('lead', { banks: number(banks.length), questions: number(questions) })}</p>
        )}
        <div className="studio-actions">
          <Button type="primary" onClick={() => setMaking(true)}>
            {t('new')}
          </Button>
        </div>
      </header>
      {fault !== undefined && (
        <Alert type="error" showIcon title={fault} action={<Button onClick={load}>{ts('retry')}</Button>} />
      )}
      {banks === undefined && fault === undefined && <Waiting />}
      {banks?.length === 0 && <Empty description={t('none')} />}
      <ul className="bank-cards">
        {banks?.map((bank) => (
          <li key={bank.id}>
            <BankCard bank={bank} />
          </li>
        ))}
      </ul>
      {making && (
        <BankForm
          onClose={() => setMaking(false)}
          onSaved={(bank) => goTo({ name: 'bank', bank: bank.id, tab: 'questions' })}
        />
      )}
    </>
  );
};

const BankCard = ({ bank }: { bank: BankView }) => {
  const t = useS('bank');
  const ts = useS('shell');
  const total = totalOf(bank);
  return (
    <article className="bank-card">
      <button
        type="button"
        className="bank-open"
        onClick={() => goTo({ name: 'bank', bank: bank.id, tab: 'questions' })}
      >
        <Icon name="books" size={36} />
        <span>
          <strong>{pick(bank.name)}</strong>
          <small>{t('questions', { count: total })}</small>
        </span>
      </button>
      <div className="bank-bar" aria-hidden="true">
        {QUESTION_STATES.filter((s) => bank.counts[s] > 0).map((s) => (
          <i key={s} className={`is-${s}`} style={{ flexGrow: bank.counts[s] }} />
        ))}
      </div>
      <p className="bank-tags">
        <Tag>{t(`access.${bank.access}`)}</Tag>
        {bank.shipped && <Tag color="blue">{t('shipped')}</Tag>}
        {bank.counts.review > 0 && <Tag color="gold">{t('waiting', { n: bank.counts.review })}</Tag>}
        {bank.counts.ready > 0 && (
          <Tag color="green">
            {ts('state.ready')} {number(bank.counts.ready)}
          </Tag>
        )}
      </p>
    </article>
  );
};
