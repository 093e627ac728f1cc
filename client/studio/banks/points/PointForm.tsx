import { Alert, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { BankFrame } from '../../../../server/domain/api-bank.ts';
import { pick } from '../../../i18n/index.ts';
import { savePoint } from '../../../net/bank.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { leaveByTab } from '../../parts/leave-by-tab.ts';
import type { Point } from './Points.tsx';

type Props = {
  bank: string;
  points: readonly Point[];
  point?: Point;
  onSaved: (frame: BankFrame) => void;
  onClose: () => void;
};

/** Name and prerequisites of a knowledge point; a ring is refused with its way named. */
export const PointForm = ({ bank, points, point, onSaved, onClose }: Props) => {
  const t = useS('bank');
  const ts = useS('shell');
  const [zh, setZh] = useState(point?.name.zh ?? '');
  const [en, setEn] = useState(point?.name.en ?? '');
  const [requires, setRequires] = useState<string[]>(point?.requires ?? []);
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    const name = {
      ...(zh.trim() === '' ? {} : { zh: zh.trim() }),
      ...(en.trim() === '' ? {} : { en: en.trim() }),
    };
    if (Object.keys(name).length === 0) return setFault(t('name.need'));
    setBusy(true);
    try {
      onSaved(await savePoint({ bank, name, requires, ...(point === undefined ? {} : { point: point.id }) }));
    } catch (f) {
      setFault(faultLine(f));
      setBusy(false);
    }
  };
  const field = (label: string, value: string, set: (value: string) => void) => (
    <>
      <span aria-hidden="true">{label}</span>
      <Input
        aria-label={label}
        value={value}
        maxLength={120}
        onChange={(e) => set(e.target.value)}
        onPressEnter={() => void save()}
      />
    </>
  );
  return (
    <Modal
      open
      title={point === undefined ? t('point.new') : t('point.edit', { name: pick(point.name) })}
      okText={ts('save')}
      confirmLoading={busy}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <div className="bank-form">
        {fault !== undefined && <Alert type="error" showIcon title={fault} />}
        {field(t('name.zh'), zh, setZh)}
        {field(t('name.en'), en, setEn)}
        <span aria-hidden="true">{t('point.requires')}</span>
        <Select<string[]>
          mode="multiple"
          onInputKeyDown={leaveByTab}
          aria-label={t('point.requires')}
          placeholder={t('point.requires.hint')}
          showSearch={{ optionFilterProp: 'label' }}
          value={requires}
          options={points
            .filter((p) => p.id !== point?.id)
            .map((p) => ({ value: p.id, label: pick(p.name) }))}
          onChange={setRequires}
        />
      </div>
    </Modal>
  );
};
