import './insight.css';
import { Button } from 'antd';
import { type ComponentType, lazy, Suspense } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { FilterChoices } from '../../../server/domain/api-figure.ts';
import type { Filter } from '../../../server/domain/figure.ts';
import { dayAndTime } from '../../i18n/index.ts';
import { figureFilters } from '../../net/figures.ts';
import { Icon } from '../../ui/parts/index.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useS } from '../i18n/index.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { PlaceTabs } from '../parts/PlaceTabs.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { INSIGHT_TABS, type InsightTab } from '../place.ts';
import { FilterBar, FilterLine } from './FilterBar.tsx';
import { addressOf } from './filter-address.ts';
import { useFilter } from './use-filter.ts';

/** What each screen of figures gets. */
export type ScreenProps = { me: Me; filter: Filter; choices: FilterChoices };

const PANES: Record<InsightTab, ComponentType<ScreenProps>> = {
  trainer: lazy(() => import('./trainer/Trainer.tsx').then((m) => ({ default: m.Trainer }))),
  team: lazy(() => import('./team/Team.tsx').then((m) => ({ default: m.Team }))),
  effect: lazy(() => import('./effect/EffectTab.tsx').then((m) => ({ default: m.EffectTab }))),
  system: lazy(() => import('./system/SystemTab.tsx').then((m) => ({ default: m.SystemTab }))),
};

/** Figures: for trainers, department managers, HR and administrators, under one filter. */
export const Insight = ({ me, tab }: { me: Me; tab: InsightTab }) => {
  const { value, fault, reload } = useLoaded(figureFilters);
  return (
    <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
      {value !== undefined && <Screens me={me} tab={tab} choices={value} />}
    </Loaded>
  );
};

const Screens = ({ me, tab, choices }: { me: Me; tab: InsightTab; choices: FilterChoices }) => {
  const t = useS('insight');
  const [filter, setFilter] = useFilter(choices, tab);
  const Pane = PANES[tab];
  const filtered = tab !== 'system';
  return (
    <>
      <header className="studio-head">
        <h1>{t('title')}</h1>
        <p>{t(`lead.${tab}`)}</p>
        <div className="studio-actions">
          <Button size="large" onClick={() => print()}>
            {t('print')}
          </Button>
        </div>
      </header>
      <PlaceTabs
        className="insight-tabs"
        label={t('title')}
        query={`?${addressOf(filter)}`}
        tabs={INSIGHT_TABS.filter((name) => name !== 'system' || me.person.role === 'admin').map((name) => ({
          place: { name: 'insight', tab: name },
          text: (
            <>
              <Icon name={ICONS[name]} size={22} /> {t(`tab.${name}`)}
            </>
          ),
          current: name === tab,
        }))}
      />
      {filtered && <FilterBar choices={choices} filter={filter} onChange={setFilter} />}
      {filtered && <FilterLine choices={choices} filter={filter} at={dayAndTime(Date.now(), me.org.zone)} />}
      <Suspense fallback={<Waiting />}>
        <Pane me={me} filter={filter} choices={choices} />
      </Suspense>
    </>
  );
};

const ICONS: Record<InsightTab, string> = {
  trainer: 'teacher',
  team: 'busts-in-silhouette',
  effect: 'balance-scale',
  system: 'stethoscope',
};
