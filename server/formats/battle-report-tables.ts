import type { BattleReport } from '../domain/api-battle.ts';
import { textIn } from '../domain/text.ts';
import {
  AWARD_NAMES,
  choiceIn,
  dateIn,
  MODES,
  OUTCOMES,
  type Printed,
  partOf,
  percent,
  plainIn,
  seconds,
  teamName,
  titleIn,
  wordsIn,
} from './battle-report-words.ts';
import type { Table } from './xlsx-write.ts';

type Rows = (string | number)[][];

const summary = (report: BattleReport, printed: Printed): Table => {
  const { battle, players, questions, growth, flags } = report;
  const { lang } = printed;
  const w = wordsIn(lang);
  const rows: Rows = [
    [w.report, ''],
    [w.title, titleIn(report, lang)],
    [w.mode, textIn(MODES[battle.mode], lang)],
    [w.date, dateIn(battle.endedAt ?? battle.createdAt, printed)],
    [w.players, players],
    [w.asked, questions.length],
    ...(growth ? [[w.first, percent(growth.first)] as string[], [w.last, percent(growth.last)]] : []),
    [w.flags, flags],
  ];
  return { name: w.summary, rows, widths: [28, 48] };
};

const questions = (report: BattleReport, { lang }: Printed): Table => {
  const w = wordsIn(lang);
  const rows: Rows = report.questions.map((q, i) => [
    i + 1,
    plainIn(q.question.stem, lang),
    q.question.point ? textIn(q.question.point.name, lang) : '',
    ...(q.skipped ? ['', '', ''] : [q.n, q.right, percent(partOf(q.right, q.n))]),
    q.first ? `${q.first.right}/${q.first.n}` : '',
    q.skipped ? '' : seconds(q.medianMs),
    q.skipped ? w.yes : '',
  ]);
  const head = [w.nr, w.stem, w.point, w.n, w.right, w.share, w.before, w.median, w.skipped];
  return { name: w.questions, rows: [head, ...rows], widths: [8, 60, 20, 12, 12, 12, 16, 18, 10] };
};

const choices = (report: BattleReport, { lang }: Printed): Table => {
  const w = wordsIn(lang);
  const rows: Rows = report.questions.flatMap(({ question, counts, n }, i) =>
    counts.map((c) => [
      i + 1,
      choiceIn(question, c.choice, lang),
      c.n,
      percent(partOf(c.n, n)),
      c.right ? w.yes : '',
    ]),
  );
  return {
    name: w.choices,
    rows: [[w.nr, w.choice, w.times, w.chosenShare, w.isRight], ...rows],
    widths: [8, 60, 12, 14, 12],
  };
};

const people = (report: BattleReport, { lang }: Printed): Table => {
  const w = wordsIn(lang);
  const { ranking } = report.battle.rules;
  const rows: Rows = report.people.map((p) => [
    ranking ? p.rank : '',
    p.name,
    teamName(report, p.team, lang),
    p.points,
    p.right,
    p.answered,
    seconds(p.medianMs),
    ranking ? p.climb : '',
    textIn(OUTCOMES[p.outcome], lang),
    p.awards.map((a) => textIn(AWARD_NAMES[a], lang)).join(lang === 'zh' ? '、' : ', '),
  ]);
  const head = [
    w.place,
    w.name,
    w.team,
    w.points,
    w.rights,
    w.answered,
    w.median,
    w.climb,
    w.outcome,
    w.awards,
  ];
  return { name: w.people, rows: [head, ...rows], widths: [8, 24, 14, 11, 11, 14, 24, 18, 14, 26] };
};

const teams = (report: BattleReport, { lang }: Printed): Table[] => {
  if (report.teams.length === 0) return [];
  const w = wordsIn(lang);
  const rows: Rows = report.teams.map((t) => [
    t.rank,
    teamName(report, t.id, lang),
    t.members,
    t.points,
    ...(t.metres === undefined ? [] : [Math.round(10 * t.metres) / 10]),
  ]);
  const raced = report.teams.some((t) => t.metres !== undefined);
  const head = [w.place, w.team, w.members, w.points, ...(raced ? [w.metres] : [])];
  return [{ name: w.teams, rows: [head, ...rows], widths: [8, 24, 10, 10, 14] }];
};

/** The report as tables: summary, questions, choices, people and teams. */
export const reportTables = (report: BattleReport, printed: Printed): Table[] => [
  summary(report, printed),
  questions(report, printed),
  choices(report, printed),
  people(report, printed),
  ...teams(report, printed),
];
