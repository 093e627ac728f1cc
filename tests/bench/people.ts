import { randomUUID } from 'node:crypto';
import { hashToken, newToken } from '../../server/auth.ts';
import { commit } from '../../server/store/commit.ts';
import type { Database } from '../../server/store/db.ts';
import { SESSION_MS } from '../../server/store/session.ts';

/** Learners of the company who are signed in; gives the ids of their sessions. */
export const signIn = (db: Database, org: string, n: number): Promise<string[]> =>
  commit({ db, now: Date.now }, async ({ db: trx, now }) => {
    const sessions: string[] = [];
    for (let i = 0; i < n; i++) {
      const [person, session] = [randomUUID(), randomUUID()];
      const fresh = { guest: 0 as const, lastSeenAt: now, streak: 0, checkinDay: null };
      await trx
        .insertInto('person')
        .values({
          id: person,
          org,
          role: 'learner',
          department: null,
          settings: '{}',
          createdAt: now,
          ...fresh,
        })
        .execute();
      const unknown = { employeeNo: null, email: null, phone: null, post: null, joinedOn: null };
      const names = { name: `玩家${i + 1}`, login: null, password: null, avatar: `a${i}` };
      await trx
        .insertInto('identity')
        .values({ person, org, ...names, ...unknown, failedLogins: 0, lockedUntil: null })
        .execute();
      const device = { device: 'bench', createdAt: now, lastSeenAt: now, revokedAt: null };
      const secret = { tokenHash: hashToken(newToken()), expiresAt: now + SESSION_MS };
      await trx
        .insertInto('session')
        .values({ id: session, person, ...secret, ...device })
        .execute();
      sessions.push(session);
    }
    return sessions;
  });
