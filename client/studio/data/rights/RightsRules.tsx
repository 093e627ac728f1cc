import { App, Button, Empty, InputNumber, Switch, Table } from 'antd';
import { useState } from 'react';
import type { RightsDesk } from '../../../../server/domain/api-rights.ts';
import type { KeptClass, RightsPolicy } from '../../../../server/domain/rights.ts';
import { dayAndTime, dayOf, number } from '../../../i18n/index.ts';
import { saveRightsPolicy } from '../../../net/rights.ts';
import { reachableTable } from '../../charts/reachable.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Labelled } from '../../parts/Labelled.tsx';

const MOST: Record<KeptClass, number> = { T: 90, B: 396, S: 396, F: 180, R: 1096, O: 1096, X: 366 };
const CLASSES = Object.keys(MOST) as KeptClass[];

type Props = { desk: RightsDesk; zone: string; onDone: (desk: RightsDesk) => void };

/** The switch of traits, what outlives an erasure, how long each class is kept; and what was forgotten lately. */
export const RightsRules = ({ desk, zone, onDone }: Props) => {
  const t = useS('rights');
  const { message } = App.useApp();
  const [policy, setPolicy] = useState<RightsPolicy>(desk.policy);
  const save = (): void => {
    saveRightsPolicy(desk.policy, policy).then(
      (next) => {
        void message.success(t('saved'));
        onDone(next);
      },
      (f: unknown) => void message.error(faultLine(f)),
    );
  };
  const flip = (part: Partial<RightsPolicy>): void => setPolicy({ ...policy, ...part });
  return (
    <>
      <h2>{t('policy')}</h2>
      <div className="rights-rules">
        <Flip
          label={t('traits')}
          note={t('traits.note')}
          on={policy.traits}
          onFlip={(traits) => flip({ traits })}
        />
        <Flip
          label={t('certificates')}
          note={t('certificates.note')}
          on={policy.keepCertificates}
          onFlip={(keepCertificates) => flip({ keepCertificates })}
        />
        <Labelled label={t('decide')}>
          <InputNumber
            size="large"
            min={1}
            max={30}
            value={policy.decideDays}
            onChange={(n) => n !== null && flip({ decideDays: n })}
          />
        </Labelled>
        {CLASSES.map((c) => (
          <Labelled key={c} label={t(`class.${c}`)}>
            <InputNumber
              size="large"
              min={1}
              max={MOST[c]}
              value={policy.days[c]}
              onChange={(n) => n !== null && flip({ days: { ...policy.days, [c]: n } })}
            />
          </Labelled>
        ))}
      </div>
      <Button type="primary" size="large" onClick={save}>
        {t('save')}
      </Button>
      <h2>{t('runs')}</h2>
      <Table
        ref={reachableTable}
        rowKey={(r) => `${r.at} ${r.class}`}
        size="small"
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        dataSource={desk.retention}
        locale={{ emptyText: <Empty description={t('runs.none')} /> }}
        columns={[
          { title: t('at'), render: (_, r) => dayAndTime(r.at, zone) },
          { title: t('runs.class'), render: (_, r) => t(`class.${r.class}`) },
          { title: t('runs.rows'), render: (_, r) => number(r.rows) },
          { title: t('runs.upTo'), render: (_, r) => dayOf(r.upTo, zone) },
        ]}
      />
    </>
  );
};

type FlipProps = { label: string; note: string; on: boolean; onFlip: (on: boolean) => void };
const Flip = ({ label, note, on, onFlip }: FlipProps) => (
  <Labelled label={label}>
    <Switch checked={on} onChange={onFlip} />
    <small>{note}</small>
  </Labelled>
);
