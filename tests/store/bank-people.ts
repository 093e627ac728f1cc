import { randomUUID } from 'node:crypto';
import type { Role } from '../../server/domain/person.ts';
import type { Question } from '../../server/domain/question.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { saveBank } from '../../server/store/bank.ts';
import { commit, type StoreCtx } from '../../server/store/commit.ts';
import { createQuestion, saveQuestion } from '../../server/store/question.ts';

/** An empty company of its own, so that tests never meet. */
export const newCompany = async (ctx: StoreCtx): Promise<string> => {
  const org = randomUUID();
  const row = { name: '群岛', code: org.slice(0, 8), zone: 'Asia/Shanghai', createdAt: ctx.now() };
  await commit(ctx, async ({ db }) => {
    await db
      .insertInto('org')
      .values({ id: org, ...row })
      .execute();
  });
  return org;
};

export const newDepartment = async (ctx: StoreCtx, org: string, parent: string | null = null) => {
  const id = randomUUID();
  await commit(ctx, async ({ db }) => {
    await db
      .insertInto('department')
      .values({ id, org, parent, name: id.slice(0, 6) })
      .execute();
  });
  return id;
};

/** Somebody of the company with a name, as the doors know them. */
export const newEditor = async (
  ctx: StoreCtx,
  org: string,
  about: { role?: Role; department?: string | null; name?: string } = {},
): Promise<Editor> => {
  const { role = 'trainer', department = null, name = '唐老师' } = about;
  const person = randomUUID();
  const times = { createdAt: ctx.now(), lastSeenAt: null, streak: 0, checkinDay: null };
  await commit(ctx, async ({ db }) => {
    await db
      .insertInto('person')
      .values({ id: person, org, role, department, guest: 0, settings: '{}', quest: null, ...times })
      .execute();
    await db.insertInto('identity').values({ person, org, name, avatar: person, failedLogins: 0 }).execute();
  });
  return { org, person, role, zone: 'Asia/Shanghai' };
};

export const newBank = (ctx: StoreCtx, by: Editor, department: string | null = null): Promise<string> =>
  commit(ctx, (tx) => saveBank(tx, by, { name: { zh: '安全题库', en: 'Safety' }, department }));

export const choice = (
  stem: string,
  more: Partial<Extract<Question, { type: 'single' }>> = {},
): Question => ({
  id: 'x',
  type: 'single',
  stem: { zh: stem },
  options: [{ text: { zh: '灭火器' } }, { text: { zh: '干粉' } }, { text: { zh: '沙子' } }],
  key: 0,
  difficulty: 2,
  ...more,
});

/** A saved question (version 1). */
export const newQuestion = async (
  ctx: StoreCtx,
  by: Editor,
  bank: string,
  content = choice('着火时先拿什么？'),
): Promise<string> =>
  commit(ctx, async (tx) => {
    const question = await createQuestion(tx, by, { bank, type: content.type });
    await saveQuestion(tx, by, { question, base: 0, content });
    return question;
  });

export const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return 'nothing was refused';
};
