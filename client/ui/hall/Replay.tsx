import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { BattleReplay, BattleTeam } from '../../../server/domain/api-battle.ts';
import { number, pick, pickedLang, useT } from '../../i18n/index.ts';
import { replayOf } from '../../net/battles.ts';
import { go } from '../../stores/screen.ts';
import { linesOf } from '../host/choices.ts';
import { useKeys } from '../keys.ts';
import { Avatar, announce, Button, Icon, Key, Progress } from '../parts/index.ts';
import { answerLines, gapped, keyLines, plain, stemText } from '../play/answer-text.ts';
import { Fault, Loading } from '../play/Loading.tsx';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { RichText } from '../play/RichText.tsx';
import { Stem } from '../play/Stem.tsx';
import { useLoaded } from '../programme/use-loaded.ts';
import { TeamMark } from './TeamMark.tsx';
import { faceName, markOf, teamName, titleOf } from './words.ts';
import '../play/play.css';
import '../play/panel.css';
import '../play/result.css';
import './battle-result.css';
import './podium.css';
import './replay.css';

type Round = BattleReplay['rounds'][number];
const MS = 1000;

/** A battle question by question, from what its room has kept; arrows turn the pages. */
export const Replay = ({ battle }: { battle: string }) => {
  const t = useT('hall');
  const { value, fault, load } = useLoaded(useCallback(() => replayOf(battle), [battle]));
  const back = (): void => go({ name: 'battle-result', battle });
  if (value === undefined)
    return fault === undefined ? (
      <Loading label={t('replay.loading')} onLeave={back} />
    ) : (
      <Fault code={fault} onRetry={load} onLeave={back} leaveLabel={t('replay.back')} />
    );
  return <Pages replay={value} onLeave={back} />;
};

const Pages = ({ replay, onLeave }: { replay: BattleReplay; onLeave: () => void }) => {
  const t = useT('hall');
  const [at, setAt] = useState(0);
  const total = replay.rounds.length;
  const round = replay.rounds[at];
  const turn = (by: number): void => setAt((n) => Math.min(total - 1, Math.max(0, n + by)));
  useKeys({
    ArrowLeft: () => turn(-1),
    ArrowRight: () => turn(1),
    Home: () => setAt(0),
    End: () => setAt(Math.max(0, total - 1)),
  });
  const place = t('replay.n', { n: at + 1, total });
  const stem = round === undefined ? '' : stemText(round.question.stem);
  useEffect(() => announce(`${place} ${stem}`), [place, stem]);
  const label = `${titleOf(replay.battle)} · ${t('replay.title')}`;
  return (
    <PlayFrame
      look="result"
      label={label}
      onLeave={onLeave}
      leaveLabel={t('replay.back')}
      bar={
        <>
          <b className="replay-title">
            <span>{titleOf(replay.battle)} · </span>
            {t('replay.title')}
          </b>
          <Progress value={at + 1} max={Math.max(1, total)} label={place} />
        </>
      }
      count={`${total === 0 ? 0 : at + 1}/${total}`}
    >
      <div className="replay">
        {round === undefined ? (
          <p className="hero-card">{t('replay.none')}</p>
        ) : (
          <Page key={at} round={round} of={replay} place={place} />
        )}
      </div>
      <nav className="replay-foot" aria-label={t('replay.title')}>
        <Button aria-disabled={at === 0 || undefined} onClick={() => turn(-1)}>
          <Key>←</Key>
          {t('replay.prev')}
        </Button>
        <small>{t('replay.keys')}</small>
        <Button
          look="cta"
          aria-disabled={at >= total - 1 || undefined}
          onClick={at >= total - 1 ? undefined : () => turn(1)}
        >
          {t('replay.next')}
          <Key>→</Key>
        </Button>
      </nav>
    </PlayFrame>
  );
};

type PageProps = { round: Round; of: BattleReplay; place: string };

