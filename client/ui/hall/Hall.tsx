import { useState } from 'react';
import { useStore } from 'zustand';
import type { Me, QuestView } from '../../../server/domain/api.ts';
import type { BattleHall, BattleInfo } from '../../../server/domain/api-battle.ts';
import type { BattleMode } from '../../../server/domain/battle-shape.ts';
import { useT } from '../../i18n/index.ts';
import { loadHall } from '../../net/battles.ts';
import { hall } from '../../stores/hall.ts';
import { session } from '../../stores/session.ts';
import { say } from '../../stores/toast.ts';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card } from '../parts/index.ts';
import { Waiting } from '../Waiting.tsx';
import { Battles, listsOf } from './Battles.tsx';
import { Challenges } from './Challenges.tsx';
import { DuelDialog } from './DuelDialog.tsx';
import { enterBattle } from './enter.ts';
import { ModeCards } from './ModeCards.tsx';
import { NewBattleForm } from './NewBattleForm.tsx';
import { Past } from './Past.tsx';
import { PinCard, toPin } from './PinCard.tsx';
import { RatingCard } from './RatingCard.tsx';
import { Tournaments } from './Tournaments.tsx';
import { useHall } from './use-hall.ts';
import './hall.css';
import './hall-forms.css';

/** The hall of battles: what can be played now, against whom, and what has been. */
export const Hall = ({ me }: { me: Me; view: QuestView }) => {
  const t = useT('hall');
  const common = useT('common');
  const view = useStore(hall, (s) => s.view);
  const fault = useStore(hall, (s) => s.fault);
  const online = useStore(session, (s) => s.online);
  useHall();
  return (
    <Page title={t('title')} icon="crossed-swords" lead={t('lead')}>
      <div className="hall">
        {!online && (
          <Card className="hall-wide">
            <FaultNote code="offline" />
          </Card>
        )}
        {view === undefined && fault === undefined && online && <Waiting />}
        {fault !== undefined && online && (
          <Card className="hall-wide">
            <FaultNote code={fault} />
            <Button onClick={() => void loadHall()}>{common('retry')}</Button>
          </Card>
        )}
        {view !== undefined && <Rooms me={me} view={view} />}
      </div>
    </Page>
  );
};

type Open = { what: 'duel' } | { what: 'new'; mode: BattleMode };

const Rooms = ({ me, view }: { me: Me; view: BattleHall }) => {
  const t = useT('hall');
  const [open, setOpen] = useState<Open>();
  const { mine, invited, planned, open: waiting } = listsOf(view);
  const zone = me.org.zone;
  const pick = (mode: BattleMode): void => {
    if (mode === 'duel') setOpen({ what: 'duel' });
    else if (mode === 'show' && !view.mayHost) toPin();
    else setOpen({ what: 'new', mode });
  };
  const made = (battle: BattleInfo): void => {
    setOpen(undefined);
    if (battle.status === 'planned') {
      say(t('new.planned'), { icon: 'calendar', tone: 'good' });
      void loadHall();
    } else enterBattle(battle);
  };
  return (
    <>
      {mine.length > 0 && <Battles name="mine" list={mine} zone={zone} wide />}
      {invited.length > 0 && <Battles name="invited" list={invited} zone={zone} wide />}
      <ModeCards mayHost={view.mayHost} onPick={pick} />
      <RatingCard rating={view.rating} />
      <PinCard />
      <Battles name="open" list={waiting} zone={zone} wide={false} />
      <Challenges list={view.challenges} me={me.person.id} />
      {planned.length > 0 && <Battles name="planned" list={planned} zone={zone} wide={false} />}
      <Tournaments mayHost={view.mayHost} zone={zone} />
      <Past list={view.past} />
      {open?.what === 'duel' && (
        <DuelDialog
          onMore={() => setOpen({ what: 'new', mode: 'duel' })}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open?.what === 'new' && (
        <NewBattleForm
          mode={open.mode}
          sources={view.sources}
          mayHost={view.mayHost}
          onClose={() => setOpen(undefined)}
          onMade={made}
        />
      )}
    </>
  );
};
