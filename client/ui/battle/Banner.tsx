import { useStore } from 'zustand';
import type { BattleView, TeamRound } from '../../../server/domain/api-battle.ts';
import { useT } from '../../i18n/index.ts';
import { battlePlay } from '../../stores/battle.ts';
import { Icon } from '../parts/index.ts';

/** 1, 1.1, 1.2, 1.3 = the first to the fourth sync in a row. */
const runOf = ({ run }: TeamRound): number => Math.round((run - 1) * 10) + 1;

/** Over the water: what the crew's last round did, who has answered, and in a reveal how far the boat went. */
export const Banner = ({ view }: { view: BattleView }) => {
  const rowed = useStore(battlePlay, (s) => s.rowed.find((r) => r.team === view.me?.team));
  const told = view.phase === 'reveal' || view.phase === 'board';
  if (view.phase === 'lobby') return null;
  if (told) return view.reveal?.skipped === true ? null : <Surge view={view} rowed={rowed} />;
  return <Answered view={view} rowed={rowed} />;
};

type Props = { view: BattleView; rowed: TeamRound | undefined };

const Surge = ({ view, rowed }: Props) => {
  const t = useT('battle');
  if (view.info.mode !== 'race' || rowed === undefined) return null;
  const metres = Math.round(rowed.metres);
  return (
    <p className={`banner ${rowed.sync ? 'banner-surge' : 'banner-calm'}`} aria-hidden="true">
      <Icon name={rowed.sync ? 'drum' : 'water-wave'} size={34} />
      <span className="banner-show">{t(rowed.sync ? 'surge' : 'forward')}</span>
      <b className="num">{t('metres', { n: metres })}</b>
      {rowed.tailWind && <small>{t('wind')}</small>}
    </p>
  );
};

/** Of one's own crew in a race, of everybody else where the room tells of them. */
const useAnswered = (view: BattleView): { n: number; of: number } | undefined => {
  const who = useStore(battlePlay, (s) => s.who);
  const mine = view.receipt !== undefined;
  const crew = view.info.mode === 'race' ? view.seats.filter((s) => s.team === view.me?.team) : view.seats;
  const there = crew.filter((s) => s.online && s.out !== true);
  if (there.length < 2) return undefined;
  const n = there.filter((s) => who.has(s.id) || (mine && s.id === view.me?.id)).length;
  return { n, of: there.length };
};

const Answered = ({ view, rowed }: Props) => {
  const t = useT('battle');
  const answered = useAnswered(view);
  const sync = view.info.mode === 'race' && rowed?.sync === true ? runOf(rowed) : 0;
  const second = view.question?.nth === 2;
  if (answered === undefined && sync === 0 && !second) return null;
  return (
    <p className="banner banner-glass">
      {second && <span className="banner-text">{t('second')}</span>}
      {sync > 0 && (
        <span className="banner-sync" role="img" aria-label={t('sync.said', { n: sync })}>
          {sync > 1 && <b className="num">×{sync}</b>} <span className="banner-show">{t('sync')}</span>
        </span>
      )}
      {answered !== undefined && <span className="banner-text">{t('answered', answered)}</span>}
    </p>
  );
};
