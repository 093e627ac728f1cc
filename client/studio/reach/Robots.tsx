import { App, Button, Empty, Input, Modal, Select, Table, Tag } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { DeliveryView, RobotBody, RobotView } from '../../../server/domain/api-reach.ts';
import { ROBOT_KINDS } from '../../../server/domain/robot.ts';
import { dayAndTime } from '../../i18n/index.ts';
import {
  loadDeliveries,
  loadRobots,
  removeRobot,
  retryDelivery,
  saveRobot,
  tryRobot,
} from '../../net/reach.ts';
import { Icon } from '../../ui/parts/index.ts';
import { reachableTable } from '../charts/reachable.ts';
import { useS } from '../i18n/index.ts';
import { faultLine, whyText } from '../parts/fault-line.ts';
import { Labelled } from '../parts/Labelled.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';

const COLOUR = { waiting: 'blue', sent: 'green', failed: 'red' } as const;
const LOOK_MS = 2_500;

/** Robots in groups of WeCom, DingTalk and Feishu, and what became of their messages. */
export const Robots = () => {
  const t = useS('reach');
  const { value, fault, reload, setValue } = useLoaded(useCallback(() => loadRobots(), []));
  const sent = useLoaded(useCallback(() => loadDeliveries(), []));
  const [editing, setEditing] = useState<RobotView | 'new'>();
  const waits = sent.value?.some((d) => d.state === 'waiting') ?? false;
  const again = sent.reload;
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(again, LOOK_MS);
    return () => clearInterval(timer);
  }, [waits, again]);
  return (
    <>
      <div className="reach-head">
        <p>{t('robots.lead')}</p>
        <Button type="primary" onClick={() => setEditing('new')}>
          {t('robot.new')}
        </Button>
      </div>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value?.length === 0 && <Empty description={t('robots.none')} />}
        <ul className="reach-rows">
          {value?.map((r) => (
            <Row
              key={r.id}
              robot={r}
              onEdit={() => setEditing(r)}
              onChange={setValue}
              onTried={sent.setValue}
            />
          ))}
        </ul>
        <Deliveries rows={sent.value ?? []} robots={value ?? []} onChange={sent.setValue} />
      </Loaded>
      {editing !== undefined && (
        <RobotForm
          {...(editing === 'new' ? {} : { robot: editing })}
          onClose={() => setEditing(undefined)}
          onSaved={(robots) => {
            setEditing(undefined);
            setValue(robots);
          }}
        />
      )}
    </>
  );
};

type RowProps = {
  robot: RobotView;
  onEdit: () => void;
  onChange: (robots: RobotView[]) => void;
  onTried: (rows: DeliveryView[]) => void;
};
const Row = ({ robot, onEdit, onChange, onTried }: RowProps) => {
  const t = useS('reach');
  const ts = useS('shell');
  const { message, modal } = App.useApp();
  const failed = (f: unknown): void => void message.error(faultLine(f));
  const remove = (): void =>
    void modal.confirm({
      title: t('remove'),
      content: robot.name,
      okText: t('remove'),
      cancelText: ts('cancel'),
      onOk: () => removeRobot(robot.id).then(onChange, failed),
    });
  const named = (what: string): string => `${what} · ${robot.name}`;
  return (
    <li>
      <Icon name="robot" size={40} />
      <div className="reach-row">
        <strong>{robot.name}</strong>
        <small>
          {t(`kind.${robot.kind}`)}
          {robot.unreadable !== true && ` · ${robot.host} · …${robot.ending}`}
          {robot.signed && ` · ${t('signed')}`}
        </small>
        {robot.unreadable === true && <small role="alert">⚠ {whyText('secret.unreadable')}</small>}
      </div>
      <span className="reach-acts">
        <Button aria-label={named(t('try'))} onClick={() => void tryRobot(robot.id).then(onTried, failed)}>
          {t('try')}
        </Button>
        <Button aria-label={named(t('edit'))} onClick={onEdit}>
          {t('edit')}
        </Button>
        <Button type="text" danger aria-label={named(t('remove'))} onClick={remove}>
          {t('remove')}
        </Button>
      </span>
    </li>
  );
};

