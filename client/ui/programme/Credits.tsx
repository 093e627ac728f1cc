import type { QuestView } from '../../../server/domain/api.ts';
import type { CreditsView } from '../../../server/domain/api-programme.ts';
import { number, pick, useT } from '../../i18n/index.ts';
import { creditsNow } from '../../net/programme.ts';
import { stationOf } from '../../stores/quest.ts';
import { go } from '../../stores/screen.ts';
import { Fault } from '../Fault.tsx';
import { iconOf } from '../kinds.ts';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Icon, Progress } from '../parts/index.ts';
import { Waiting } from '../Waiting.tsx';
import { Graduation } from './Graduation.tsx';
import { useLoaded } from './use-loaded.ts';
import './programme.css';

/** What a full voyage counts. */
const ALL = 100;
type Row = CreditsView['stations'][number];

/** The check-list: how much of 100, of which kind, and what each station counts. */
export const Credits = ({ view }: { view: QuestView }) => {
  const t = useT('programme');
  const { value, fault, load } = useLoaded(creditsNow);
  if (value === undefined && fault !== undefined) return <Fault code={fault} onRetry={load} />;
  return (
    <Page title={t('credits.title')} icon="graduation-cap" lead={t('credits.lead')}>
      {value === undefined ? (
        <Waiting />
      ) : (
        <>
          <FaultNote code={fault} />
          <Total credits={value} view={view} />
          <Graduation />
          <Stations credits={value} view={view} />
        </>
      )}
    </Page>
  );
};

const Total = ({ credits, view }: { credits: CreditsView; view: QuestView }) => {
  const t = useT('programme');
  const here = view.current;
  const next = credits.stations.find((s) => s.station === here?.station && !s.done && s.points > 0);
  return (
    <Card className="credits" aria-label={t('credits.bar')}>
      <p className="credits-sum">
        <b className="num">{t('credits.of', { earned: credits.earned })}</b>
        {next !== undefined && (
          <span className="credits-plus">
            <Icon name={iconOfRow(view, next)} size={24} />
            {t('credits.next')}
            {pick(next.name)}
            <b>{t('credits.plus', { count: next.points })}</b>
          </span>
        )}
        {credits.earned >= ALL && <span className="credits-plus">{t('credits.all')}</span>}
      </p>
      <Both earned={credits.earned} plus={next?.points ?? 0} />
      <ul className="credits-kinds" aria-label={t('credits.kinds')}>
        {credits.kinds.map(({ kind, earned, of }) => (
          <li key={kind} className={`credit-${kind}`}>
            <span>
              {t(`kind.${kind}`)}
              <b className="num">{t('kind.of', { earned, of })}</b>
            </span>
            <Progress value={earned} max={of} label={t(`kind.${kind}`)} />
          </li>
        ))}
      </ul>
      {next !== undefined && here !== undefined && (
        <Button look="cta" wide onClick={() => go({ name: 'island', island: here.island })}>
          {t('credits.go', { count: next.points })}
        </Button>
      )}
    </Card>
  );
};

/** The bar, with what the next station adds in a lighter colour. */
const Both = ({ earned, plus }: { earned: number; plus: number }) => {
  const t = useT('programme');
  return (
    <div className="credits-bar">
      <i className="credits-coming" style={{ width: `${Math.min(ALL, earned + plus)}%` }} />
      <Progress value={earned} max={ALL} label={t('credits.bar')} />
    </div>
  );
};

const iconOfRow = (view: QuestView, row: Row): string => {
  const station = stationOf(view, row.station);
  return station === undefined ? 'bookmark' : iconOf(station);
};

const Stations = ({ credits, view }: { credits: CreditsView; view: QuestView }) => {
  const t = useT('programme');
  const islands = view.islands
    .map((island) => ({
      island,
      rows: credits.stations.filter((s) => s.island === island.id && s.points > 0),
    }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <Card aria-label={t('credits.stations')}>
      <h2>{t('credits.stations')}</h2>
      {islands.length === 0 && <p className="page-empty">{t('credits.empty')}</p>}
      {islands.map(({ island, rows }) => (
        <details key={island.id} className="credits-island" open={island.state === 'current'}>
          <summary>
            <Icon name={island.icon} size={34} />
            <b>{pick(island.name)}</b>
            <span>
              {t('credits.island', {
                earned: sum(rows.filter((r) => r.done)),
                of: sum(rows),
              })}
            </span>
          </summary>
          <ul className="rows">
            {rows.map((row) => (
              <StationRow key={row.station} row={row} view={view} />
            ))}
          </ul>
        </details>
      ))}
    </Card>
  );
};

/** Shares of a kind can be fractions: tenths are shown. */
const sum = (rows: Row[]): string => number(Math.round(rows.reduce((n, r) => n + r.points, 0) * 10) / 10);

const StationRow = ({ row, view }: { row: Row; view: QuestView }) => {
  const t = useT('programme');
  const state = row.done
    ? 'credits.done'
    : stationOf(view, row.station)?.state === 'locked' ||
        view.islands.find((i) => i.id === row.island)?.state === 'locked'
      ? 'credits.locked'
      : 'credits.open';
  const inside = (
    <>
      <Icon name={row.done ? 'check-mark-button' : iconOfRow(view, row)} size={32} />
      <span className="row-text">
        <b>{pick(row.name)}</b>
        <small>
          {t(`kind.${row.kind}`)} · {t(state)}
        </small>
      </span>
      <b className="num credits-points">+{number(row.points)}</b>
    </>
  );
  if (state === 'credits.locked') return <li className="row row-flat credits-off">{inside}</li>;
  return (
    <li>
      <button
        type="button"
        className={`row row-flat ${row.done ? 'credits-got' : ''}`}
        aria-label={t('credits.row', {
          name: pick(row.name),
          kind: t(`kind.${row.kind}`),
          n: row.points,
          state: t(state),
        })}
        onClick={() => go({ name: 'island', island: row.island })}
      >
        {inside}
      </button>
    </li>
  );
};
