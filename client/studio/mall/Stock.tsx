import { App, Button, Checkbox, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import type { StudioGood } from '../../../server/domain/api-mall.ts';
import { number, pick } from '../../i18n/index.ts';
import { addStock } from '../../net/mall-studio.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';

/** More or less of a good, also while it is sold. */
export const Stock = ({ item, onChanged }: { item: StudioGood; onChanged: () => void }) => {
  const t = useS('mall');
  const ts = useS('shell');
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [add, setAdd] = useState(10);
  const [endless, setEndless] = useState(item.left === null);
  const save = (): void => {
    if (busy) return;
    setBusy(true);
    addStock(item.sku, endless ? null : add)
      .then(
        () => {
          setOpen(false);
          onChanged();
        },
        (f: unknown) => void message.error(faultLine(f)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('stock')}</Button>
      {open && (
        <Modal
          open
          title={t('stock.of', { name: pick(item.good.name) })}
          okText={ts('save')}
          cancelText={ts('cancel')}
          confirmLoading={busy}
          onOk={save}
          onCancel={() => setOpen(false)}
        >
          <p>{item.left === null ? t('stock.endless') : t('left', { n: number(item.left) })}</p>
          <Checkbox checked={endless} onChange={(e) => setEndless(e.target.checked)}>
            {t('stock.endless')}
          </Checkbox>
          {!endless && (
            <div className="mall-field">
              <label htmlFor="mall-add">{t('stock.add')}</label>
              <InputNumber
                id="mall-add"
                size="large"
                value={add}
                precision={0}
                onChange={(n) => setAdd(n ?? 0)}
              />
            </div>
          )}
        </Modal>
      )}
    </>
  );
};
