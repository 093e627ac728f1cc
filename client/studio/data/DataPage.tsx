import './data.css';
import { type ComponentType, lazy, Suspense } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useS } from '../i18n/index.ts';
import { PlaceTabs } from '../parts/PlaceTabs.tsx';
import { DATA_TABS, type DataTab } from '../place.ts';

type TabProps = { me: Me };
const PANES: Record<DataTab, ComponentType<TabProps>> = {
  dictionary: lazy(() => import('./Dictionary.tsx').then((m) => ({ default: m.Dictionary }))),
  exports: lazy(() => import('./Exports.tsx').then((m) => ({ default: m.Exports }))),
  lrs: lazy(() => import('./Lrs.tsx').then((m) => ({ default: m.Lrs }))),
  rights: lazy(() => import('./rights/RightsTab.tsx').then((m) => ({ default: m.RightsTab }))),
};
const FOR_ADMINS: readonly DataTab[] = ['lrs', 'rights'];

/** Open data: what the log knows, how it leaves the house, and the rights of those it is about. */
export const DataPage = ({ me, tab }: { me: Me; tab: DataTab }) => {
  const t = useS('data');
  const open = DATA_TABS.filter((name) => me.person.role === 'admin' || !FOR_ADMINS.includes(name));
  const shown = open.includes(tab) ? tab : 'dictionary';
  const Pane = PANES[shown];
  return (
    <>
      <header className="studio-head">
        <h1>{t('title')}</h1>
        <p>{t(`lead.${shown}`)}</p>
      </header>
      <PlaceTabs
        label={t('title')}
        tabs={open.map((name) => ({
          place: { name: 'data', tab: name },
          text: t(`tab.${name}`),
          current: name === shown,
        }))}
      />
      <Suspense fallback={<Waiting />}>
        <Pane me={me} />
      </Suspense>
    </>
  );
};
