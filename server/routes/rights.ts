import { z } from 'zod';
import { METRICS } from '../analytics/registry.ts';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { MyRights, RightsDesk } from '../domain/api-rights.ts';
import { RuleError } from '../domain/errors.ts';
import { PURPOSES, RightsPolicy } from '../domain/rights.ts';
import type { LocalText } from '../domain/text.ts';
import { forgetBoards } from '../store/board-index.ts';
import { once } from '../store/command.ts';
import { commit } from '../store/commit.ts';
import { consentsIn, consentsOf, setConsent } from '../store/consent.ts';
import {
  askErasure,
  beginErasure,
  lastErasure,
  refuseErasure,
  requestsIn,
  waitingOf,
  withdrawErasure,
} from '../store/erasure.ts';
import { noteAll } from '../store/erasure-list.ts';
import { looksAt, looksIn, writeLooks } from '../store/look.ts';
import { retentionRuns } from '../store/retention.ts';
import { nameIn, peopleNamed } from '../store/rights-people.ts';
import { rightsPolicyOf, saveRightsPolicy } from '../store/rights-policy.ts';
import { traitsIn } from '../store/trait.ts';
import { route } from './route.ts';

const READ = { perMinute: 60, burst: 60 };
const WRITE = { perMinute: 30, burst: 30 };
const Reason = z.string().trim().min(1).max(300);
const Nothing = z.strictObject({});

/** A look at the rows of a figure says which one. */
const named = <L extends { what: string }>(look: L): L & { figure?: LocalText } => {
  const figure = METRICS.get(look.what)?.name;
  return { ...look, ...(figure ? { figure } : {}) };
};

const mine = async (ctx: Ctx, by: Signed): Promise<MyRights> => {
  await writeLooks(ctx);
  const { read } = ctx.db;
  const { days, decideDays, keepCertificates, traits } = await rightsPolicyOf(read, by.org);
  const erasure = await lastErasure(read, by.person);
  return {
    consents: await consentsOf(read, by.person),
    ...(erasure ? { erasure } : {}),
    looks: (await looksAt(read, by.person)).map(named),
    ...{ days, decideDays, keepCertificates, traits },
  };
};
const read = route('GET /api/rights', { access: 'learner', limit: READ }, (ctx, { by }) => mine(ctx, by));

const Consent = z.strictObject({ purpose: z.enum(PURPOSES), version: z.int(), given: z.boolean() });
const consent = route(
  'POST /api/rights/consent',
  { access: 'learner', limit: WRITE, body: Consent },
  async (ctx, { by, body, commandId }) => {
    const traits = body.purpose === 'traits';
    if (traits && body.given && !(await rightsPolicyOf(ctx.db.read, by.org)).traits)
      throw new RuleError('trait.off');
    // Answers are gone before the reply, and also when the commit after it fails.
    if (traits && !body.given) traitsIn(ctx.config.dataDir).forget(by.person);
    await once(ctx, by.person, commandId, (tx) => setConsent(tx, by, body));
    if (body.purpose === 'boards') ctx.line.refresh(by.org, [by.person]);
    return mine(ctx, by);
  },
);

const ask = route(
  'POST /api/rights/erasure',
  { access: 'learner', limit: WRITE, body: Nothing },
  async (ctx, { by, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => askErasure(tx, by));
    return mine(ctx, by);
  },
);
const withdraw = route(
  'POST /api/rights/erasure/withdraw',
  { access: 'learner', limit: WRITE, body: Nothing },
  async (ctx, { by, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => withdrawErasure(tx, by));
    return mine(ctx, by);
  },
);

const deskOf = async (ctx: Ctx, by: Signed): Promise<RightsDesk> => {
  await writeLooks(ctx);
  const { read } = ctx.db;
  return {
    policy: await rightsPolicyOf(read, by.org),
    requests: await requestsIn(read, by.org),
    consents: await consentsIn(read, by.org),
    looks: (await looksIn(read, by.org)).map(named),
    retention: await retentionRuns(read, by.org),
  };
};
const desk = route('GET /api/studio/rights', { access: 'admin', limit: READ }, (ctx, { by }) =>
  deskOf(ctx, by),
);

const people = route(
  'GET /api/studio/rights/people',
  { access: 'admin', limit: READ },
  (ctx, { by, query }) => peopleNamed(ctx.db.read, by.org, (query.q ?? '').slice(0, 40)),
);

const Erase = z.strictObject({ person: z.string().max(60), name: z.string().max(100), reason: Reason });
const erase = route(
  'POST /api/studio/rights/erase',
  { access: 'admin', limit: WRITE, body: Erase },
  async (ctx, { by, body }) => {
    const { person } = body;
    const name = await nameIn(ctx.db.read, by.org, person);
    if (name === undefined) throw new RuleError('person.unknown');
    if (name.trim() !== body.name.trim()) throw new RuleError('rights.name');
    // No stored command: its reply would name who is being erased.
    await beginFor(ctx, by, person);
    traitsIn(ctx.config.dataDir).forget(person);
    forgetBoards();
    ctx.line.refresh(by.org, [person]);
    await noteAll(ctx);
    return deskOf(ctx, by);
  },
);
const beginFor = async (ctx: Ctx, by: Signed, person: string): Promise<void> => {
  await commit(ctx, async (tx) => {
    const waiting = await waitingOf(tx.db, person);
    await beginErasure(tx, by, waiting ?? (await askErasure(tx, by, person)));
  });
};

const Refuse = z.strictObject({ request: z.string().max(60), reason: Reason });
const no = route(
  'POST /api/studio/rights/refuse',
  { access: 'admin', limit: WRITE, body: Refuse },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => refuseErasure(tx, by, body.request, body.reason));
    return deskOf(ctx, by);
  },
);

const Save = z.strictObject({ policy: RightsPolicy, before: RightsPolicy });
const save = route(
  'POST /api/studio/rights/policy',
  { access: 'admin', limit: WRITE, body: Save },
  async (ctx, { by, body, commandId }) => {
    await once(ctx, by.person, commandId, (tx) => saveRightsPolicy(tx, by, body.before, body.policy));
    return deskOf(ctx, by);
  },
);

export const rightsRoutes = [read, consent, ask, withdraw, desk, people, erase, no, save];
