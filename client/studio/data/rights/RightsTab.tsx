import { App, Button, Empty, Input, Modal, Table, Tag } from 'antd';
import { useCallback, useState } from 'react';
import type { Me } from '../../../../server/domain/api.ts';
import type { RequestView, RightsDesk } from '../../../../server/domain/api-rights.ts';
import { textIn } from '../../../../server/domain/text.ts';
import { dayAndTime, dayOf, lang, number } from '../../../i18n/index.ts';
import { copyAddress, erasePerson, findPeople, loadRightsDesk, refuseErasure } from '../../../net/rights.ts';
import { reachableTable } from '../../charts/reachable.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Labelled } from '../../parts/Labelled.tsx';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { RightsRules } from './RightsRules.tsx';
import './rights.css';

type Part = { desk: RightsDesk; zone: string; onDone: (desk: RightsDesk) => void };
type Whom = { id: string; name: string };

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
      <h2>{t('requests')}</h2>
      <Table
        ref={reachableTable}
        rowKey="id"
        size="small"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={desk.requests}
        locale={{ emptyText: <Empty description={t('requests.none')} /> }}
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

type Closing = { onClose: () => void; onDone: (desk: RightsDesk) => void };

/** What it does, the name typed, a reason: nothing happens by one click. */
const Erase = ({ whom, onClose, onDone }: Closing & { whom: Whom }) => {
  const t = useS('rights');
  const { message } = App.useApp();
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const erase = (): void => {
    setBusy(true);
    erasePerson(whom.id, name, reason).then(
      (desk) => {
        void message.success(t('erased'));
        onDone(desk);
        onClose();
      },
      (f: unknown) => {
        setBusy(false);
        void message.error(faultLine(f));
      },
    );
  };
  return (
    <Modal
      open
      title={t('erase.title', { name: whom.name })}
      onCancel={onClose}
      onOk={erase}
      okText={t('erase')}
      cancelText={t('cancel')}
      confirmLoading={busy}
      okButtonProps={{ danger: true, disabled: name.trim() !== whom.name.trim() || reason.trim() === '' }}
    >
      <p>{t('erase.what')}</p>
      <Labelled label={t('erase.type', { name: whom.name })}>
        <Input size="large" value={name} autoComplete="off" onChange={(e) => setName(e.target.value)} />
      </Labelled>
      <Labelled label={t('reason')}>
        <Input size="large" value={reason} maxLength={300} onChange={(e) => setReason(e.target.value)} />
      </Labelled>
    </Modal>
  );
};

const Refuse = ({ request, onClose, onDone }: Closing & { request: RequestView }) => {
  const t = useS('rights');
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const refuse = (): void => {
    refuseErasure(request.id, reason).then(
      (desk) => {
        void message.success(t('refused'));
        onDone(desk);
        onClose();
      },
      (f: unknown) => void message.error(faultLine(f)),
    );
  };
  return (
    <Modal
      open
      title={t('refuse.title', { name: request.name })}
      onCancel={onClose}
      onOk={refuse}
      okText={t('refuse')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: reason.trim() === '' }}
    >
      <Labelled label={t('reason')}>
        <Input size="large" value={reason} maxLength={300} onChange={(e) => setReason(e.target.value)} />
        <small>{t('reason.note')}</small>
      </Labelled>
    </Modal>
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
    <>
      <h2>{t('consents')}</h2>
      <Table
        ref={reachableTable}
        rowKey="seq"
        size="small"
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        dataSource={desk.consents}
        locale={{ emptyText: <Empty description={t('consents.none')} /> }}
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
    </>
  );
};

const WHAT = ['events', 'person', 'board', 'copy', 'cohort', 'forecast', 'award', 'segment'] as const;
const Looks = ({ desk, zone }: Omit<Part, 'onDone'>) => {
  const t = useS('rights');
  const whatOf = ({ what, figure }: RightsDesk['looks'][number]): string =>
    figure ? textIn(figure, lang()) : t(`what.${WHAT.find((w) => w === what) ?? 'other'}`);
  return (
    <>
      <h2>{t('looks')}</h2>
      <Table
        ref={reachableTable}
        rowKey="seq"
        size="small"
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        dataSource={desk.looks}
        locale={{ emptyText: <Empty description={t('looks.none')} /> }}
        columns={[
          { title: t('who'), render: (_, l) => l.byName || t('nameless') },
          { title: t('person'), render: (_, l) => l.name || t('nameless') },
          { title: t('what'), render: (_, l) => whatOf(l) },
          { title: t('n'), render: (_, l) => number(l.n) },
          { title: t('at'), render: (_, l) => dayAndTime(l.at, zone) },
        ]}
      />
    </>
  );
};
