import './people.css';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Me, StudioPeople } from '../../../server/domain/api.ts';
import { faultOf } from '../../net/fault.ts';
import { loadStudio } from '../../net/studio.ts';
import { quest } from '../../stores/quest.ts';
import { FaultNote } from '../../ui/parts/FaultNote.tsx';
import { Button, Card } from '../../ui/parts/index.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useS } from '../i18n/index.ts';
import { CopyField } from './CopyField.tsx';
import { Departments } from './Departments.tsx';
import { InviteForm } from './InviteForm.tsx';
import { People } from './People.tsx';
import { treeOf } from './tree.ts';

/** The company's link, invites, people, departments. */
export const PeoplePage = ({ me }: { me: Me }) => {
  const t = useS('people');
  const ts = useS('shell');
  const [data, setData] = useState<StudioPeople>();
  const [fault, setFault] = useState<string>();
  const load = useCallback((): void => {
    setFault(undefined);
    loadStudio().then(setData, (f: unknown) => setFault(faultOf(f)));
  }, []);
  useEffect(load, [load]);
  return (
    <>
      <header className="studio-head">
        <h1>{t('people')}</h1>
        <p>{t('lead', { org: me.org.name })}</p>
      </header>
      {fault !== undefined && (
        <Card>
          <FaultNote code={fault} />
          <Button onClick={load}>{ts('retry')}</Button>
        </Card>
      )}
      {data === undefined && fault === undefined && <Waiting />}
      {data !== undefined && <Desk me={me} data={data} onChange={setData} />}
    </>
  );
};

type DeskProps = { me: Me; data: StudioPeople; onChange: (data: StudioPeople) => void };

const Desk = ({ me, data, onChange }: DeskProps) => {
  const t = useS('people');
  const tree = useMemo(() => treeOf(data.departments), [data.departments]);
  const stations = useStore(quest, (s) => s.view?.islands.reduce((n, i) => n + i.stations.length, 0) ?? 0);
  return (
    <div className="studio-grid">
      <Card aria-label={t('link')}>
        <h2>{t('link')}</h2>
        <p className="studio-note">{t('link.note')}</p>
        <CopyField label={t('link.url')} text={data.org.joinLink} />
        <CopyField label={t('link.code')} text={data.org.code} />
      </Card>
      <InviteForm mine={me.person.role} tree={tree} zone={me.org.zone} />
      <People people={data.people} tree={tree} me={me} stations={stations} />
      <Departments tree={tree} onChange={onChange} />
    </div>
  );
};
