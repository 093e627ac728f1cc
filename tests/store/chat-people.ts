import { randomUUID } from 'node:crypto';
import type { Role } from '../../server/domain/person.ts';
import type { Policy } from '../../server/domain/policy.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { openDirect, say } from '../../server/store/chat.ts';
import { channelViews, placesOf } from '../../server/store/chat-list.ts';
import { needPlace, type Talker } from '../../server/store/chat-member.ts';
import { linesBefore } from '../../server/store/chat-page.ts';
import { once } from '../../server/store/command.ts';
import { commit, type Work } from '../../server/store/commit.ts';
import { policyOf, savePolicy } from '../../server/store/policy.ts';
import type { TestStore } from '../helpers/database.ts';
import { newCompany, newDepartment, newEditor } from './bank-people.ts';

export type Person = Editor & Talker;

/** A company with a trainer and a department; people say and read as the doors let them. */
export const chatCompany = async (store: TestStore) => {
  const { ctx, db } = store;
  const run = <T>(work: Work<T>): Promise<T> => commit(ctx, work);
  const org = await newCompany(ctx);
  const tang: Person = { ...(await newEditor(ctx, org)), guest: false };
  const deck = await newDepartment(ctx, org);
  const person = async (name: string, department: string | null = deck, role: Role = 'learner') => ({
    ...(await newEditor(ctx, org, { role, name, department })),
    guest: false,
  });
  const send = (by: Person, channel: string, text: string, id: string = randomUUID()) =>
    once(ctx, by.person, id, (tx) => say(tx, by, channel, text));
  const direct = (by: Person, to: Person): Promise<string> => run((tx) => openDirect(tx, by, to.person));
  const page = async (by: Person, channel: string, before?: number) => {
    await needPlace(db.read, by, channel);
    return linesBefore(db.read, by, channel, before);
  };
  const texts = async (by: Person, channel: string) => (await page(by, channel)).lines.map((l) => l.text);
  const list = async (by: Person) => {
    const places = await placesOf(db.read, by, ctx.now());
    return channelViews(db.read, by, places, { now: ctx.now(), slow: 0, here: new Set() });
  };
  const view = async (by: Person, channel: string) => (await list(by)).find((c) => c.id === channel);
  const policy = async (chat: Partial<Policy['chat']>): Promise<void> => {
    const before = await policyOf(db.read, org);
    await run((tx) => savePolicy(tx, tang, before, { ...before, chat: { ...before.chat, ...chat } }));
  };
  const channel = `department.${deck}`;
  return { org, tang, deck, channel, run, person, send, direct, page, texts, list, view, policy };
};
export type ChatCompany = Awaited<ReturnType<typeof chatCompany>>;
