import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { FriendRow, FriendsView } from '../../../server/domain/api-friends.ts';
import { useT } from '../../i18n/index.ts';
import { loadPeople } from '../../net/people.ts';
import { people } from '../../stores/people.ts';
import { say } from '../../stores/toast.ts';
import { ChatsRow } from '../chat/ChatsRow.tsx';
import { Fault } from '../Fault.tsx';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Icon, RoundButton } from '../parts/index.ts';
import { Waiting } from '../Waiting.tsx';
import { CheerButtons } from './Cheers.tsx';
import { FindPeople } from './FindPeople.tsx';
import { PersonRow } from './PersonRow.tsx';
import { usePersonAct } from './use-person-act.ts';
import { useIslandNames, useWhere } from './where.ts';
import './people.css';

/** Presence changes by itself: it is asked for again while the page is open. */
const AGAIN_MS = 30_000;

/** Friends and colleagues: who waits for my word, who is here, and a box to find anybody. */
export const People = () => {
  const t = useT('people');
  const { view, fault } = useStore(people);
  useEffect(() => {
    void loadPeople();
    const timer = setInterval(() => void loadPeople(), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  if (view === undefined && fault !== undefined)
    return <Fault code={fault} onRetry={() => void loadPeople()} />;
  return (
    <Page title={t('title')} icon="handshake">
      {view === undefined ? (
        <Waiting />
      ) : (
        <>
          <FaultNote code={fault} />
          <Incoming view={view} />
          <ChatsRow />
          <FindPeople />
          <Friends view={view} />
          <Outgoing view={view} />
          <Code code={view.code} />
          <Blocked view={view} />
        </>
      )}
    </Page>
  );
};

const Incoming = ({ view }: { view: FriendsView }) => {
  const t = useT('people');
  const { busy, run } = usePersonAct();
  if (view.incoming.length === 0) return null;
  return (
    <Card className="people-asks" aria-label={t('asks')}>
      <h2>{t('asks')}</h2>
      <ul className="rows">
        {view.incoming.map(({ face, department }) => (
          <PersonRow key={face.id} face={face} note={department ?? ''}>
            <Button
              look="cta"
              className="people-accept"
              busy={busy === face.id}
              aria-label={t('accept.named', { name: face.name })}
              onClick={() => run('accept', face)}
            >
              {t('accept')}
            </Button>
            <Button aria-label={t('decline.named', { name: face.name })} onClick={() => run('decline', face)}>
              {t('decline')}
            </Button>
          </PersonRow>
        ))}
      </ul>
    </Card>
  );
};

/** Those who are here first, then by name: no ranking. */
const ordered = (friends: readonly FriendRow[]): FriendRow[] =>
  [...friends].sort(
    (a, b) => Number(b.online) - Number(a.online) || a.face.name.localeCompare(b.face.name, 'zh-CN'),
  );

const Friends = ({ view }: { view: FriendsView }) => {
  const t = useT('people');
  const here = view.friends.filter((f) => f.online).length;
  return (
    <Card aria-label={t('friends')}>
      <h2>
        {t('friends')}
        {here > 0 && <em className="tag">{t('friends.online', { n: here })}</em>}
      </h2>
      {view.friends.length === 0 && (
        <p className="people-none">
          <Icon name="handshake" size={56} />
          {t('friends.none')}
        </p>
      )}
      <ul className="rows">
        {ordered(view.friends).map((friend) => (
          <Friend key={friend.face.id} friend={friend} />
        ))}
      </ul>
    </Card>
  );
};

const Friend = ({ friend }: { friend: FriendRow }) => {
  const t = useT('people');
  const where = useWhere();
  const nameOf = useIslandNames();
  const { face, online, day } = friend;
  const island = day === undefined || online ? undefined : nameOf(day.island);
  const said = [
    where(friend),
    day !== undefined && day.streak > 0 ? t('streak', { n: day.streak }) : '',
    day?.today === true ? t('today') : '',
    island === undefined ? '' : t('today.island', { island }),
  ];
  return (
    <PersonRow face={face} online={online} note={said.filter((s) => s !== '').join(' · ')}>
      <CheerButtons person={face} />
    </PersonRow>
  );
};

const Outgoing = ({ view }: { view: FriendsView }) => {
  const t = useT('people');
  const { busy, run } = usePersonAct();
  if (view.outgoing.length === 0) return null;
  return (
    <Card aria-label={t('waiting')}>
      <h2>{t('waiting')}</h2>
      <ul className="rows">
        {view.outgoing.map(({ face, department }) => (
          <PersonRow key={face.id} face={face} note={department ?? ''}>
            <Button
              busy={busy === face.id}
              aria-label={t('withdraw.named', { name: face.name })}
              onClick={() => run('withdraw', face)}
            >
              {t('withdraw')}
            </Button>
          </PersonRow>
        ))}
      </ul>
    </Card>
  );
};

/** "CDF 3KH": easier to read out. */
export const spacedCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

/** My friend code, to be read out or copied. */
export const Code = ({ code }: { code: string }) => {
  const t = useT('people');
  const copy = (): void => {
    navigator.clipboard?.writeText(code).then(
      () => say(t('code.copied'), { tone: 'good' }),
      () => undefined,
    );
  };
  return (
    <Card className="people-code" aria-label={t('code')}>
      <span>{t('code')}</span>
      <b className="num">{spacedCode(code)}</b>
      <RoundButton label={t('code.copy')} onClick={copy}>
        <Icon name="clipboard" size={24} />
      </RoundButton>
    </Card>
  );
};

const Blocked = ({ view }: { view: FriendsView }) => {
  const t = useT('people');
  const { busy, run } = usePersonAct();
  if (view.blocked.length === 0) return null;
  return (
    <Card>
      <details className="details">
        <summary>
          {t('blocked')} ({view.blocked.length})
        </summary>
        <p>{t('blocked.note')}</p>
        <ul className="rows">
          {view.blocked.map((face) => (
            <li key={face.id} className="row row-flat">
              <span className="row-text">
                <b>{face.name}</b>
              </span>
              <Button
                busy={busy === face.id}
                aria-label={t('unblock.named', { name: face.name })}
                onClick={() => run('unblock', face)}
              >
                {t('unblock')}
              </Button>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
};
