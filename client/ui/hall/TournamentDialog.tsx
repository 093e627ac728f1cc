import type { TournamentMatch, TournamentView } from '../../../server/domain/api-battle.ts';
import { dayAndTime, number, useT } from '../../i18n/index.ts';
import { go } from '../../stores/screen.ts';
import { Button, Dialog, Icon } from '../parts/index.ts';

type Props = { tournament: TournamentView; zone: string; onClose: () => void };

/** The rounds in their order, each with its matches. */
export const roundsOf = (matches: readonly TournamentMatch[]): TournamentMatch[][] => {
  const rounds = [...new Set(matches.map((m) => m.round))].sort((a, b) => a - b);
  return rounds.map((r) => matches.filter((m) => m.round === r).sort((a, b) => a.nth - b.nth));
};

/** A tournament: its table, and its matches by round; a knock-out as a bracket. */
export const TournamentDialog = ({ tournament, zone, onClose }: Props) => {
  const t = useT('hall');
  const knockOut = tournament.kind === 'knock-out';
  return (
    <Dialog className="hall-dialog hall-dialog-wide" title={tournament.name} onClose={onClose}>
      <div className="tournament">
        {!knockOut && <Table tournament={tournament} />}
        <h3>{t(knockOut ? 'tournament.bracket' : 'tournament.matches')}</h3>
        <Rounds tournament={tournament} zone={zone} />
      </div>
    </Dialog>
  );
};

const COLUMNS = ['played', 'won', 'tied', 'points'] as const;

const Table = ({ tournament }: { tournament: TournamentView }) => {
  const t = useT('hall');
  const rows = [...tournament.departments].sort((a, b) => a.place - b.place);
  return (
    <table className="hall-table">
      <caption className="sr-only">{t('tournament.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('tournament.place')}</th>
          <th scope="col">{t('tournament.department')}</th>
          {COLUMNS.map((c) => (
            <th key={c} scope="col" className="end">
              {t(`tournament.${c}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((d) => (
          <tr key={d.id}>
            <td className="num">{d.place}</td>
            <th scope="row">{d.name}</th>
            {COLUMNS.map((c) => (
              <td key={c} className="num end">
                {number(d[c])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Rounds = ({ tournament, zone }: Omit<Props, 'onClose'>) => {
  const t = useT('hall');
  const rounds = roundsOf(tournament.matches);
  const titleOf = (i: number): string => {
    if (tournament.kind === 'knock-out' && i === rounds.length - 1) return t('tournament.final');
    if (tournament.kind === 'knock-out' && i === rounds.length - 2) return t('tournament.semi');
    return t('tournament.round', { n: i + 1 });
  };
  return (
    <div className={`bracket bracket-${tournament.kind}`}>
      {rounds.map((matches, i) => (
        <section key={titleOf(i)} aria-label={titleOf(i)}>
          <h4>{titleOf(i)}</h4>
          <ol>
            {matches.map((m) => (
              <li key={m.nth}>
                <Match match={m} tournament={tournament} zone={zone} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
};

type MatchProps = { match: TournamentMatch; tournament: TournamentView; zone: string };

const Match = ({ match, tournament, zone }: MatchProps) => {
  const t = useT('hall');
  const nameOf = (id: string | undefined, other: string | undefined): string =>
    tournament.departments.find((d) => d.id === id)?.name ??
    t(match.winner !== undefined && match.winner === other ? 'tournament.bye' : 'tournament.open');
  const a = nameOf(match.a, match.b);
  const b = nameOf(match.b, match.a);
  const over = match.winner !== undefined || match.scoreA !== undefined;
  const { battle } = match;
  return (
    <article className={`tie${over ? ' tie-over' : ''}`} aria-label={t('tournament.vs', { a, b })}>
      <Side name={a} score={match.scoreA} won={match.winner !== undefined && match.winner === match.a} />
      <Side name={b} score={match.scoreB} won={match.winner !== undefined && match.winner === match.b} />
      {!over && <small>{dayAndTime(match.plannedAt, zone)}</small>}
      {battle !== undefined && (
        <Button
          look="mini"
          aria-label={t(over ? 'tournament.result.named' : 'tournament.join.named', { a, b })}
          onClick={() => go(over ? { name: 'battle-result', battle } : { name: 'battle', battle })}
        >
          {t(over ? 'tournament.result' : 'tournament.join')}
        </Button>
      )}
    </article>
  );
};

const Side = ({ name, score, won }: { name: string; score: number | undefined; won: boolean }) => {
  const t = useT('hall');
  return (
    <p className={won ? 'tie-won' : ''}>
      {won && <Icon name="crown" size={18} label={t('outcome.win')} />}
      <span>{name}</span>
      {score !== undefined && <b className="num">{number(score)}</b>}
    </p>
  );
};
