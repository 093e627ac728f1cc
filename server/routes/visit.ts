import { RuleError } from '../domain/errors.ts';
import { cheersLeft, mayVisit } from '../store/cheer.ts';
import { needColleague } from '../store/friend-act.ts';
import { profileOf } from '../store/profile.ts';
import { guestBook, islandOfNow } from '../store/visit.ts';
import { seenOf } from './profile.ts';
import { route } from './route.ts';

const READ = { perMinute: 60, burst: 30 };

const visit = route(
  'GET /api/visits/:person',
  { access: 'learner', limit: READ },
  async (ctx, { by, params }) => {
    const db = ctx.db.read;
    const person = params.person ?? '';
    await needColleague(db, by, person);
    if (!(await mayVisit(db, by, person))) throw new RuleError('visit.closed');
    const of = { org: by.org, person, zone: by.zone };
    const { face, skin } = await profileOf(db, by, person, ctx.now());
    return {
      face,
      ...(skin === undefined ? {} : { skin }),
      ...(await islandOfNow(db, of, ctx.now())),
      online: (await seenOf(ctx, by, person)).online,
      book: await guestBook(db, person),
      cheers: await cheersLeft(db, by, person, ctx.now()),
    };
  },
);

export const visitRoutes = [visit];
