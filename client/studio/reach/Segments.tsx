import { App, Button, Empty, Input, Modal, Table, Tag } from 'antd';
import { useCallback, useState } from 'react';
import type { SegmentPerson } from '../../../server/domain/api-reach.ts';
import { SEGMENTS, type Segment } from '../../../server/domain/segment.ts';
import { number, percent } from '../../i18n/index.ts';
import { loadSegment, loadSegments, remindPeople } from '../../net/reach.ts';
import { Icon } from '../../ui/parts/index.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Labelled } from '../parts/Labelled.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';

const ICON: Record<Segment, string> = {
  new: 'seedling',
  active: 'fire',
  cooling: 'snail',
  sleeping: 'sleeping-face',
  stuck: 'thinking-face',
};

/** How many stand in each segment, and who; a list is reminded with one button. */
export const Segments = () => {
  const t = useS('reach');
  const [segment, setSegment] = useState<Segment>('sleeping');
  const { value, fault, reload } = useLoaded(useCallback(() => loadSegments(), []));
  return (
    <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
      <ul className="segments">
        {SEGMENTS.map((s) => {
          const people = value?.segments.find((x) => x.segment === s)?.people ?? 0;
          const all = value?.learners ?? 0;
          return (
            <li key={s}>
              <button type="button" aria-pressed={s === segment} onClick={() => setSegment(s)}>
                <Icon name={ICON[s]} size={36} />
                <span>
                  <b>{t(`segment.${s}`)}</b>
                  <small>{t(`segment.${s}.what`)}</small>
                </span>
                <strong className="num">
                  {number(people)}
                  <small>{all > 0 ? percent(people / all) : ''}</small>
                </strong>
              </button>
            </li>
          );
        })}
      </ul>
      <List key={segment} segment={segment} />
    </Loaded>
  );
};

const List = ({ segment }: { segment: Segment }) => {
  const t = useS('reach');
  const { value, fault, reload } = useLoaded(useCallback(() => loadSegment(segment), [segment]));
  const [chosen, setChosen] = useState<string[]>([]);
  const [open, setOpen] = useState(false);
  return (
    <section aria-label={t(`segment.${segment}`)}>
      <div className="reach-head">
        <h2>{t(`segment.${segment}`)}</h2>
        <Button type="primary" disabled={chosen.length === 0} onClick={() => setOpen(true)}>
          {t('remind', { count: chosen.length })}
        </Button>
      </div>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value?.length === 0 ? (
          <Empty description={t('segment.none')} />
        ) : (
          <People people={value ?? []} chosen={chosen} onChoose={setChosen} />
        )}
      </Loaded>
      {open && (
        <Remind
          people={chosen}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            setChosen([]);
            reload();
          }}
        />
      )}
    </section>
  );
};

type PeopleProps = { people: SegmentPerson[]; chosen: string[]; onChoose: (people: string[]) => void };
const People = ({ people, chosen, onChoose }: PeopleProps) => {
  const t = useS('reach');
  const mark = (p: SegmentPerson) => {
    if (p.noReminders) return <Tag>{t('optedOut')}</Tag>;
    return p.remindedToday ? <Tag color="blue">{t('today')}</Tag> : null;
  };
  return (
    <Table<SegmentPerson>
      rowKey="person"
      size="small"
      dataSource={people}
      scroll={{ x: 'max-content' }}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      rowSelection={{
        selectedRowKeys: chosen,
        onChange: (keys) => onChoose(keys.map(String)),
        getCheckboxProps: (p) => ({
          disabled: p.noReminders || p.remindedToday,
          'aria-label': t('choose', { name: p.name }),
        }),
      }}
      columns={[
        { title: t('name'), dataIndex: 'name', render: (_, p) => <b>{p.name}</b> },
        { title: t('department'), render: (_, p) => p.department ?? '' },
        { title: t('idle'), align: 'right', render: (_, p) => t('days', { count: p.idleDays }) },
        { title: t('activeDays'), align: 'right', render: (_, p) => t('days', { count: p.activeDays }) },
        { title: t('state'), render: (_, p) => mark(p) },
      ]}
    />
  );
};

type RemindProps = { people: string[]; onClose: () => void; onDone: () => void };
const Remind = ({ people, onClose, onDone }: RemindProps) => {
  const t = useS('reach');
  const ts = useS('shell');
  const { message } = App.useApp();
  const [text, setText] = useState<string>(t('remind.default'));
  const [busy, setBusy] = useState(false);
  const send = (): void => {
    setBusy(true);
    remindPeople(people, text)
      .then(
        ({ sent, skipped }) => {
          const left = skipped.optedOut + skipped.today + skipped.week;
          void message.success(left > 0 ? t('sent.some', { sent, left }) : t('sent', { count: sent }));
          onDone();
        },
        (f: unknown) => void message.error(faultLine(f)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Modal
      open
      title={t('remind', { count: people.length })}
      okText={t('send')}
      cancelText={ts('cancel')}
      confirmLoading={busy}
      onOk={send}
      onCancel={onClose}
    >
      <p className="studio-note">{t('remind.note')}</p>
      <Labelled label={t('text')}>
        <Input.TextArea rows={3} maxLength={300} value={text} onChange={(e) => setText(e.target.value)} />
      </Labelled>
    </Modal>
  );
};
