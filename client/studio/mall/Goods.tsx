import { App, Button, Empty, Select } from 'antd';
import { useState } from 'react';
import type { StudioGood } from '../../../server/domain/api-mall.ts';
import { GOOD_STATES, type GoodState } from '../../../server/domain/mall-shape.ts';
import { number, pick, useT } from '../../i18n/index.ts';
import { type Counter, setGoodState } from '../../net/mall-studio.ts';
import { GoodPicture } from '../../ui/mall/GoodPicture.tsx';
import { moneyOf } from '../../ui/mall/words.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { GoodForm } from './GoodForm.tsx';
import { Stock } from './Stock.tsx';

type Props = { mall: Counter; onChanged: () => void };

/** Everything on and off the shelves. */
export const Goods = ({ mall, onChanged }: Props) => {
  const t = useS('mall');
  const [state, setState] = useState<GoodState | 'live'>('live');
  const [edit, setEdit] = useState<StudioGood | 'new'>();
  const shown = mall.goods.filter((g) => (state === 'live' ? g.state !== 'archived' : g.state === state));
  return (
    <>
      <div className="mall-tools">
        <Select
          size="large"
          aria-label={t('state')}
          value={state}
          onChange={setState}
          options={[
            { value: 'live' as const, label: t('state.live') },
            ...GOOD_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
          ]}
        />
        <Button type="primary" size="large" onClick={() => setEdit('new')}>
          {t('new')}
        </Button>
      </div>
      {shown.length === 0 && <Empty description={t('none')} />}
      <ul className="mall-rows">
        {shown.map((g) => (
          <li key={g.sku}>
            <Row item={g} onEdit={() => setEdit(g)} onChanged={onChanged} />
          </li>
        ))}
      </ul>
      {edit !== undefined && (
        <GoodForm
          mall={mall}
          item={edit === 'new' ? undefined : edit}
          onClose={() => setEdit(undefined)}
          onSaved={() => {
            setEdit(undefined);
            onChanged();
          }}
        />
      )}
    </>
  );
};

/** What can be done next with a good in this state. */
const NEXT: Record<GoodState, readonly GoodState[]> = {
  draft: ['open', 'archived'],
  open: ['closed'],
  closed: ['open', 'archived'],
  archived: ['closed'],
};

type RowProps = { item: StudioGood; onEdit: () => void; onChanged: () => void };

const Row = ({ item, onEdit, onChanged }: RowProps) => {
  const t = useS('mall');
  const tm = useT('mall');
  const { message } = App.useApp();
  const { good } = item;
  const move = (state: GoodState): void =>
    void setGoodState(item.sku, state).then(onChanged, (f: unknown) => message.error(faultLine(f)));
  return (
    <article className="mall-row" aria-label={pick(good.name)}>
      <GoodPicture good={good} size={56} />
      <div className="mall-text">
        <b>{pick(good.name)}</b>
        <small>
          <em className={`mall-state mall-${item.state}`}>{t(`state.${item.state}`)}</em>
          {[tm(`kind.${good.kind}`), tm(`tier.${good.tier}`), t('price', { n: number(good.price) })].join(
            ' · ',
          )}
        </small>
        <small>
          {[
            item.left === null ? tm('unlimited') : t('left', { n: number(item.left) }),
            t('sold', { n: number(item.sold) }),
            t('waiting', { n: number(item.orders.ordered + item.orders.ready) }),
            ...(item.owed === undefined || good.charity === undefined
              ? []
              : [t('owed', { money: moneyOf(item.owed, good.charity.currency) })]),
          ].join(' · ')}
        </small>
      </div>
      <div className="mall-acts">
        <Stock item={item} onChanged={onChanged} />
        <Button onClick={onEdit}>{t('edit')}</Button>
        {NEXT[item.state].map((state) => (
          <Button key={state} type={state === 'open' ? 'primary' : 'default'} onClick={() => move(state)}>
            {t(`do.${state}`)}
          </Button>
        ))}
      </div>
    </article>
  );
};
