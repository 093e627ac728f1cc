import { z } from 'zod';
import { creditsView } from '../domain/credits.ts';
import { holdPerson } from '../store/attempt.ts';
import { once } from '../store/command.ts';
import { graduationOf, holdCeremony } from '../store/graduation.ts';
import { progressOf } from '../store/quest.ts';
import { findQuest } from '../store/quest-version.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 60 };
const WRITE = { perMinute: 30, burst: 15 };

const credits = route('GET /api/credits', { access: 'learner', limit: READ }, async (ctx, { by }) => {
  const quest = await findQuest(ctx.db.read, by);
  return creditsView(quest, await progressOf(ctx.db.read, by.person, quest.id));
});

const graduation = route('GET /api/graduation', { access: 'learner', limit: READ }, async (ctx, { by }) =>
  graduationOf(ctx.db.read, by, await findQuest(ctx.db.read, by)),
);

const claim = route(
  'POST /api/graduation/claim',
  { access: 'learner', limit: WRITE, body: z.strictObject({}) },
  (ctx, { by, commandId }) =>
    once(ctx, by.person, commandId, async (tx) => {
      await holdPerson(tx, by.person);
      const quest = await findQuest(tx.db, by);
      await holdCeremony(tx, by, quest);
      return graduationOf(tx.db, by, quest);
    }),
);

export const programmeRoutes = [credits, graduation, claim];
