import type { BoardMeasure, BoardPeriod } from '../../server/domain/api-honour.ts';
import type { Kin } from './kin.ts';

const MEASURES: readonly BoardMeasure[] = ['xp', 'xp', 'climb', 'correction'];
const PERIODS: readonly BoardPeriod[] = ['day', 'week', 'week', 'all'];

const seen = async (k: Kin, obj: string, period: string, myRank: number | undefined): Promise<void> => {
  await k.note({ verb: 'board.viewed', obj, data: { period, ...(myRank === undefined ? {} : { myRank }) } });
  await k.wait(4_000);
};

/** Boards of people and of cohorts, the league of the week; the client tells the log of what was looked at. */
export const lookAtBoards = async (k: Kin): Promise<void> => {
  await k.go('boards');
  for (let n = k.many(1.8); n > 0; n--) {
    const measure = k.pick(MEASURES) ?? 'xp';
    const period = k.pick(PERIODS) ?? 'week';
    const scope = k.chance(0.4) ? 'cohort' : 'company';
    const view = await k.call('GET /api/boards', { query: { measure, period, scope } });
    await seen(k, `${measure}.${scope}`, period, view.me?.rank);
  }
  if (k.chance(0.7)) {
    const view = await k.call('GET /api/league', {});
    await seen(k, 'league', 'week', view.rows.find((r) => r.me)?.rank);
  }
  if (k.chance(0.1))
    await k.call('GET /api/boards/groups', { query: { by: 'cohort', measure: 'xp', period: 'week' } });
};

/** The ceremony of what was earned, one's honours, a new title; the statement now and then. */
export const lookAtHonours = async (k: Kin): Promise<void> => {
  const { fresh } = await k.call('GET /api/honours/line', {});
  if (fresh > 0) {
    const { earned } = await k.call('GET /api/honours/new', {});
    await k.wait(2_000 * earned.length);
    const ids = earned.map((e) => e.id);
    if (ids.length > 0) await k.call('POST /api/honours/seen', { body: { ids: ids.slice(0, 50) } });
    const title = earned.find((e) => e.kind === 'title');
    if (title && k.chance(0.5)) await k.call('POST /api/profile', { body: { title: title.ref } });
  }
  if (k.chance(0.2)) {
    await k.go('honours');
    await k.call('GET /api/honours', {});
    await k.wait(5_000);
  }
  if (k.chance(0.25)) {
    await k.go('purse');
    await k.call('GET /api/coins', { query: { most: '40' } });
    await k.wait(6_000);
  }
};
