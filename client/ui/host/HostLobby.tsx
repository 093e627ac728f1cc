import type { CSSProperties } from 'react';
import type { BattleView } from '../../../server/domain/api-battle.ts';
import { dayAndTime, number, useT } from '../../i18n/index.ts';
import { sayBattle } from '../../net/battle.ts';
import { hostAct } from '../../net/host.ts';
import { TEAM_LOOKS } from '../../stores/team-looks.ts';
import { crewName } from '../battle/words.ts';
import { TeamMark } from '../hall/TeamMark.tsx';
import { Button, Icon } from '../parts/index.ts';
import { useZone } from '../use-zone.ts';
import { Invite } from './Invite.tsx';
import { People } from './People.tsx';
import type { Work } from './use-work.ts';
import { WallLink } from './WallLink.tsx';

type Props = { view: BattleView; run: Work; busy: boolean };

/** Before the first question: how to get in, who is here, the teams, the door. */
export const HostLobby = ({ view, run }: Props) => {
  const { info } = view;
  const t = useT('host');
  const zone = useZone();
  return (
    <div className="host-lobby">
      <div className="host-main">
        <Invite info={info} />
        {info.plannedAt !== undefined && (
          <p className="host-planned">{t('planned', { at: dayAndTime(info.plannedAt, zone) })}</p>
        )}
        <Rules view={view} />
        <div className="host-doors">
          <WallLink view={view} />
          <Button
            icon={view.locked ? 'locked' : 'unlocked'}
            aria-pressed={view.locked}
            onClick={() => run(() => hostAct(view.locked ? 'unlock' : 'lock'))}
          >
            {t(view.locked ? 'unlock' : 'lock')}
          </Button>
          <Button
            icon="performing-arts"
            aria-pressed={view.namesHidden === true}
            onClick={() => run(() => sayBattle('names', { hide: view.namesHidden !== true }))}
          >
            {t(view.namesHidden === true ? 'names.show' : 'names.hide')}
          </Button>
        </div>
        {view.teams.length > 1 && <Teams view={view} run={run} />}
      </div>
      <aside className="host-side">
        <Ready view={view} />
        <People view={view} run={run} />
      </aside>
    </div>
  );
};

/** What everybody plays by, in a few words. */
const Rules = ({ view: { info } }: { view: BattleView }) => {
  const t = useT('host');
  const { rounds, clock, ranking, speed, streaks } = info.rules;
  const facts = [
    t('rules.rounds', { count: rounds }),
    t(clock ? 'rules.clock' : 'rules.no.clock'),
    ...(clock && speed > 0 ? [t('rules.speed', { n: speed })] : []),
    ...(streaks ? [t('rules.streaks')] : []),
    t(ranking ? 'rules.ranking' : 'rules.no.ranking'),
  ];
  return (
    <ul className="host-rules" aria-label={t('rules')}>
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
};

const Ready = ({ view: { counts } }: { view: BattleView }) => {
  const t = useT('host');
  return (
    <section className="gauge" aria-label={t('ready.over')}>
      <p className="gauge-over">{t('ready.over')}</p>
      <p className="gauge-n num">
        <b>{number(counts.ready)}</b>
        <small>/{number(counts.online)}</small>
      </p>
      <p className="gauge-of">
        {t('ready', {
          ready: number(counts.ready),
          online: number(counts.online),
          seats: number(counts.seats),
        })}
      </p>
    </section>
  );
};

const Teams = ({ view, run }: Pick<Props, 'view' | 'run'>) => {
  const t = useT('host');
  return (
    <section className="host-teams" aria-labelledby="host-teams">
      <header>
        <h2 id="host-teams">{t('teams')}</h2>
        {view.info.tournament === undefined && (
          <Button look="mini" onClick={() => run(() => sayBattle('balance'))}>
            <Icon name="balance-scale" size={22} />
            {t('balance')}
          </Button>
        )}
      </header>
      <ul>
        {view.teams.map((team) => (
          <li key={team.id} style={{ '--team': TEAM_LOOKS[team.id].colour } as CSSProperties}>
            <TeamMark id={team.id} size={26} />
            <b>{crewName(team, view.info.mode)}</b>
            <span className="num">{t('members', { count: team.members })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
