import { useCallback, useId } from 'react';
import type { BattleReport } from '../../../server/domain/api-battle.ts';
import { lang, number, percent, pick, pickedLang, textOf, useT } from '../../i18n/index.ts';
import { REPORT_FILES, reportFile, reportOf } from '../../net/host.ts';
import { crewName, pointsText } from '../battle/words.ts';
import { TeamMark } from '../hall/TeamMark.tsx';
import { faceName } from '../hall/words.ts';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Avatar, Button, Icon } from '../parts/index.ts';
import { keyLines, plain, stemText } from '../play/answer-text.ts';
import { KeyBadge } from '../play/KeyBadge.tsx';
import { RichText } from '../play/RichText.tsx';
import { useLoaded } from '../programme/use-loaded.ts';
import { type Line, linesOf, shareOf } from './choices.ts';

type Asked = BattleReport['questions'][number];
const MS = 1000;
const part = (right: number, n: number): number => (n === 0 ? 0 : right / n);

/** The trainer's report of a battle: figures, each question with what was chosen, everybody's rights, files. */
export const Report = ({ battle }: { battle: string }) => {
  const t = useT('host');
  const { value, fault, load } = useLoaded(useCallback(() => reportOf(battle), [battle]));
  return (
    <section className="battle-report" aria-labelledby="report">
      <header className="report-head">
        <h2 id="report">{t('report')}</h2>
        <Files battle={battle} />
      </header>
      {fault !== undefined && (
        <>
          <FaultNote code={fault} />
          <Button onClick={load}>{t('report.again')}</Button>
        </>
      )}
      {value === undefined && fault === undefined && <p role="status">{t('report.loading')}</p>}
      {value !== undefined && <Body report={value} />}
    </section>
  );
};

const Files = ({ battle }: { battle: string }) => {
  const t = useT('host');
  return (
    <p className="report-files">
      {REPORT_FILES.map((format) => (
        <a key={format} className="btn btn-mini" href={reportFile(battle, format, lang())} download>
          <Icon name="page-facing-up" size={20} />
          <span className="sr-only">{t('report.file')} </span>
          {format.toUpperCase()}
        </a>
      ))}
    </p>
  );
};

/** In percentage points, with its sign. */
const stepOf = ({ first, last }: { first: number; last: number }): string => {
  const step = Math.round(100 * (last - first));
  return step === 0 ? number(0) : `${step > 0 ? '+' : '−'}${number(Math.abs(step))}`;
};

/** Of a typed answer any will do; of a question in parts every one is needed and has a line of its own. */
const keyText = ({ type }: Asked['question'], lines: string[]): string => {
  if (type === 'short' || lines.length < 2) return lines.join(textOf('play')('key.or'));
  return ['', ...lines].join('\n');
};

const Figures = ({ report }: { report: BattleReport }) => {
  const t = useT('host');
  const { players, questions, growth, flags } = report;
  const counted = questions.filter((q) => !q.skipped);
  const right = counted.reduce((n, q) => n + q.right, 0);
  const all = counted.reduce((n, q) => n + q.n, 0);
  return (
    <dl className="report-figures">
      <Figure name={t('report.players')} value={number(players)} />
      <Figure name={t('report.questions')} value={number(counted.length)} />
      <Figure
        name={t('report.right')}
        value={percent(part(right, all))}
        note={`${number(right)}/${number(all)}`}
      />
      {growth !== undefined && (
        <Figure
          name={t('report.growth')}
          value={stepOf(growth)}
          note={t('report.growth.note', { first: percent(growth.first), last: percent(growth.last) })}
        />
      )}
      {flags > 0 && <Figure name={t('report.flags')} value={number(flags)} note={t('report.flags.note')} />}
    </dl>
  );
};

const Body = ({ report }: { report: BattleReport }) => {
  const t = useT('host');
  const { questions, people } = report;
  return (
    <>
      <Figures report={report} />
      <h3>{t('report.by.question')}</h3>
      <ol className="report-questions">
        {questions.map((q, i) => (
          <li key={q.question.id}>
            <Question asked={q} n={i + 1} />
          </li>
        ))}
      </ol>
      <Teams report={report} />
      {people.length > 0 && (
        <>
          <h3>{t('report.by.person')}</h3>
          <People report={report} />
        </>
      )}
    </>
  );
};

