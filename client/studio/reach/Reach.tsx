import './reach.css';
import { Tabs } from 'antd';
import type { Me } from '../../../server/domain/api.ts';
import { useS } from '../i18n/index.ts';
import { goTo, REACH_TABS, type ReachTab } from '../place.ts';
import { Reminders } from './Reminders.tsx';
import { Robots } from './Robots.tsx';
import { Segments } from './Segments.tsx';

/** Who is drifting away, what reminds them, and the robots that speak to groups. */
export const Reach = ({ tab }: { me: Me; tab: ReachTab }) => {
  const t = useS('reach');
  const pages = { segments: <Segments />, reminders: <Reminders />, robots: <Robots /> };
  return (
    <>
      <header className="studio-head">
        <h1>{t('title')}</h1>
        <p>{t('lead')}</p>
      </header>
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => goTo({ name: 'reach', tab: REACH_TABS.find((x) => x === key) ?? 'segments' })}
        items={REACH_TABS.map((key) => ({ key, label: t(`tab.${key}`), children: pages[key] }))}
      />
    </>
  );
};
