import { useEffect, useState } from 'react';
import type { BattlePerson } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { colleagues } from '../../net/battles.ts';
import { faultOf } from '../../net/fault.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Avatar, Field, Icon } from '../parts/index.ts';
import { Waiting } from '../Waiting.tsx';
import { ratingText } from './words.ts';

const TYPING_MS = 250;

/** Colleagues by a part of their name, asked for when the typing rests. Those chosen stay in the list. */
const useColleagues = (find: string) => {
  const [list, setList] = useState<BattlePerson[]>();
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    let current = true;
    const ask = (): void =>
      void colleagues(find).then(
        (found) => {
          if (!current) return;
          setList(found);
          setFault(undefined);
        },
        (f: unknown) => current && setFault(faultOf(f)),
      );
    const timer = setTimeout(ask, find === '' ? 0 : TYPING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [find]);
  return { list, fault };
};

type Props = {
  /** Chosen people; with `onOne` a single tap decides. */
  picked: readonly BattlePerson[];
  onPick: (people: BattlePerson[]) => void;
  one?: boolean;
  /** What a tap on one person does, for its name: "Send to ...". */
  labelOf: (person: BattlePerson) => string;
};

/** Whom to play with: by name, with who is here now and whose skill is near. */
export const PeoplePicker = ({ picked, onPick, one = false, labelOf }: Props) => {
  const t = useT('hall');
  const [find, setFind] = useState('');
  const { list, fault } = useColleagues(find.trim());
  const ids = new Set(picked.map((p) => p.id));
  const shown = [...picked.filter((p) => !list?.some((l) => l.id === p.id)), ...(list ?? [])];
  const flip = (p: BattlePerson): void =>
    onPick(one ? [p] : ids.has(p.id) ? picked.filter((x) => x.id !== p.id) : [...picked, p]);
  return (
    <div className="picker">
      <Field
        label={t('people.find')}
        value={find}
        onChange={(e) => setFind(e.target.value)}
        type="search"
        autoComplete="off"
        maxLength={48}
      />
      <FaultNote code={fault} />
      {list === undefined && fault === undefined && <Waiting />}
      {list !== undefined && shown.length === 0 && (
        <p className="page-empty">{t(find.trim() === '' ? 'people.empty' : 'people.none')}</p>
      )}
      <ul className="people-list" aria-label={t('people.list')}>
        {shown.map((p) => (
          <li key={p.id}>
            <button
              type="button"
              className={ids.has(p.id) ? 'on' : ''}
              aria-pressed={one ? undefined : ids.has(p.id)}
              onClick={() => flip(p)}
            >
              <span className="sr-only">{labelOf(p)} </span>
              <Person person={p} />
              {!one && <i className="people-tick" aria-hidden="true" />}
              {one && <Icon name="outbox-tray" size={24} />}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
};

const Person = ({ person }: { person: BattlePerson }) => {
  const t = useT('hall');
  const facts = [
    ...(person.department === undefined ? [] : [person.department]),
    ...(person.rating === undefined ? [] : [t('people.rating', { n: ratingText(person.rating) })]),
  ];
  return (
    <>
      <span className={`people-face${person.online ? ' here' : ''}`}>
        <Avatar seed={person.avatar} size={40} />
      </span>
      <span className="row-text">
        <b aria-hidden="true">{person.name}</b>
        <small>
          {t(person.online ? 'people.here' : 'people.away')}
          {facts.length > 0 && ` · ${facts.join(' · ')}`}
        </small>
        {person.near && <em className="people-near">{t('people.near')}</em>}
      </span>
    </>
  );
};
