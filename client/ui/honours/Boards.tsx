import './honours.css';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Me } from '../../../server/domain/api.ts';
import { useT } from '../../i18n/index.ts';
import { saveSettings } from '../../net/session.ts';
import { settings } from '../../stores/settings.ts';
import { say } from '../../stores/toast.ts';
import { Page } from '../Page.tsx';
import { Card, Choice, Switch } from '../parts/index.ts';
import { GroupsBoard } from './GroupsBoard.tsx';
import { LeagueCard } from './LeagueCard.tsx';
import { PeopleBoard } from './PeopleBoard.tsx';

const VIEWS = ['people', 'league', 'groups'] as const;
type View = (typeof VIEWS)[number];

/** Leaderboards and my league; my own place first, never the bottom of the list. */
export const Boards = ({ me }: { me: Me }) => {
  const t = useT('honours');
  const [view, setView] = useState<View>('people');
  const [round, setRound] = useState(0);
  const hidden = useStore(settings, (s) => s.hideFromBoards);
  const hide = (hideFromBoards: boolean): void => {
    saveSettings({ hideFromBoards }).then(
      () => setRound((n) => n + 1),
      () => say(t('hide.failed'), { tone: 'bad' }),
    );
  };
  return (
    <Page title={t('boards.title')} icon="bar-chart" lead={t('boards.lead')}>
      <Card aria-label={t('view')}>
        <Choice
          label={t('view')}
          value={view}
          options={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
          onPick={setView}
        />
      </Card>
      {view === 'people' && <PeopleBoard me={me} round={round} />}
      {view === 'league' && <LeagueCard key={round} />}
      {view === 'groups' && <GroupsBoard me={me} />}
      {view !== 'groups' && (
        <Card aria-label={t('hide')}>
          <Switch label={t('hide')} note={t('hide.note')} on={hidden} onFlip={hide} />
        </Card>
      )}
    </Page>
  );
};
