import './data.css';
import { type ComponentType, lazy, Suspense } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useS } from '../i18n/index.ts';
import { inSight } from '../parts/in-sight.ts';
import { DATA_TABS, type DataTab, goTo, pathOfPlace } from '../place.ts';

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
      <nav className="data-tabs" aria-label={t('title')}>
        {open.map((name) => (
          <a
            key={name}
            ref={name === shown ? inSight : undefined}
            href={`/studio${pathOfPlace({ name: 'data', tab: name })}`}
            aria-current={name === shown ? 'page' : undefined}
            onClick={(e) => {
              if (e.ctrlKey || e.metaKey || e.shiftKey) return;
              e.preventDefault();
              goTo({ name: 'data', tab: name });
            }}
          >
            {t(`tab.${name}`)}
          </a>
        ))}
      </nav>
      <Suspense fallback={<Waiting />}>
        <Pane me={me} />
      </Suspense>
    </>
  );
};
