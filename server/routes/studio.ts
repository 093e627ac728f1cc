import { z } from 'zod';
import { hashToken } from '../auth.ts';
import { PersonName, Role } from '../domain/person-shape.ts';
import { once } from '../store/command.ts';
import { addDepartment, findStudio, inviteBack, inviteNewcomer } from '../store/studio.ts';
import { route } from './route.ts';

const READ = { perMinute: 120, burst: 40 };
/** A trainer may invite a whole class one by one. */
const WRITE = { perMinute: 120, burst: 120 };
const DAY = 24 * 3_600_000;
const Id = z.string().min(1).max(64);

const people = route('GET /api/studio/people', { access: 'trainer', limit: READ }, (ctx, call) =>
  findStudio(ctx.db.read, call.by.org, call.origin),
);

const Invite = z.strictObject({
  role: Role,
  name: PersonName.optional(),
  department: Id.optional(),
  person: Id.optional(),
  days: z.int().min(1).max(90),
});
const invite = route(
  'POST /api/studio/invite',
  { access: 'trainer', limit: WRITE, body: Invite },
  async (ctx, { body, by, commandId, linkCode, origin }) => {
    const code = linkCode();
    const { name, department, person, role, days } = body;
    const { expiresAt } = await once(ctx, by.person, commandId, async (tx) => {
      const link = { codeHash: hashToken(code), expiresAt: tx.now + days * DAY };
      if (person !== undefined) await inviteBack(tx, by, link, person);
      else {
        const about = {
          ...(name === undefined ? {} : { name }),
          ...(department === undefined ? {} : { department }),
        };
        await inviteNewcomer(tx, by, link, { role, ...about });
      }
      return { expiresAt: link.expiresAt };
    });
    return { link: `${origin}/join/${code}`, expiresAt };
  },
);

const DepartmentName = z
  .string()
  .transform((s) => s.normalize('NFC').trim().replace(/\s+/gu, ' '))
  .refine((s) => /^[^\p{Cc}\p{Cf}]{1,40}$/u.test(s), 'bad_request');
const Department = z.strictObject({ name: DepartmentName, parent: Id.optional() });
const departments = route(
  'POST /api/studio/departments',
  { access: 'trainer', limit: WRITE, body: Department },
  async (ctx, { body, by, commandId, origin }) => {
    const { name, parent } = body;
    await once(ctx, by.person, commandId, (tx) =>
      addDepartment(tx, by.org, { name, ...(parent === undefined ? {} : { parent }) }),
    );
    return findStudio(ctx.db.read, by.org, origin);
  },
);

export const studioRoutes = [people, invite, departments];
