import './studio.css';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Me, StudioPeople } from '../../server/domain/api.ts';
import { useT } from '../i18n/index.ts';
import { faultOf } from '../net/fault.ts';
import { loadStudio } from '../net/studio.ts';
import { quest } from '../stores/quest.ts';
import { go } from '../stores/screen.ts';
import { session } from '../stores/session.ts';
import { FaultNote } from '../ui/parts/FaultNote.tsx';
import { Button, Card, Icon } from '../ui/parts/index.ts';
import { Waiting } from '../ui/Waiting.tsx';
import { CopyField } from './CopyField.tsx';
import { Departments } from './Departments.tsx';
import { InviteForm } from './InviteForm.tsx';
import { People } from './People.tsx';
import { treeOf } from './tree.ts';

/** The trainers' console: the company's link, invites, people, departments. */
export const Studio = () => {
  const t = useT('studio');
  const tc = useT('common');
  const me = useStore(session, (s) => s.me);
  const [data, setData] = useState<StudioPeople>();
  const [fault, setFault] = useState<string>();
  const head = useRef<HTMLHeadingElement>(null);
  const load = useCallback((): void => {
    setFault(undefined);
    loadStudio().then(setData, (f: unknown) => setFault(faultOf(f)));
  }, []);
  useEffect(load, [load]);
  useEffect(() => head.current?.focus({ preventScroll: true }), []);
  if (me === undefined) return null;
  return (
    <div className="studio">
      <header className="studio-head">
        <Icon name="toolbox" size={44} />
        <div>
          <h1 ref={head} tabIndex={-1}>
            {t('title')}
          </h1>
          <p>{t('lead', { org: me.org.name })}</p>
        </div>
        <Button look="glass" onClick={() => go({ name: 'map' })}>
          {tc('back.map')}
        </Button>
      </header>
      {fault !== undefined && (
        <Card>
          <FaultNote code={fault} />
          <Button onClick={load}>{tc('retry')}</Button>
        </Card>
      )}
      {data === undefined && fault === undefined && <Waiting />}
      {data !== undefined && <Desk me={me} data={data} onChange={setData} />}
    </div>
  );
};

type DeskProps = { me: Me; data: StudioPeople; onChange: (data: StudioPeople) => void };

const Desk = ({ me, data, onChange }: DeskProps) => {
  const t = useT('studio');
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
