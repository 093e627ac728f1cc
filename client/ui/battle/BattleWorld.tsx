import { useStore } from 'zustand';
import type { BattleView } from '../../../server/domain/api-battle.ts';
import { number, useT } from '../../i18n/index.ts';
import { session } from '../../stores/session.ts';
import { FleetBand } from '../FleetBand.tsx';
import { faceName } from '../hall/words.ts';
import { Avatar } from '../parts/index.ts';
import { Scene } from '../play/Scene.tsx';
import { Banner } from './Banner.tsx';
import { useFleet } from './use-fleet.ts';

/** Boats, sailing boats or rafts on the water; a show of single players has its own critter on the shore instead. */
export const BattleWorld = ({ view }: { view: BattleView }) => {
  useFleet();
  const drawn = view.info.mode !== 'show' || view.teams.length > 0;
  if (!drawn) return <Shore view={view} />;
  return (
    <div className="battle-world">
      <div className="battle-sea">
        <FleetBand />
      </div>
      <Banner view={view} />
    </div>
  );
};

const Shore = ({ view }: { view: BattleView }) => {
  const avatar = useStore(session, (s) => s.me?.person.avatar);
  const told = view.phase === 'reveal' && (view.reveal?.top.length ?? 0) > 0;
  return (
    <div className="battle-world battle-shore">
      <div className="battle-sea">
        <Scene island="sail" mood="day">
          {told ? (
            <TopFive view={view} />
          ) : (
            <span className="shore-me">
              <Avatar seed={view.me?.avatar ?? avatar ?? 'me'} size={112} />
            </span>
          )}
        </Scene>
      </div>
      <Banner view={view} />
    </div>
  );
};

/** The first five stand on the shore while the answer is read; a player of a big show is told no list of seats. */
const TopFive = ({ view }: { view: BattleView }) => {
  const t = useT('battle');
  return (
    <ol className="shore-top" aria-label={t('board')}>
      {(view.reveal?.top ?? []).map((row, i) => {
        const me = row.id === view.me?.id;
        const face = row.face ?? view.seats.find((seat) => seat.id === row.id);
        return (
          <li key={row.id} className={me ? 'me' : ''} style={{ animationDelay: `${i * 60}ms` }}>
            {face === undefined ? <i className="num">{i + 1}</i> : <Avatar seed={face.avatar} size={52} />}
            <span>{me ? t('me') : face === undefined ? t('bar.rank', { n: i + 1 }) : faceName(face)}</span>
            <b className="num">{number(row.points)}</b>
          </li>
        );
      })}
    </ol>
  );
};