const Figure = ({ name, value, note }: { name: string; value: string; note?: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <b className="num">{value}</b>
      {note !== undefined && <small>{note}</small>}
    </dd>
  </div>
);

const Question = ({ asked, n }: { asked: Asked; n: number }) => {
  const t = useT('host');
  const id = useId();
  const { question, verdict, counts, skipped, first } = asked;
  const lines = linesOf(question, counts);
  const key = keyText(question, keyLines(question, verdict.key));
  const share = part(asked.right, asked.n);
  return (
    <details className="report-question">
      <summary>
        <b className="report-n num">{n}</b>
        <span className="report-stem" lang={pickedLang(question.stem)}>
          {stemText(question.stem)}
        </span>
        {skipped ? (
          <em className="report-skipped">{t('report.skipped')}</em>
        ) : (
          <span className="report-share">
            <b className="num">{percent(share)}</b>
            <small className="num">{t('report.of', { right: asked.right, n: asked.n })}</small>
            <i aria-hidden="true" style={{ width: `${100 * share}%` }} />
          </span>
        )}
      </summary>
      <div className="report-detail" id={id}>
        <Chosen lines={lines} />
        {lines.every((line) => line.sign === undefined) && key !== '' && (
          <p className="report-key">{t('key', { text: key })}</p>
        )}
        <p className="report-facts">
          {t('report.median', { s: (asked.medianMs / MS).toFixed(1) })}
          {first !== undefined &&
            ` · ${t('report.first', { first: percent(part(first.right, first.n)), now: percent(share) })}`}
        </p>
        {verdict.explanation !== undefined && (
          <RichText body={pick(verdict.explanation)} lang={pickedLang(verdict.explanation)} />
        )}
      </div>
    </details>
  );
};

const Chosen = ({ lines }: { lines: Line[] }) => (
  <ul className="report-lines">
    {lines.map((line) => (
      <li key={line.id} className={line.right === true ? 'right' : ''}>
        <i aria-hidden="true" style={{ width: `${100 * shareOf(line.n ?? 0, lines)}%` }} />
        {line.sign !== undefined && <KeyBadge index={line.sign} />}
        <span>
          {line.right === true && <b>✓ </b>}
          {typeof line.text === 'string' ? line.text : plain(line.text)}
        </span>
        <b className="num">{number(line.n ?? 0)}</b>
      </li>
    ))}
  </ul>
);

const Teams = ({ report }: { report: BattleReport }) => {
  const t = useT('host');
  if (report.teams.length === 0) return null;
  return (
    <>
      <h3>{t('report.by.team')}</h3>
      <ul className="report-teams">
        {report.teams.map((team) => (
          <li key={team.id}>
            <TeamMark id={team.id} size={22} />
            <b>{crewName(team, report.battle.mode)}</b>
            <small>{t('members', { count: team.members })}</small>
            <span className="num">
              {team.metres === undefined
                ? pointsText(team.points)
                : t('metres', { n: Math.round(team.metres) })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};

const People = ({ report }: { report: BattleReport }) => {
  const t = useT('host');
  const { ranking } = report.battle.rules;
  const rows = ranking
    ? report.people.toSorted((a, b) => a.rank - b.rank)
    : report.people.toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <table className="report-table" aria-label={t('report.by.person')}>
      <thead>
        <tr>
          {ranking && <th scope="col">{t('report.rank')}</th>}
          <th scope="col">{t('report.name')}</th>
          <th scope="col">{t('report.right')}</th>
          {ranking && <th scope="col">{t('report.points')}</th>}
          <th scope="col">{t('report.time')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            {ranking && <td className="num">{row.rank}</td>}
            <th scope="row">
              <span className="report-who">
                <Avatar seed={row.avatar} size={30} />
                {faceName(row)}
              </span>
            </th>
            <td className="num">
              {row.right}/{row.answered} <small>{percent(part(row.right, row.answered))}</small>
            </td>
            {ranking && <td className="num">{number(row.points)}</td>}
            <td className="num">{t('report.seconds', { s: (row.medianMs / MS).toFixed(1) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
