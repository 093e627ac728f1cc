import type { ChannelView } from '../../server/domain/api-chat.ts';
import type { FriendsView } from '../../server/domain/api-friends.ts';
import { CHEER_KINDS } from '../../server/domain/friend.ts';
import { lookAtBoards, lookAtHonours } from './board-looks.ts';
import { type Company, type Kin, kinOf } from './kin.ts';
import { askAndHelp, give, keepLog, leaveTips } from './kindness.ts';
import type { Visit } from './life.ts';
import { shop } from './shopping.ts';

const FAMILIES = [...'王李张刘陈杨赵黄周吴'];
const SAID = [
  '今天的岛你走到哪儿了？',
  '那道排序题我错了两次，终于记住了。',
  '中午一起去食堂吗？',
  '谢谢你昨天的提示，真管用！',
  '我刚拿到三颗星。',
  '考试之前再练十分钟吧。',
  '安全那一站的知识卡写得很清楚。',
  '晚上要不要来一局对战？',
  '哈哈，小怪又醒了。',
  '明天见，早点休息。',
];
const REACTIONS = ['like', 'heart', 'laugh', 'clap', 'thanks'] as const;

const ask = async (k: Kin, view: FriendsView): Promise<void> => {
  const known = [...view.friends, ...view.outgoing].map((r) => r.face.id);
  const found = k.chance(0.4)
    ? (await k.call('GET /api/people/find', { query: { text: k.pick(FAMILIES) ?? '王' } })).map((f) => f.face)
    : k.peers;
  const other = k.pick(found.filter((f) => f.id !== k.me && !known.includes(f.id)));
  if (!other) return;
  await k.wait(3_000);
  await k.call('POST /api/friends', { body: { person: other.id, act: 'request' } });
};

/** Answers who asks to be friends, asks somebody now and then; hardly ever ends a friendship. */
const befriend = async (k: Kin): Promise<void> => {
  await k.go('people');
  let view = await k.call('GET /api/friends', {});
  for (const { face } of view.incoming.slice(0, 4)) {
    await k.wait(2_500);
    const body = { person: face.id, act: k.chance(0.92) ? 'accept' : 'decline' };
    view = (await k.attempt('POST /api/friends', { body }, ['friend.no_request'])) ?? view;
  }
  for (let n = k.many(k.day < 3 ? 0.45 : 0.15); n > 0; n--) await ask(k, view);
  const last = view.friends.at(-1);
  if (last && k.chance(0.01)) {
    await k.call('POST /api/friends', { body: { person: last.face.id, act: 'remove' } });
    view = { ...view, friends: view.friends.slice(0, -1) };
  }
  k.memory.friends = view.friends.map((f) => f.face.id);
};

/** Signs for colleagues, most of them for friends; sometimes on their island. */
const cheer = async (k: Kin): Promise<void> => {
  for (let n = k.many(1.4); n > 0; n--) {
    const person = k.chance(0.7) ? k.pick(k.memory.friends) : k.pick(k.peers)?.id;
    if (person === undefined) continue;
    await k.wait(3_000);
    const isFriend = k.memory.friends.includes(person);
    const visited =
      isFriend && k.chance(0.15)
        ? await k.attempt('GET /api/visits/:person', { params: { person } }, ['visit.closed'])
        : undefined;
    const place = visited ? { place: visited.island.id } : {};
    const body = { person, kind: k.pick(CHEER_KINDS) ?? 'wave', ...place };
    await k.attempt('POST /api/cheers', { body }, ['cheer.enough', 'visit.closed']);
  }
};

const readUp = async (k: Kin, channel: ChannelView): Promise<void> => {
  const page = await k.attempt('GET /api/chat/:channel', { params: { channel: channel.id } }, [
    'chat.unknown',
  ]);
  if (!page) return;
  const others = page.lines.filter((l) => l.person !== k.me && l.gone === undefined);
  await k.wait(2_000 + 900 * Math.min(8, channel.unread));
  await k.call('POST /api/chat/read', { body: { channel: channel.id, seq: page.channel.seq } });
  for (let n = k.many(1.1); n > 0; n--) {
    const line = k.pick(others.slice(-8));
    if (!line) return;
    const body = { channel: channel.id, seq: line.seq, kind: k.pick(REACTIONS) ?? 'like', on: true };
    await k.attempt('POST /api/chat/react', { body }, ['chat.unknown', 'chat.not_open']);
  }
};

const say = async (k: Kin, channel: string, n: number): Promise<void> => {
  for (let left = n; left > 0; left--) {
    await k.wait(5_000 + 9_000 * k.random());
    const body = { channel, text: k.pick(SAID) ?? '你好' };
    await k.attempt('POST /api/chat/send', { body }, ['chat.not_open', 'chat.unknown']);
  }
};

/** Reads what is new, writes to the cohort and to friends. Guests have no channels of that kind. */
const talk = async (k: Kin): Promise<void> => {
  if (k.guest) return;
  await k.go('chat');
  const { channels } = await k.call('GET /api/chat', {});
  for (const channel of channels.filter((c) => c.unread > 0).slice(0, 2)) await readUp(k, channel);
  const all = channels.find((c) => c.kind === 'cohort' || c.kind === 'department');
  if (all) await say(k, all.id, k.many(2.4));
  const person = k.pick(k.memory.friends.filter((f) => !k.memory.silent.has(f)));
  if (person === undefined) return;
  const direct = await k.attempt('POST /api/chat/direct', { body: { person } }, ['chat.not_open']);
  if (direct) await say(k, direct.channel, k.many(5));
  else k.memory.silent.add(person);
};

/** One round among colleagues: friends, talk, kindness, honours, the mall. */
export const mingle = async (
  v: Visit,
  company: Company,
  peers: Parameters<typeof kinOf>[2],
): Promise<void> => {
  const k = kinOf(v, company, peers);
  if (!k.chance(company.sociable)) return;
  await befriend(k);
  await cheer(k);
  await talk(k);
  await give(k);
  await leaveTips(k);
  await askAndHelp(k);
  await keepLog(k);
  await lookAtBoards(k);
  await lookAtHonours(k);
  await shop(k);
  await k.go('map');
};
