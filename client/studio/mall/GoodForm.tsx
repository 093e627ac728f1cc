import { App, Form, Modal } from 'antd';
import { useState } from 'react';
import type { StudioGood } from '../../../server/domain/api-mall.ts';
import type { Good } from '../../../server/domain/mall-shape.ts';
import { pick } from '../../i18n/index.ts';
import { type Counter, saveGood } from '../../net/mall-studio.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { changed, type GoodChange, lackOf, newGood, tidyGood } from './good.ts';
import { MoneyFields } from './MoneyFields.tsx';
import { RuleFields } from './RuleFields.tsx';
import { TextFields } from './TextFields.tsx';

type Props = {
  mall: Counter;
  /** Absent = a new one. */
  item: StudioGood | undefined;
  onSaved: () => void;
  onClose: () => void;
};
export type FieldsProps = { good: Good; mall: Counter; onChange: (part: GoodChange) => void };

/** A good: what it is, what it costs, who may have it and when. A change never touches orders. */
export const GoodForm = ({ mall, item, onSaved, onClose }: Props) => {
  const t = useS('mall');
  const ts = useS('shell');
  const { message } = App.useApp();
  const [good, setGood] = useState<Good>(() => item?.good ?? newGood());
  const [stock, setStock] = useState<number | null>(20);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const lack = lackOf(good);
  const set = (part: GoodChange): void => setGood(changed(good, part));
  const save = (): void => {
    setAsked(true);
    if (lack !== undefined || busy) return;
    setBusy(true);
    const tidy = tidyGood(good);
    saveGood(item === undefined ? { good: tidy, stock } : { good: tidy, sku: item.sku, rev: item.rev })
      .then(
        (saved) => {
          void message.success(t('saved', { name: pick(saved.good.name) }));
          onSaved();
        },
        (f: unknown) => void message.error(faultLine(f)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Modal
      open
      width={760}
      style={{ top: 24 }}
      title={item === undefined ? t('new') : pick(item.good.name)}
      okText={ts('save')}
      cancelText={ts('cancel')}
      confirmLoading={busy}
      onOk={save}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div" className="mall-fields">
        <TextFields good={good} mall={mall} onChange={set} />
        <MoneyFields
          good={good}
          mall={mall}
          onChange={set}
          {...(item === undefined ? { stock, onStock: setStock } : {})}
        />
        <RuleFields good={good} mall={mall} onChange={set} />
      </Form>
      {asked && lack !== undefined && (
        <p className="mall-lack" role="alert">
          {t(lack)}
        </p>
      )}
    </Modal>
  );
};
