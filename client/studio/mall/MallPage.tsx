import './mall.css';
import { Segmented } from 'antd';
import { useCallback, useState } from 'react';
import { loadCounter } from '../../net/mall-studio.ts';
import { useS } from '../i18n/index.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { Desk } from './Desk.tsx';
import { Goods } from './Goods.tsx';
import { Orders } from './Orders.tsx';

const TABS = ['goods', 'orders', 'desk'] as const;

/** The mall from behind the counter: goods and stock, orders, and the desk where things are handed over. */
export const MallPage = () => {
  const t = useS('mall');
  const [tab, setTab] = useState<(typeof TABS)[number]>('goods');
  const { value, fault, reload } = useLoaded(useCallback(loadCounter, []));
  return (
    <>
      <header className="studio-head">
        <h1>{t('title')}</h1>
        <p>{t(`lead.${tab}`)}</p>
      </header>
      <Segmented
        size="large"
        aria-label={t('title')}
        value={tab}
        onChange={setTab}
        options={TABS.map((value) => ({ value, label: t(`tab.${value}`) }))}
      />
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value !== undefined && tab === 'goods' && <Goods mall={value} onChanged={reload} />}
        {value !== undefined && tab === 'orders' && <Orders mall={value} />}
        {tab === 'desk' && <Desk />}
      </Loaded>
    </>
  );
};
