import { Alert, App, Button, Checkbox, Empty, Input, Modal, Select } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { OrderPage, OrderQuery, StudioOrder } from '../../../server/domain/api-mall.ts';
import { ORDER_STATES, type OrderState } from '../../../server/domain/mall-shape.ts';
import { dayAndTime, lang, number, pick, useT } from '../../i18n/index.ts';
import { type Counter, cancelForBuyer, findOrders, markReady, ordersFile } from '../../net/mall-studio.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';

const TYPING_MS = 300;
const ANY = 'any';

/** Every order with its buyer: found, brought to the desk, cancelled, taken away as a file. */
export const Orders = ({ mall }: { mall: Counter }) => {
  const t = useS('mall');
  const [query, setQuery] = useState<OrderQuery>({});
  const { page, fault, again, more } = useOrders(query);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { message } = App.useApp();
  const ready = (): void =>
    void markReady([...chosen]).then(
      ({ ready: n }) => {
        void message.success(t('ready.done', { n: number(n) }));
        setChosen([]);
        again();
      },
      (f: unknown) => message.error(faultLine(f)),
    );
  return (
    <>
      <Filters mall={mall} query={query} page={page} onChange={setQuery} />
      <div className="mall-tools">
        <Button disabled={chosen.length === 0} type="primary" onClick={ready}>
          {t('ready.do', { n: number(chosen.length) })}
        </Button>
        {(['xlsx', 'csv'] as const).map((format) => (
          <Button key={format} href={ordersFile(format, query, lang())} download>
            {t(`file.${format}`)}
          </Button>
        ))}
      </div>
      {fault !== undefined && <Alert type="error" showIcon title={fault} />}
      {page === undefined && fault === undefined && <Waiting />}
      {page?.orders.length === 0 && <Empty description={t('orders.none')} />}
      {page !== undefined && page.orders.length > 0 && (
        <Table orders={page.orders} chosen={chosen} onChoose={setChosen} onChanged={again} />
      )}
      {page?.next !== undefined && <Button onClick={more}>{t('orders.more')}</Button>}
    </>
  );
};

