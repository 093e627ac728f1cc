import { type CSSProperties, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { BattleSeatView, BattleView, TeamRow } from '../../../server/domain/api-battle.ts';
import { BOAT_MOST } from '../../../server/domain/battle-shape.ts';
import { dayAndTime, useT } from '../../i18n/index.ts';
import { leaveBattle, sayBattle } from '../../net/battle.ts';
import { faultOf } from '../../net/fault.ts';
import { battlePlay } from '../../stores/battle.ts';
import { TEAM_LOOKS } from '../../stores/team-looks.ts';
import { say } from '../../stores/toast.ts';
import { ChatButton } from '../chat/ChatButton.tsx';
import { faceName, MODE_ICON, markOf, titleOf } from '../hall/words.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Avatar, announce, Button, Card, Icon, Phrases } from '../parts/index.ts';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { playCue } from '../sound.ts';
import { useZone } from '../use-zone.ts';
import { LostLine } from './Battle.tsx';
import { BattleWorld } from './BattleWorld.tsx';
import { crewName } from './words.ts';

type Props = { view: BattleView; onLeave: () => void };
type Run = (work: () => Promise<unknown>, then?: () => void) => () => void;

/** Before the first question: who is here, in which boat, who is ready. */
export const BattleLobby = ({ view, onLeave }: Props) => {
  const t = useT('battle');
  const [fault, setFault] = useState<string>();
  const { info, counts } = view;
  const run: Run = (work, then) => () => {
    setFault(undefined);
    work().then(then, (f: unknown) => setFault(faultOf(f)));
  };
  const said = t('lobby.counts', counts);
  useEffect(() => {
    const timer = setTimeout(() => announce(said), 1500);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <PlayFrame
      look="battle"
      label={t('lobby')}
      onLeave={onLeave}
      leaveLabel={t('leave')}
      bar={<b>{t('lobby')}</b>}
    >
      {(info.mode !== 'show' || view.teams.length > 1) && <BattleWorld view={view} />}
      <LostLine />
      <div className="lobby">
        <Card className="lobby-card">
          <Head view={view} />
          {view.teams.length > 1 ? <Teams view={view} run={run} /> : <Seats view={view} />}
          <p className="lobby-counts">{said}</p>
          {counts.seats < 2 && info.mode !== 'show' && info.solo !== true && (
            <p className="lobby-note">{t('lobby.alone')}</p>
          )}
          {fault !== undefined && <FaultNote code={fault} />}
          <Acts view={view} run={run} />
          <Button look="link" onClick={run(leaveBattle, onLeave)}>
            {t('lobby.leave')}
          </Button>
        </Card>
      </div>
    </PlayFrame>
  );
};

const Head = ({ view: { info, locked } }: { view: BattleView }) => {
  const t = useT('battle');
  const zone = useZone();
  return (
    <header className="lobby-head">
      <Icon name={MODE_ICON[info.mode]} size={64} />
      <div>
        <h1>
          <Phrases text={titleOf(info)} />
        </h1>
        <p>{info.rules.clock || info.rules.ranking ? t(`lobby.${info.mode}`) : t('lobby.serious')}</p>
        {info.plannedAt !== undefined && (
          <p>{t('lobby.planned', { at: dayAndTime(info.plannedAt, zone) })}</p>
        )}
        {locked && (
          <p className="lobby-locked">
            <Icon name="locked" size={20} /> {t('lobby.locked')}
          </p>
        )}
      </div>
      {info.pin !== undefined && (
        <p className="lobby-pin">
          <small>{t('lobby.pin')}</small>
          <b className="num">{info.pin}</b>
        </p>
      )}
    </header>
  );
};

const Seat = ({ seat, mine }: { seat: BattleSeatView; mine: boolean }) => {
  const t = useT('battle');
  const ready = seat.ready || seat.bot !== undefined;
  const mark = markOf(seat);
  return (
    <li className={`seat${mine ? ' me' : ''}${seat.online ? '' : ' away'}${ready ? ' ready' : ''}`}>
      <span className="seat-face">
        <Avatar seed={seat.avatar} size={52} />
        {ready && <i aria-hidden="true">✓</i>}
      </span>
      <b>{mine ? t('me') : faceName(seat)}</b>
      <small>
        {mark !== undefined ? t(mark) : seat.online ? t(ready ? 'seat.ready' : 'seat.not') : t('away')}
      </small>
    </li>
  );
};

const MOST_SEATS = 60;

const Seats = ({ view }: { view: BattleView }) => {
  const t = useT('battle');
  const free = view.info.mode === 'duel' ? Math.max(0, 2 - view.seats.length) : 0;
  return (
    <ul className="seats" aria-label={t('lobby.seats')}>
      {view.seats.slice(0, MOST_SEATS).map((seat) => (
        <Seat key={seat.id} seat={seat} mine={seat.id === view.me?.id} />
      ))}
      {free > 0 && (
        <li className="seat seat-free">
          <i aria-hidden="true">+</i>
          <b>{t('lobby.free')}</b>
        </li>
      )}
    </ul>
  );
};

const Teams = ({ view, run }: { view: BattleView; run: Run }) => (
  <ul className="boats">
    {view.teams.map((team) => (
      <Team key={team.id} team={team} view={view} run={run} />
    ))}
  </ul>
);

/** A boat or team with who sits in it; another one can be boarded while there is room. */
const Team = ({ team, view, run }: { team: TeamRow; view: BattleView; run: Run }) => {
  const t = useT('battle');
  const name = crewName(team, view.info.mode);
  const mine = view.me?.team === team.id;
  const there = view.seats.filter((seat) => seat.team === team.id);
  const race = view.info.mode === 'race';
  const full = race && team.members >= BOAT_MOST;
  const look = TEAM_LOOKS[team.id];
  return (
    <li className={`boat${mine ? ' mine' : ''}`} style={{ '--team': look.colour } as CSSProperties}>
      <p className="boat-name">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d={look.mark} />
        </svg>
        <b>{name}</b>
        {mine && <em>{t(race ? 'lobby.mine' : 'lobby.mine.team')}</em>}
        <small>{t('lobby.members', { count: team.members })}</small>
      </p>
      <ul className="seats">
        {there.map((seat) => (
          <Seat key={seat.id} seat={seat} mine={seat.id === view.me?.id} />
        ))}
      </ul>
      {!mine && !full && view.info.tournament === undefined && (
        <Button look="mini" onClick={run(() => sayBattle('team', { team: team.id }))}>
          {t('lobby.move', { name })}
        </Button>
      )}
    </li>
  );
};

const Acts = ({ view, run }: { view: BattleView; run: Run }) => {
  const t = useT('battle');
  const live = useStore(battlePlay, (s) => s.live);
  const { me, info } = view;
  const ready = me?.ready === true;
  // Nobody else can come to a run alone, or against a bot or a recorded run.
  const alone = info.solo === true || (info.mode === 'duel' && view.seats.some((s) => s.bot !== undefined));
  const hosted = info.host !== undefined && !info.rules.auto;
  const flip = run(() => {
    playCue('select');
    return sayBattle('ready', { ready: !ready });
  });
  return (
    <>
      <div className="lobby-acts">
        <Button
          look={ready ? 'soft' : 'cta'}
          icon={ready ? 'check-mark-button' : MODE_ICON[info.mode]}
          aria-pressed={ready}
          aria-disabled={!live || undefined}
          onClick={live ? flip : undefined}
        >
          {t(ready ? 'lobby.unready' : 'lobby.ready')}
        </Button>
        {!alone && <Invitation />}
        {!alone && <ChatButton kind="battle" id={info.id} />}
      </div>
      <p className="lobby-note">
        {t(hosted ? 'lobby.host' : info.plannedAt === undefined ? 'lobby.auto' : 'lobby.auto.planned')}
      </p>
    </>
  );
};

/** Copies the link; where a browser has no clipboard (plain http) the link itself appears, to be copied by hand. */
const Invitation = () => {
  const t = useT('battle');
  const [shown, setShown] = useState(false);
  const link = location.href;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link);
      say(t('lobby.copied'), { icon: 'check-mark-button', tone: 'good' });
    } catch {
      setShown(true);
    }
  };
  return (
    <>
      <Button icon="clipboard" onClick={() => void copy()}>
        {t('lobby.invite')}
      </Button>
      {shown && (
        <input
          className="lobby-link"
          readOnly
          aria-label={t('lobby.link')}
          value={link}
          ref={(box) => box?.select()}
          onFocus={(e) => e.currentTarget.select()}
        />
      )}
    </>
  );
};
