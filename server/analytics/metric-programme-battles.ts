import { sql } from 'kysely';
import { type Row, rateOf } from '../domain/figure.ts';
import { logDay, logDayBegin, logDayEnd } from '../domain/log-day.ts';
import { column, DAY, PEOPLE, rateColumns, text } from './columns.ts';
import { type Metric, rowsOf } from './metric.ts';
import { learnersIn } from './scope.ts';

type TeamRow = {
  battle: string;
  title: string;
  mode: string;
  teams: string;
  endedAt: number;
  team: string;
  people: number;
  points: number;
  place: number;
  right: number;
  answered: number;
};
type Team = { id: string; name?: string };

/** Every team of the battles in which somebody of the filter took part, the newest battle first. */
export const programmeTeamBattles: Metric = {
  id: 'programme.team_battles',
  name: text('团队对战结果', 'Team battles'),
  definition: text(
    '所选日期内结束、且筛选范围内有人参加的分队对战：每队一行，人数、总分、名次和正确率（答对 ÷ 已答）。不足 5 人的队不显示。',
    'Battles of teams that ended on these days and in which somebody of the filter took part: one row a team with its people, points, place and correct rate (right / answered). Teams of fewer than five people are not shown.',
  ),
  columns: [
    DAY,
    column('battle', 'text', text('对战编号', 'Battle id')),
    column('title', 'text', text('对战', 'Battle')),
    column('mode', 'text', text('玩法', 'Mode')),
    column('team', 'text', text('队伍', 'Team')),
    PEOPLE,
    column('points', 'count', text('总分', 'Points')),
    column('place', 'count', text('名次', 'Place')),
    ...rateColumns(text('答题数', 'Answers'), text('正确率', 'Correct rate')),
  ],
  verbs: ['match.finished'],
  atLeast: { n: 20, of: 'answers' },
  interval: 'wilson',
  privacy: 'groups',
  reads: ['battle', 'battle_result', 'person'],
  ask: async (log, ask) => {
    const [from, to] = [logDayBegin(ask.filter.from, ask.zone), logDayEnd(ask.filter.to, ask.zone)];
    const rows = await rowsOf(
      log,
      sql<TeamRow>`select b."id" as "battle", b."title", b."mode", b."teams", b."endedAt", r."team",
          count(*) as "people", sum(r."points") as "points", min(r."rank") as "place", sum(r."right") as "right",
          sum(r."answered") as "answered"
        from "battle" b join "battle_result" r on r."battle" = b."id"
        where b."org" = ${ask.org} and b."status" = 'done' and b."endedAt" >= ${from} and b."endedAt" < ${to}
          and r."team" is not null and exists (select 1 from "battle_result" x where x."battle" = b."id"
            and x."person" in (${learnersIn(ask)}))
        group by b."id", b."title", b."mode", b."teams", b."endedAt", r."team"
        order by b."endedAt" desc, b."id", min(r."rank"), r."team"`,
    );
    return rows.map((r): Row => {
      const name = (JSON.parse(r.teams) as Team[]).find((t) => t.id === r.team)?.name;
      return {
        ...{ day: logDay(Number(r.endedAt), ask.zone), battle: r.battle, title: r.title, mode: r.mode },
        ...{
          team: name ?? r.team,
          people: Number(r.people),
          points: Number(r.points),
          place: Number(r.place),
        },
        ...rateOf(Number(r.right), Number(r.answered)),
      };
    });
  },
};
