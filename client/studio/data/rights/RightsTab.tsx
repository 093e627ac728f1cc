import { App, Button, Empty, Input, Table, type TableProps, Tag } from 'antd';
import { useCallback, useState } from 'react';
import type { Me } from '../../../../server/domain/api.ts';
import type { RequestView, RightsDesk } from '../../../../server/domain/api-rights.ts';
import { textIn } from '../../../../server/domain/text.ts';
import { dayAndTime, dayOf, lang, number } from '../../../i18n/index.ts';
import { copyAddress, findPeople, loadRightsDesk } from '../../../net/rights.ts';
import { reachableTable } from '../../charts/reachable.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { Erase, Refuse, type Whom } from './RightsDialogs.tsx';
import { RightsRules } from './RightsRules.tsx';
import './rights.css';

type Part = { desk: RightsDesk; zone: string; onDone: (desk: RightsDesk) => void };

/** For administrators: requests, erasure, rules, consents and looks. */
export const RightsTab = ({ me }: { me: Me }) => {
  const t = useS('rights');
  const { value, fault, reload, setValue } = useLoaded(useCallback(loadRightsDesk, []));
  return (
    <section className="rights-tab" aria-label={t('title')}>
      <p className="studio-note">{t('lead')}</p>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value !== undefined && (
          <>
            <Requests desk={value} zone={me.org.zone} onDone={setValue} />
            <Find zone={me.org.zone} desk={value} onDone={setValue} />
            <RightsRules desk={value} zone={me.org.zone} onDone={setValue} />
            <Consents desk={value} zone={me.org.zone} />
            <Looks desk={value} zone={me.org.zone} />
          </>
        )}
      </Loaded>
    </section>
  );
};

type DeskTableProps<R> = {
  title: string;
  none: string;
  rowKey: Extract<keyof R, string>;
  rows: readonly R[];
  columns: NonNullable<TableProps<R>['columns']>;
  /** All rows at once. */
  whole?: boolean;
};
const DeskTable = <R extends object>({ title, none, rows, whole, ...table }: DeskTableProps<R>) => (
  <>
    <h2>{title}</h2>
    <Table<R>
      ref={reachableTable}
      size="small"
      scroll={{ x: 'max-content' }}
      pagination={whole === true ? false : { pageSize: 10, hideOnSinglePage: true }}
      dataSource={rows}
      locale={{ emptyText: <Empty description={none} /> }}
      {...table}
    />
  </>
);

const Requests = ({ desk, zone, onDone }: Part) => {
  const t = useS('rights');
  const [erasing, setErasing] = useState<Whom>();
  const [refusing, setRefusing] = useState<RequestView>();
  const stateOf = (r: RequestView) => (
    <>
      <Tag>{t(`state.${r.state}`)}</Tag>
      {r.state === 'done' && <small>{r.scrubbedAt === undefined ? t('scrubbed.not') : t('scrubbed')}</small>}
    </>
  );
  return (
    <>
      <DeskTable
        title={t('requests')}
        none={t('requests.none')}
        rowKey="id"
        rows={desk.requests}
        whole
        columns={[
          {
            title: t('person'),
            render: (_, r) => (
              <>
                {r.name || t('nameless')} <small>{t(r.byAdmin ? 'by.admin' : 'by.self')}</small>
              </>
            ),
          },
          { title: t('asked'), render: (_, r) => dayAndTime(r.askedAt, zone) },
          { title: t('due'), render: (_, r) => dayOf(r.dueAt, zone) },
          { title: t('state'), render: (_, r) => stateOf(r) },
          {
            title: t('acts'),
            render: (_, r) =>
              r.state === 'asked' && (
                <span className="rights-acts">
                  <Button danger size="large" onClick={() => setErasing({ id: r.person, name: r.name })}>
                    {t('erase')}
                  </Button>
                  <Button size="large" onClick={() => setRefusing(r)}>
                    {t('refuse')}
                  </Button>
                </span>
              ),
          },
        ]}
      />
      {erasing && <Erase whom={erasing} onClose={() => setErasing(undefined)} onDone={onDone} />}
      {refusing && <Refuse request={refusing} onClose={() => setRefusing(undefined)} onDone={onDone} />}
    </>
  );
};

/** Erasure and copies for somebody who has not asked. */
const Find = ({ onDone }: Part) => {
  const t = useS('rights');
  const { message } = App.useApp();
  const [found, setFound] = useState<readonly Whom[]>();
  const [erasing, setErasing] = useState<Whom>();
  const find = (text: string): void => {
    setFound(undefined);
    if (text.trim() === '') return;
    findPeople(text.trim()).then(setFound, (f: unknown) => void message.error(faultLine(f)));
  };
  return (
    <>
      <h2>{t('find')}</h2>
      <p className="studio-note">
        {t('find.note')} {t('copy.note')}
      </p>
      <Input.Search size="large" aria-label={t('find')} onSearch={find} allowClear className="rights-find" />
      {found?.length === 0 && <p role="status">{t('find.none')}</p>}
      <ul className="rights-people">
        {found?.map((who) => (
          <li key={who.id}>
            <span>{who.name}</span>
            <Button size="large" href={copyAddress(who.id)} download>
              {t('copy')}
            </Button>
            <Button size="large" danger onClick={() => setErasing(who)}>
              {t('erase')}
            </Button>
          </li>
        ))}
      </ul>
      {erasing && (
        <Erase
          whom={erasing}
          onClose={() => setErasing(undefined)}
          onDone={(desk) => {
            setFound(undefined);
            onDone(desk);
          }}
        />
      )}
    </>
  );
};

const PURPOSES = ['traits', 'boards', 'push'] as const;
const Consents = ({ desk, zone }: Omit<Part, 'onDone'>) => {
  const t = useS('rights');
  const purposeOf = (text: string): string => {
    const purpose = PURPOSES.find((p) => p === text);
    return purpose === undefined ? text : t(`purpose.${purpose}`);
  };
  return (
    <DeskTable
      title={t('consents')}
      none={t('consents.none')}
      rowKey="seq"
      rows={desk.consents}
      columns={[
        { title: t('person'), render: (_, c) => c.name || t('nameless') },
        {
          title: t('purpose'),
          render: (_, c) => `${purposeOf(c.purpose)} · ${t('version', { n: c.version })}`,
        },
        { title: t('state'), render: (_, c) => t(c.given ? 'given' : 'withdrawn') },
        { title: t('at'), render: (_, c) => dayAndTime(c.at, zone) },
      ]}
    />
  );
};

const WHAT = ['events', 'person', 'board', 'copy', 'cohort', 'forecast', 'award', 'segment'] as const;
const Looks = ({ desk, zone }: Omit<Part, 'onDone'>) => {
  const t = useS('rights');
  const whatOf = ({ what, figure }: RightsDesk['looks'][number]): string =>
    figure ? textIn(figure, lang()) : t(`what.${WHAT.find((w) => w === what) ?? 'other'}`);
  return (
    <DeskTable
      title={t('looks')}
      none={t('looks.none')}
      rowKey="seq"
      rows={desk.looks}
      columns={[
        { title: t('who'), render: (_, l) => l.byName || t('nameless') },
        { title: t('person'), render: (_, l) => l.name || t('nameless') },
        { title: t('what'), render: (_, l) => whatOf(l) },
        { title: t('n'), render: (_, l) => number(l.n) },
        { title: t('at'), render: (_, l) => dayAndTime(l.at, zone) },
      ]}
    />
  );
};
