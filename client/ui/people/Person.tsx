import { useCallback, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { ProfileView } from '../../../server/domain/api-friends.ts';
import { number, pick, useT } from '../../i18n/index.ts';
import { profileOf } from '../../net/people.ts';
import { go } from '../../stores/screen.ts';
import { Fault } from '../Fault.tsx';
import { Page } from '../Page.tsx';
import { Button, Card, Icon } from '../parts/index.ts';
import { useLoaded } from '../programme/use-loaded.ts';
import { Waiting } from '../Waiting.tsx';
import { LookEditor } from './LookEditor.tsx';
import { Medals } from './Medals.tsx';
import { Code } from './People.tsx';
import { PersonActs } from './PersonActs.tsx';
import { Portrait } from './Portrait.tsx';
import { SelfLine } from './SelfLine.tsx';
import { Ship } from './Ship.tsx';
import { useCatalogue } from './titles.ts';
import { Wear } from './Wear.tsx';
import { useWhere } from './where.ts';
import './people.css';

/** A profile: a colleague's with what I can do, or mine with what I can change. */
export const Person = ({ me, person }: { me: Me; person: string }) => {
  const t = useT('people');
  const ask = useCallback(() => profileOf(person), [person]);
  const { value, fault, load, set } = useLoaded(ask);
  const [editing, setEditing] = useState(false);
  const mine = person === me.person.id;
  if (value === undefined && fault !== undefined) return <Fault code={fault} onRetry={load} />;
  return (
    <Page title={t(mine ? 'card.mine' : 'card')} icon="identification-card">
      {value === undefined ? (
        <Waiting />
      ) : (
        <>
          <Head profile={value} onLook={() => setEditing(true)} onChange={set} />
          {!mine && <PersonActs profile={value} onChange={load} />}
          <Facts profile={value} />
          <Medals profile={value} />
          {value.mine !== undefined && <Wear profile={value} onChange={set} />}
          {value.mine !== undefined && <Code code={value.mine.code} />}
          {editing && value.mine !== undefined && (
            <LookEditor
              worn={value.mine.look}
              owned={value.mine.owned}
              onSaved={set}
              onClose={() => setEditing(false)}
            />
          )}
          <Button look="soft" onClick={() => go({ name: mine ? 'me' : 'people' })}>
            {t('card.back')}
          </Button>
        </>
      )}
    </Page>
  );
};

type HeadProps = { profile: ProfileView; onLook: () => void; onChange: (next: ProfileView) => void };

const Head = ({ profile, onLook, onChange }: HeadProps) => {
  const t = useT('people');
  const common = useT('common');
  const where = useWhere();
  const { face, department, role, guest, skin } = profile;
  const title = useCatalogue()?.titles.find((x) => x.id === face.title);
  const mine = profile.mine !== undefined;
  const facts = [
    guest ? common('guest') : role === 'learner' ? '' : common(`role.${role}`),
    department ?? '',
    mine ? '' : where(profile),
  ];
  return (
    <Card className="person-card" aria-label={face.name}>
      <div className="person-stage">
        <Portrait face={face} size={132} />
        {skin !== undefined && <Ship skin={skin} label={t('ship', { name: face.name })} />}
      </div>
      <div className="person-words">
        <h2>
          {face.name}
          {profile.bond === 'friends' && <em className="tag">{t('bond.friends')}</em>}
        </h2>
        {title !== undefined && <p className="person-titled">{pick(title.name)}</p>}
        <p className={profile.online && !mine ? 'person-facts person-on' : 'person-facts'}>
          {facts.filter((f) => f !== '').join(' · ')}
        </p>
        {mine ? (
          <SelfLine line={profile.line} onChange={onChange} />
        ) : (
          <p className={profile.line === '' ? 'person-line person-line-none' : 'person-line'}>
            {profile.line === '' ? t('line.none') : profile.line}
          </p>
        )}
        {mine && (
          <Button icon="artist-palette" onClick={onLook}>
            {t('look.go')}
          </Button>
        )}
      </div>
    </Card>
  );
};

const Facts = ({ profile }: { profile: ProfileView }) => {
  const t = useT('people');
  const { islands, stars, xp, medals } = profile;
  const rows = [
    { key: 'xp', icon: 'glowing-star', value: number(xp) },
    { key: 'islands', icon: 'desert-island', value: `${islands.done}/${islands.of}` },
    { key: 'stars', icon: 'star', value: number(stars) },
    { key: 'medals', icon: 'military-medal', value: number(medals) },
  ] as const;
  return (
    <Card aria-label={t('facts')}>
      <dl className="person-numbers">
        {rows.map(({ key, icon, value }) => (
          <div key={key}>
            <dt>{t(`facts.${key}`)}</dt>
            <dd className="num">
              <Icon name={icon} size={28} />
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
};