type DeliveriesProps = {
  rows: DeliveryView[];
  robots: RobotView[];
  onChange: (rows: DeliveryView[]) => void;
};
const Deliveries = ({ rows, robots, onChange }: DeliveriesProps) => {
  const t = useS('reach');
  const { message } = App.useApp();
  if (rows.length === 0) return null;
  const retry = (id: string): void =>
    void retryDelivery(id).then(onChange, (f: unknown) => void message.error(faultLine(f)));
  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries">{t('deliveries')}</h2>
      <Table<DeliveryView>
        ref={reachableTable}
        className="reach-wrap"
        scroll={{ x: 640 }}
        rowKey="id"
        size="small"
        dataSource={rows}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        columns={[
          { title: t('robot'), render: (_, d) => robots.find((r) => r.id === d.robot)?.name ?? '' },
          { title: t('message'), dataIndex: 'title' },
          {
            title: t('state'),
            render: (_, d) => (
              <>
                <Tag color={COLOUR[d.state]}>{t(`delivery.${d.state}`)}</Tag>
                {d.reason !== undefined && <small>{whyText(d.reason)}</small>}
              </>
            ),
          },
          { title: t('tries'), align: 'right', dataIndex: 'tries' },
          { title: t('at'), render: (_, d) => dayAndTime(d.at) },
          {
            title: t('acts'),
            render: (_, d) =>
              d.state === 'failed' && (
                <Button aria-label={`${t('again')} · ${d.title}`} onClick={() => retry(d.id)}>
                  {t('again')}
                </Button>
              ),
          },
        ]}
      />
    </section>
  );
};

type FormProps = { robot?: RobotView; onClose: () => void; onSaved: (robots: RobotView[]) => void };
const RobotForm = ({ robot, onClose, onSaved }: FormProps) => {
  const t = useS('reach');
  const ts = useS('shell');
  const { message } = App.useApp();
  const [body, setBody] = useState<RobotBody>({
    ...(robot === undefined ? {} : { id: robot.id }),
    kind: robot?.kind ?? 'wecom',
    name: robot?.name ?? '',
    quiet: robot?.quiet ?? { from: 20, to: 8 },
  });
  const ready = body.name.trim() !== '' && (robot !== undefined || (body.url ?? '') !== '');
  const save = (): void =>
    void saveRobot(body).then(onSaved, (f: unknown) => void message.error(faultLine(f)));
  const kept = robot === undefined ? '' : t('robot.kept');
  return (
    <Modal
      open
      title={t(robot ? 'edit' : 'robot.new')}
      okText={ts('save')}
      cancelText={ts('cancel')}
      okButtonProps={{ disabled: !ready }}
      onOk={save}
      onCancel={onClose}
    >
      <div className="reach-fields">
        <Labelled label={t('robot.kind')}>
          <Select
            value={body.kind}
            options={ROBOT_KINDS.map((k) => ({ value: k, label: t(`kind.${k}`) }))}
            onChange={(kind) => setBody({ ...body, kind })}
          />
        </Labelled>
        <Labelled label={t('name')}>
          <Input
            value={body.name}
            maxLength={60}
            onChange={(e) => setBody({ ...body, name: e.target.value })}
          />
        </Labelled>
        <Labelled label={t('robot.url')}>
          <Input
            value={body.url ?? ''}
            placeholder={kept || 'https://'}
            autoComplete="off"
            onChange={(e) => setBody({ ...body, url: e.target.value })}
          />
        </Labelled>
        {body.kind !== 'wecom' && (
          <Labelled label={t('robot.secret')}>
            <Input.Password
              value={body.secret ?? ''}
              placeholder={kept}
              autoComplete="new-password"
              onChange={(e) => setBody({ ...body, secret: e.target.value })}
            />
          </Labelled>
        )}
        <p className="studio-note">{t('robot.note')}</p>
      </div>
    </Modal>
  );
};