const Page = ({ round, of, place }: PageProps) => {
  const t = useT('hall');
  const { question, verdict, skipped } = round;
  const key = keyLines(question, verdict.key);
  return (
    <div className="replay-in">
      <section className="hero-card replay-question" aria-label={place}>
        <p className="over">{place}</p>
        <Stem
          quiet
          id={`replay-${question.id}`}
          body={gapped(pick(question.stem))}
          lang={pickedLang(question.stem)}
        />
        {skipped && <p className="hall-note">{t('replay.skipped')}</p>}
        <Counts round={round} />
        {round.counts.length === 0 && key.length > 0 && (
          <p className="replay-key">
            <b>{t('result.key')}</b> {key.join(' · ')}
          </p>
        )}
        {verdict.explanation !== undefined && (
          <div className="replay-why">
            <Icon name="light-bulb" size={30} />
            <RichText body={pick(verdict.explanation)} lang={pickedLang(verdict.explanation)} />
          </div>
        )}
      </section>
      <div className="replay-side">
        {round.teams.length > 0 && <TeamsAt round={round} teams={of.battle.teams} />}
        <People round={round} faces={of.faces} />
      </div>
    </div>
  );
};

/** How often each choice was given; the right one is marked by a tick, too. */
const Counts = ({ round }: { round: Round }) => {
  const t = useT('hall');
  if (round.counts.length === 0) return null;
  const lines = linesOf(round.question, round.counts);
  const most = Math.max(1, ...lines.map((line) => line.n ?? 0));
  return (
    <section aria-label={t('replay.counts')}>
      <h2>{t('replay.counts')}</h2>
      <ul className="replay-counts">
        {lines.map(({ id, text, n = 0, right }) => (
          <li key={id} className={right ? 'right' : ''}>
            <i style={{ width: `${(100 * n) / most}%` }} aria-hidden="true" />
            <span className="replay-choice">
              {right && <Icon name="check-mark-button" size={22} label={t('replay.right')} />}
              {typeof text === 'string' ? text : plain(text)}
            </span>
            <b className="num">
              <span aria-hidden="true">{number(n)}</span>
              <span className="sr-only">{t('replay.chosen', { count: n })}</span>
            </b>
          </li>
        ))}
      </ul>
    </section>
  );
};

const TeamsAt = ({ round, teams }: { round: Round; teams: BattleTeam[] }) => {
  const t = useT('hall');
  return (
    <section className="hero-card" aria-label={t('replay.teams')}>
      <h2>{t('replay.teams')}</h2>
      <ul className="replay-teams">
        {round.teams.map((team) => (
          <li key={team.team}>
            <TeamMark id={team.team} size={24} />
            <span className="row-text">
              <b>{teamName(teams.find((one) => one.id === team.team) ?? { id: team.team })}</b>
              <small>
                {t('replay.team.line', {
                  right: team.right,
                  active: team.active,
                  metres: Math.round(team.metres),
                })}
              </small>
            </span>
            {team.sync && <Sign icon="drum">{t('replay.sync')}</Sign>}
            {team.tailWind && <Sign icon="water-wave">{t('replay.tail')}</Sign>}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Sign = ({ icon, children }: { icon: string; children: ReactNode }) => (
  <em className="replay-sign">
    <Icon name={icon} size={20} />
    {children}
  </em>
);

/** Everybody who answered, the quickest first, with time and points; what was answered where it may be known. */
const People = ({ round, faces }: { round: Round; faces: BattleReplay['faces'] }) => {
  const t = useT('hall');
  const sorted = [...round.answers].sort((a, b) => a.ms - b.ms);
  const faceOf = (id: string) => faces.find((f) => f.id === id);
  return (
    <section className="hero-card" aria-label={t('replay.people')}>
      <h2>{t('replay.people')}</h2>
      {sorted.length === 0 && <p className="page-empty">{t('replay.noone')}</p>}
      <ol className="replay-people">
        {sorted.map((a) => {
          const face = faceOf(a.person);
          const mark = face && markOf(face);
          const lines = answerLines(round.question, a.answer);
          return (
            <li key={a.person} className={a.ok ? 'ok' : 'wrong'}>
              <Avatar seed={face?.avatar ?? a.person} size={34} />
              <span className="row-text">
                <b>{face === undefined ? '–' : faceName(face)}</b>
                {mark !== undefined && <small>{t(`kind.${mark}`)}</small>}
                {lines.length > 0 && <small>{lines.join(' · ')}</small>}
                {a.late && <small>{t('replay.late')}</small>}
              </span>
              <span className="replay-mark" aria-hidden="true">
                {a.ok ? '✓' : '✕'}
              </span>
              <span className="sr-only">{t(a.ok ? 'replay.ok' : 'replay.wrong')}</span>
              <span className="num replay-ms">{t('replay.seconds', { s: (a.ms / MS).toFixed(1) })}</span>
              <b className="num replay-points">+{number(a.points)}</b>
            </li>
          );
        })}
      </ol>
    </section>
  );
};
