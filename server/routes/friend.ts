import { z } from 'zod';
import type { Signed } from '../auth.ts';
import type { Ctx } from '../context.ts';
import type { FriendsView } from '../domain/api-friends.ts';
import { CHEER_KINDS, PERSON_ACTS } from '../domain/friend.ts';
import { giveCheer } from '../store/cheer.ts';
import { once } from '../store/command.ts';
import { facesOf } from '../store/face.ts';
import { actOnPerson } from '../store/friend-act.ts';
import { findPeople, friendsView } from '../store/friend-view.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 60 };
const WRITE = { perMinute: 60, burst: 30 };
/** A search runs with every pause in typing. */
const FIND = { perMinute: 90, burst: 30 };
const LONGEST_QUERY = 48;
const Person = z.string().min(1).max(64);

/** The list with who is here now; those who hide are away. */
const listOf = async (ctx: Ctx, by: Signed): Promise<FriendsView> => {
  const { view, open } = await friendsView(ctx.db.read, by, ctx.now());
  const here = await ctx.line.whereAre(by.org, open);
  const friends = view.friends.map((f) => {
    const at = here.get(f.face.id);
    return at ? { ...f, online: true, at } : f;
  });
  return { ...view, friends };
};

const list = route('GET /api/friends', { access: 'learner', limit: READ }, (ctx, { by }) => listOf(ctx, by));

const find = route('GET /api/people/find', { access: 'learner', limit: FIND }, (ctx, { by, query }) =>
  findPeople(ctx.db.read, by, (query.text ?? '').slice(0, LONGEST_QUERY)),
);

const Act = z.strictObject({ person: Person, act: z.enum(PERSON_ACTS) });
const act = route(
  'POST /api/friends',
  { access: 'learner', limit: WRITE, body: Act },
  async (ctx, { by, body, commandId }) => {
    const { person, act } = body;
    const told = await once(
      ctx,
      by.person,
      commandId,
      async (tx) => (await actOnPerson(tx, by, person, act)) ?? '',
    );
    if (told !== '') ctx.line.tell(by.org, [person], { kind: 'friends' });
    if (act === 'block' || act === 'unblock') ctx.line.refresh(by.org, [by.person, person]);
    return listOf(ctx, by);
  },
);

const Cheer = z.strictObject({ person: Person, kind: z.enum(CHEER_KINDS), place: Person.optional() });
const cheer = route(
  'POST /api/cheers',
  { access: 'learner', limit: WRITE, body: Cheer },
  async (ctx, { by, body, commandId }) => {
    const { person, kind, place = '' } = body;
    const left = await once(ctx, by.person, commandId, (tx) =>
      giveCheer(tx, by, { to: person, kind, place }),
    );
    const face = (await facesOf(ctx.db.read, [by.person])).get(by.person);
    if (face) {
      const { name, avatar } = face;
      ctx.line.tell(by.org, [person], { kind: 'cheer', from: by.person, name, avatar, cheer: kind });
    }
    return { left };
  },
);

export const friendRoutes = [list, find, act, cheer];
