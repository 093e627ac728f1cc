import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Found, FriendsView } from '../../../server/domain/api-friends.ts';
import type { Face } from '../../../server/domain/face.ts';
import { useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { findPeople } from '../../net/people.ts';
import { people } from '../../stores/people.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { announce, Button, Card, Field } from '../parts/index.ts';
import { PersonRow } from './PersonRow.tsx';
import { usePersonAct } from './use-person-act.ts';

const TYPING_MS = 300;
const MOST = 48;

/** Colleagues asked for when the typing rests. */
const useFound = (text: string) => {
  const [found, setFound] = useState<Found[]>();
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    if (text === '') {
      setFound(undefined);
      setFault(undefined);
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      findPeople(text).then(
        (list) => {
          if (!current) return;
          setFound(list);
          setFault(undefined);
        },
        (f: unknown) => current && setFault(faultOf(f)),
      );
    }, TYPING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);
  return { found, fault };
};

type Known = 'none' | 'asked' | 'asks' | 'friends';
/** What somebody is to me by the list as it is now. */
const bondIn = (view: FriendsView | undefined, person: string): Known => {
  const has = (list: readonly { face: Face }[]): boolean => list.some((x) => x.face.id === person);
  if (view === undefined) return 'none';
  if (has(view.friends)) return 'friends';
  if (has(view.incoming)) return 'asks';
  return has(view.outgoing) ? 'asked' : 'none';
};

type OfferProps = { face: Face; bond: Known; busy: boolean; run: ReturnType<typeof usePersonAct>['run'] };

const Offer = ({ face, bond, busy, run }: OfferProps) => {
  const t = useT('people');
  if (bond === 'friends' || bond === 'asked') return <span className="tag">{t(`bond.${bond}`)}</span>;
  const asks = bond === 'asks';
  return (
    <Button
      icon="handshake"
      busy={busy}
      aria-label={t(asks ? 'accept.named' : 'add.named', { name: face.name })}
      onClick={() => run(asks ? 'accept' : 'request', face)}
    >
      {t(asks ? 'accept' : 'add')}
    </Button>
  );
};

/** Finds a colleague by name, pinyin, initials or friend code. */
export const FindPeople = () => {
  const t = useT('people');
  const [typed, setTyped] = useState('');
  const { found, fault } = useFound(typed.trim());
  const view = useStore(people, (s) => s.view);
  const { busy, run } = usePersonAct();
  useEffect(() => {
    if (found !== undefined) announce(found.length === 0 ? t('find.none') : t('find.n', { n: found.length }));
  }, [found, t]);
  return (
    <Card className="people-find" aria-label={t('find')}>
      <Field
        label={t('find')}
        hint={t('find.hint')}
        type="search"
        autoComplete="off"
        maxLength={MOST}
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
      />
      <FaultNote code={fault} />
      {found?.length === 0 && <p className="page-empty">{t('find.none')}</p>}
      {found !== undefined && found.length > 0 && (
        <ul className="rows" aria-label={t('find.list')}>
          {found.map(({ face, department }) => (
            <PersonRow key={face.id} face={face} note={department ?? ''}>
              <Offer face={face} bond={bondIn(view, face.id)} busy={busy === face.id} run={run} />
            </PersonRow>
          ))}
        </ul>
      )}
    </Card>
  );
};
