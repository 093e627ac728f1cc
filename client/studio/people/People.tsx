import { useDeferredValue, useMemo, useState } from 'react';
import type { Me, StudioPeople } from '../../../server/domain/api.ts';
import { dayAndTime, lang } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { makeInvite } from '../../net/studio.ts';
import { FaultNote } from '../../ui/parts/FaultNote.tsx';
import { Button, Card, Dialog, Field } from '../../ui/parts/index.ts';
import { useS } from '../i18n/index.ts';
import { CopyField } from './CopyField.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import {
  type Column,
  type Filter,
  filterPeople,
  type Order,
  type StudioPerson,
  sortPeople,
} from './people.ts';
import { Select } from './Select.tsx';
import type { Placed } from './tree.ts';

const PAGE = 50;
const BACK_DAYS = 3;
const DOWN: readonly Column[] = ['progress', 'coins', 'seen'];
type Back = { person: StudioPerson; link: string; expiresAt: number };
type Props = { people: StudioPeople['people']; tree: Placed[]; me: Me; stations: number };

/** Everybody of the company: searched, filtered, sorted, fifty at a time. */
export const People = ({ people, tree, me, stations }: Props) => {
  const t = useS('people');
  const [filter, setFilter] = useState<Filter>({ words: '', department: '' });
  const [order, setOrder] = useState<Order>({ by: 'seen', down: true });
  const [most, setMost] = useState(PAGE);
  const [back, setBack] = useState<Back>();
  const [fault, setFault] = useState<string>();
  const wanted = useDeferredValue(filter);
  const found = useMemo(
    () => sortPeople(filterPeople(people, tree, wanted), tree, order, lang()),
    [people, tree, wanted, order],
  );
  const narrow = (part: Partial<Filter>): void => {
    setFilter((f) => ({ ...f, ...part }));
    setMost(PAGE);
  };
  const sortBy = (by: Column): void =>
    setOrder((o) => ({ by, down: o.by === by ? !o.down : DOWN.includes(by) }));
  const bringBack = async (person: StudioPerson): Promise<void> => {
    setFault(undefined);
    try {
      setBack({ person, ...(await makeInvite({ role: person.role, person: person.id, days: BACK_DAYS })) });
    } catch (f) {
      setFault(faultOf(f));
    }
  };
  const isNarrowed = filter.words.trim() !== '' || filter.department !== '';

  return (
    <Card aria-label={t('people')} className="studio-wide">
      <h2>
        {t('people')}{' '}
        <small className="studio-count" role="status">
          {t(isNarrowed ? 'people.found' : 'people.n', { n: found.length })}
        </small>
      </h2>
      <search className="studio-form">
        <Field
          label={t('people.search')}
          type="search"
          value={filter.words}
          onChange={(e) => narrow({ words: e.target.value })}
        />
        <Select
          label={t('people.department')}
          value={filter.department}
          options={[
            { value: '', label: t('people.department.all') },
            ...tree.map((d) => ({ value: d.id, label: d.path })),
            { value: 'none', label: t('people.department.none') },
          ]}
          onPick={(department) => narrow({ department })}
        />
      </search>
      <FaultNote code={fault} />
      {found.length === 0 && <p className="page-empty">{t('people.none')}</p>}
      {found.length > 0 && (
        <PeopleTable
          people={found.slice(0, most)}
          tree={tree}
          me={me.person}
          stations={stations}
          zone={me.org.zone}
          order={order}
          onOrder={sortBy}
          onBack={(p) => void bringBack(p)}
        />
      )}
      {found.length > most && (
        <Button wide onClick={() => setMost((n) => n + PAGE)}>
          {t('people.more', { n: Math.min(PAGE, found.length - most) })}
        </Button>
      )}
      {back !== undefined && <BackLink back={back} zone={me.org.zone} onClose={() => setBack(undefined)} />}
    </Card>
  );
};

const BackLink = ({ back, zone, onClose }: { back: Back; zone: string; onClose: () => void }) => {
  const t = useS('people');
  return (
    <Dialog title={t('back.title', { name: back.person.name })} onClose={onClose} sheet>
      <p className="studio-note">{t('back.note', { at: dayAndTime(back.expiresAt, zone) })}</p>
      <CopyField label={t('link.url')} text={back.link} />
    </Dialog>
  );
};
