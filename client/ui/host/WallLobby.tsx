import type { CSSProperties } from 'react';
import type { BattleSeatView, BattleView } from '../../../server/domain/api-battle.ts';
import { number, useT } from '../../i18n/index.ts';
import { TEAM_LOOKS } from '../../stores/team-looks.ts';
import { crewName } from '../battle/words.ts';
import { TeamMark } from '../hall/TeamMark.tsx';
import { faceName } from '../hall/words.ts';
import { Avatar } from '../parts/index.ts';
import { Invite } from './Invite.tsx';
import { usePlaces } from './use-places.ts';

/** The newest take the places of the oldest one by one: nobody who stands there is moved by those who come. */
export const placed = <T,>(seats: readonly T[], places: number): (T | undefined)[] => {
  const out: (T | undefined)[] = Array.from({ length: Math.min(places, seats.length) });
  for (const [i, seat] of seats.entries()) out[i % places] = seat;
  return out;
};

/** How to get in, and everybody who is in. */
export const WallLobby = ({ view }: { view: BattleView }) => {
  const t = useT('host');
  const { counts, locked, seats } = view;
  const { box, places } = usePlaces<HTMLUListElement>(seats.length);
  const shown = placed(seats, places);
  const more = seats.length - shown.length;
  return (
    <div className="wall-lobby">
      <Invite info={view.info} />
      <div className="wall-crowd">
        <p className="wall-counts">
          <b className="num">{number(counts.seats)}</b> {t('joined')}
          {locked && <em>{t('locked')}</em>}
        </p>
        {view.teams.length > 1 && <Teams view={view} />}
        {seats.length > 0 && (
          <ul
            ref={box}
            className={`wall-names${seats.length > 16 ? ' wall-names-many' : ''}`}
            aria-label={t('joined')}
          >
            {shown.map((seat, i) => seat !== undefined && <Name key={seat.id} seat={seat} at={i} />)}
          </ul>
        )}
        {more > 0 && <p className="wall-more">{t('wall.more', { n: number(more) })}</p>}
        {seats.length === 0 && counts.seats === 0 && <p className="wall-none">{t('wall.none')}</p>}
      </div>
    </div>
  );
};

const Name = ({ seat, at }: { seat: BattleSeatView; at: number }) => (
  <li
    className={seat.online ? '' : 'away'}
    style={
      {
        '--float': `${(at * 0.7549) % 1}`,
        ...(seat.team === undefined ? {} : { '--team': TEAM_LOOKS[seat.team].colour }),
      } as CSSProperties
    }
  >
    <Avatar seed={seat.avatar} size={56} />
    {seat.name !== '' && <span>{faceName(seat)}</span>}
    {seat.team !== undefined && <TeamMark id={seat.team} size={20} />}
  </li>
);

const Teams = ({ view }: { view: BattleView }) => {
  const t = useT('host');
  return (
    <ul className="wall-teams" aria-label={t('teams')}>
      {view.teams.map((team) => (
        <li key={team.id} style={{ '--team': TEAM_LOOKS[team.id].colour } as CSSProperties}>
          <TeamMark id={team.id} size={26} />
          <b>{crewName(team, view.info.mode)}</b>
          <span className="num">{t('members', { count: team.members })}</span>
        </li>
      ))}
    </ul>
  );
};
