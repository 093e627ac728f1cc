import { useCallback, useEffect, useRef, useState } from 'react';
import type { Statement, StatementLine } from '../../../server/domain/api-kind.ts';
import { STATEMENT_KINDS, type StatementKind } from '../../../server/domain/statement.ts';
import { number, pick, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { loadStatement } from '../../net/kind.ts';
import { say } from '../../stores/toast.ts';
import { Fault } from '../Fault.tsx';
import { faultText } from '../fault-text.ts';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Choice, Icon } from '../parts/index.ts';
import { whenOf } from '../programme/when.ts';
import { Waiting } from '../Waiting.tsx';
import { downloadStatement } from './purse-csv.ts';
import { iconOf, reasonKey } from './reasons.ts';
import './kind.css';
import './purse.css';

const signed = (n: number): string => (n === 0 ? '0' : `${n > 0 ? '+' : '−'}${number(Math.abs(n))}`);

type Filter = StatementKind | 'all';
type State = { value?: Statement; fault?: string; busy: boolean };

/** The statement by filter, page by page; an answer to an older question is dropped. */
const useStatement = (filter: Filter) => {
  const [state, setState] = useState<State>({ busy: true });
  const asked = useRef(0);
  const fetchPage = useCallback(
    (before?: number): void => {
      asked.current += 1;
      const nth = asked.current;
      const keep = (next: (s: State) => State): void => {
        if (nth === asked.current) setState(next);
      };
      setState((s) => ({ ...(s.value ? { value: s.value } : {}), busy: true }));
      const kind = filter === 'all' ? {} : { kind: filter };
      loadStatement({ ...kind, ...(before === undefined ? {} : { before }) }).then(
        (page) =>
          keep(({ value }) => {
            const lines = before === undefined ? [] : (value?.lines ?? []);
            return { value: { ...page, lines: [...lines, ...page.lines] }, busy: false };
          }),
        (error: unknown) => keep((s) => ({ ...s, busy: false, fault: faultOf(error) })),
      );
    },
    [filter],
  );
  useEffect(() => fetchPage(), [fetchPage]);
  return { ...state, fetchPage };
};

/** My purse: every coin that came or went, why, and what was left. */
export const PursePage = () => {
  const t = useT('kind');
  const [filter, setFilter] = useState<Filter>('all');
  const { value, fault, busy, fetchPage } = useStatement(filter);
  const options = (['all', ...STATEMENT_KINDS] as const).map((k) => ({ value: k, label: t(`kind.${k}`) }));
  if (value === undefined && fault !== undefined) return <Fault code={fault} onRetry={() => fetchPage()} />;
  return (
    <Page title={t('purse.title')} icon="money-bag" lead={t('purse.lead')}>
      {value !== undefined && <Totals statement={value} />}
      <Card aria-label={t('purse.filter')} className="purse-filter">
        <Choice label={t('purse.filter')} value={filter} options={options} onPick={setFilter} />
        <Csv />
      </Card>
      {value !== undefined && value.months.length > 0 && <Months statement={value} />}
      <Card aria-label={t('purse.lines')} aria-busy={busy}>
        <h2>{t('purse.lines')}</h2>
        <FaultNote code={fault} />
        {value === undefined && <Waiting />}
        {value?.lines.length === 0 && (
          <p className="kind-none">
            <Icon name="coin" size={64} />
            {t(filter === 'all' ? 'purse.empty' : 'purse.empty.kind')}
          </p>
        )}
        <ul className="rows purse-lines">
          {value?.lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ul>
        {value?.next !== undefined && (
          <p className="kind-more">
            <Button busy={busy} onClick={() => fetchPage(value.next)}>
              {t('more')}
            </Button>
          </p>
        )}
      </Card>
    </Page>
  );
};

const Totals = ({ statement: { balance, total } }: { statement: Statement }) => {
  const t = useT('kind');
  return (
    <dl className="numbers purse-totals">
      <div className="card purse-balance">
        <dt>{t('purse.balance')}</dt>
        <dd className="num">
          <Icon name="coin" size={36} />
          {number(balance)}
        </dd>
      </div>
      <div className="card">
        <dt>{t('purse.in')}</dt>
        <dd className="num">{signed(total.in)}</dd>
      </div>
      <div className="card">
        <dt>{t('purse.out')}</dt>
        <dd className="num">{signed(-total.out)}</dd>
      </div>
    </dl>
  );
};

const Csv = () => {
  const t = useT('kind');
  const [busy, setBusy] = useState(false);
  const save = (): void => {
    setBusy(true);
    downloadStatement()
      .then(
        () => say(t('csv.done'), { icon: 'page-facing-up', tone: 'good' }),
        (error: unknown) => say(faultText(faultOf(error)), { tone: 'bad' }),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Button icon="page-facing-up" busy={busy} onClick={save}>
      {t('csv')}
    </Button>
  );
};

const Months = ({ statement: { months } }: { statement: Statement }) => {
  const t = useT('kind');
  return (
    <Card aria-label={t('purse.months')}>
      <h2>{t('purse.months')}</h2>
      <table className="purse-months">
        <thead>
          <tr>
            <th scope="col">{t('purse.month')}</th>
            <th scope="col">{t('purse.in')}</th>
            <th scope="col">{t('purse.out')}</th>
          </tr>
        </thead>
        <tbody>
          {months.map((m) => (
            <tr key={m.month}>
              <th scope="row">{t('month', { year: Math.floor(m.month / 100), month: m.month % 100 })}</th>
              <td className="num">{signed(m.in)}</td>
              <td className="num">{signed(-m.out)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
};

const Line = ({ line }: { line: StatementLine }) => {
  const t = useT('kind');
  const into = line.amount > 0;
  const about = line.about === undefined ? undefined : pick(line.about);
  const other = line.with === undefined ? undefined : t(into ? 'line.from' : 'line.to', { name: line.with });
  const what = [other, about].filter((s) => s !== undefined).join(' · ');
  return (
    <li className="row row-flat purse-line">
      <Icon name={iconOf(line.reason)} size={36} />
      <span className="row-text">
        <b>{t(reasonKey(line.reason))}</b>
        {what !== '' && <span className="purse-what">{what}</span>}
        {line.text !== undefined && <q>{line.text}</q>}
        <small>
          <time dateTime={new Date(line.at).toISOString()}>{whenOf(line.at, Date.now())}</time>
        </small>
      </span>
      <span className="purse-sum">
        <b className={into ? 'num purse-in' : 'num'}>{signed(line.amount)}</b>
        <small>{t('line.balance', { n: number(line.balance) })}</small>
      </span>
    </li>
  );
};