/** The orders of a filter, page after page. */
const useOrders = (query: OrderQuery) => {
  const [page, setPage] = useState<OrderPage>();
  const [fault, setFault] = useState<string>();
  const [turn, setTurn] = useState(0);
  const asked = useMemo(() => ({ query, turn }), [query, turn]);
  useEffect(() => {
    let live = true;
    const timer = setTimeout(() => {
      findOrders(asked.query).then(
        (found) => {
          if (!live) return;
          setPage(found);
          setFault(undefined);
        },
        (f: unknown) => live && setFault(faultLine(f)),
      );
    }, TYPING_MS);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [asked]);
  const more = (): void => {
    if (page?.next === undefined) return;
    findOrders({ ...query, after: page.next }).then(
      (next) => setPage({ ...next, orders: [...page.orders, ...next.orders] }),
      (f: unknown) => setFault(faultLine(f)),
    );
  };
  return { page, fault, more, again: useCallback(() => setTurn((n) => n + 1), []) };
};

type FilterProps = {
  mall: Counter;
  query: OrderQuery;
  page: OrderPage | undefined;
  onChange: (query: OrderQuery) => void;
};

const Filters = ({ mall, query, page, onChange }: FilterProps) => {
  const t = useS('mall');
  const tm = useT('mall');
  const set = <K extends keyof OrderQuery>(key: K, value: OrderQuery[K] | typeof ANY | ''): void => {
    const { [key]: _, ...rest } = query;
    onChange(value === ANY || value === '' || value === undefined ? rest : { ...rest, [key]: value });
  };
  const named = (state: OrderState): string =>
    `${tm(`state.${state}`)}${page === undefined ? '' : ` ${number(page.counts[state])}`}`;
  return (
    <div className="mall-tools">
      <Input.Search
        allowClear
        size="large"
        aria-label={t('orders.find')}
        placeholder={t('orders.find')}
        onChange={(e) => set('find', e.target.value.trim())}
      />
      <Select
        size="large"
        aria-label={t('orders.state')}
        value={query.state ?? ANY}
        onChange={(state: OrderState | typeof ANY) => set('state', state)}
        options={[
          { value: ANY, label: t('orders.all') },
          ...ORDER_STATES.map((value) => ({ value, label: named(value) })),
        ]}
      />
      <Select
        size="large"
        aria-label={t('orders.good')}
        value={query.sku ?? ANY}
        onChange={(sku: string) => set('sku', sku)}
        options={[
          { value: ANY, label: t('orders.goods') },
          ...mall.goods.map((g) => ({ value: g.sku, label: pick(g.good.name) })),
        ]}
      />
      <Select
        size="large"
        aria-label={t('orders.department')}
        value={query.department ?? ANY}
        onChange={(department: string) => set('department', department)}
        options={[
          { value: ANY, label: t('orders.departments') },
          ...mall.departments.map((d) => ({ value: d.id, label: d.name })),
        ]}
      />
    </div>
  );
};

type TableProps = {
  orders: readonly StudioOrder[];
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
  onChanged: () => void;
};

const Table = ({ orders, chosen, onChoose, onChanged }: TableProps) => {
  const t = useS('mall');
  const tm = useT('mall');
  const [cancel, setCancel] = useState<StudioOrder>();
  const flip = (id: string, on: boolean): void =>
    onChoose(on ? [...chosen, id] : chosen.filter((c) => c !== id));
  return (
    <>
      <table className="mall-orders">
        <thead>
          <tr>
            {(['who', 'what', 'when', 'state', 'acts'] as const).map((col) => (
              <th key={col} scope="col">
                {t(`col.${col}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {orders.map((o) => (
            <tr key={o.id}>
              <th scope="row">
                {o.state === 'ordered' ? (
                  <Checkbox checked={chosen.includes(o.id)} onChange={(e) => flip(o.id, e.target.checked)}>
                    {o.person.name}
                  </Checkbox>
                ) : (
                  o.person.name
                )}
              </th>
              <td data-label={t('col.what')}>
                {pick(o.name)} × {number(o.qty)} <small>#{number(o.nth)}</small>
              </td>
              <td data-label={t('col.when')}>{dayAndTime(o.at)}</td>
              <td data-label={t('col.state')}>{tm(`state.${o.state}`)}</td>
              <td data-label={t('col.acts')}>
                {o.mayCancel && (
                  <Button size="small" onClick={() => setCancel(o)}>
                    {t('cancel')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {cancel !== undefined && (
        <CancelDialog
          order={cancel}
          onClose={() => setCancel(undefined)}
          onDone={() => {
            setCancel(undefined);
            onChanged();
          }}
        />
      )}
    </>
  );
};

type CancelProps = { order: StudioOrder; onClose: () => void; onDone: () => void };

const CancelDialog = ({ order, onClose, onDone }: CancelProps) => {
  const t = useS('mall');
  const ts = useS('shell');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const send = (): void => {
    if (busy || reason.trim() === '') return;
    setBusy(true);
    cancelForBuyer(order.id, reason.trim())
      .then(onDone, (f: unknown) => setFault(faultLine(f)))
      .finally(() => setBusy(false));
  };
  return (
    <Modal
      open
      title={t('cancel.of', { name: order.person.name, good: pick(order.name) })}
      okText={t('cancel')}
      cancelText={ts('cancel')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      confirmLoading={busy}
      onOk={send}
      onCancel={onClose}
    >
      <p>{t('cancel.note', { n: number(order.price * order.qty) })}</p>
      <Input.TextArea
        autoFocus
        aria-label={t('cancel.reason')}
        placeholder={t('cancel.reason')}
        maxLength={200}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
      />
      {fault !== undefined && <Alert type="error" showIcon title={fault} />}
    </Modal>
  );
};
