import { z } from 'zod';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { CohortBoard } from '../domain/api-cohorts.ts';
import { isDay } from '../domain/calendar.ts';
import { archiveCohort, changeMembers, needCohort, saveCohort } from '../store/cohort.ts';
import { boardOf, cohortsOf, cohortView, questOfMember } from '../store/cohort-board.ts';
import { cohortAudit, extendMember, remindMembers, resetStation } from '../store/cohort-care.ts';
import { once } from '../store/command.ts';
import { lookedThrough } from '../store/look.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 40 };
const WRITE = { perMinute: 60, burst: 30 };
const MOST_PEOPLE = 2_000;
const MOST_RESTS = 400;

const Id = z.string().min(1).max(64);
const line = (most: number) =>
  z
    .string()
    .transform((s) => s.normalize('NFC').trim())
    .refine((s) => s.length > 0 && s.length <= most && !/[^\P{Cc}\n]/u.test(s), 'bad_request');
const Day = z.int().refine(isDay, 'bad_request');
/** At least one weekday is left. */
const Weekdays = z
  .array(z.int().min(1).max(7))
  .max(7)
  .refine((list) => new Set(list).size < 7, 'bad_request');

const list = route('GET /api/cohorts', { access: 'trainer', limit: READ }, (ctx, { by }) =>
  cohortsOf(ctx.db.read, by.org, ctx.now()),
);

/** The board as a trainer reads it: who stands on it is noted. */
const seenBoard = async (ctx: Ctx, by: Signed, cohort: string): Promise<CohortBoard> => {
  const seen = await boardOf(ctx.db.read, by.org, cohort, ctx.now());
  const people = seen.members.map((m) => m.person);
  lookedThrough(ctx, by, people, 'cohort');
  return seen;
};

const board = route('GET /api/cohorts/:cohort', { access: 'trainer', limit: READ }, (ctx, { by, params }) =>
  seenBoard(ctx, by, Id.parse(params.cohort)),
);

const Save = z.strictObject({
  id: Id.optional(),
  quest: Id,
  name: line(60),
  startDay: Day,
  zone: z.string().max(64),
  rest: z.strictObject({ weekdays: Weekdays, days: z.array(Day).max(MOST_RESTS) }),
  open: z.boolean(),
});
const save = route(
  'POST /api/cohorts/save',
  { access: 'trainer', limit: WRITE, body: Save },
  async (ctx, { by, body: { id, ...body }, commandId }) => {
    const cohort = await once(ctx, by.person, commandId, (tx) =>
      saveCohort(tx, by, { ...body, ...(id === undefined ? {} : { id }) }),
    );
    return cohortView(ctx.db.read, by.org, cohort, ctx.now());
  },
);

const Archive = z.strictObject({ cohort: Id, archived: z.boolean() });
const archive = route(
  'POST /api/cohorts/archive',
  { access: 'trainer', limit: WRITE, body: Archive },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => archiveCohort(tx, by, body.cohort, body.archived));
    return cohortView(ctx.db.read, by.org, body.cohort, ctx.now());
  },
);

const People = z.array(Id).min(1).max(MOST_PEOPLE);
const Members = z.strictObject({ cohort: Id, people: People, add: z.boolean() });
const members = route(
  'POST /api/cohorts/members',
  { access: 'trainer', limit: WRITE, body: Members },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => changeMembers(tx, by, body));
    return seenBoard(ctx, by, body.cohort);
  },
);

const Remind = z.strictObject({ cohort: Id, people: People, text: line(500) });
const remind = route(
  'POST /api/cohorts/remind',
  { access: 'trainer', limit: WRITE, body: Remind },
  async (ctx, { by, body, commandId }) => {
    const done = await once(ctx, by.person, commandId, (tx) => remindMembers(tx, by, body));
    ctx.line.tell(by.org, done.reached, { kind: 'message' });
    return { sent: done.sent, skipped: done.skipped };
  },
);

const Extend = z.strictObject({
  cohort: Id,
  person: Id,
  days: z.int().min(1).max(60),
  reason: line(300),
});
const extend = route(
  'POST /api/cohorts/extend',
  { access: 'trainer', limit: WRITE, body: Extend },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, async (tx) => {
      const { quest } = await needCohort(tx.db, by.org, body.cohort);
      const { days } = await questOfMember(tx.db, quest, body.person);
      await extendMember(tx, by, days, body);
    });
    return seenBoard(ctx, by, body.cohort);
  },
);

const Reset = z.strictObject({ cohort: Id, person: Id, station: Id, reason: line(300) });
const reset = route(
  'POST /api/cohorts/reset',
  { access: 'trainer', limit: WRITE, body: Reset },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, async (tx) => {
      const { quest } = await needCohort(tx.db, by.org, body.cohort);
      await resetStation(tx, by, await questOfMember(tx.db, quest, body.person), body);
    });
    return seenBoard(ctx, by, body.cohort);
  },
);

const audit = route(
  'GET /api/cohorts/:cohort/audit',
  { access: 'trainer', limit: READ },
  (ctx, { by, params }) => cohortAudit(ctx.db.read, by.org, Id.parse(params.cohort)),
);

export const cohortRoutes = [list, board, save, archive, members, remind, extend, reset, audit];
