import type { AskPage } from '../../server/domain/api-kind.ts';
import { content } from './answers.ts';
import type { Fate } from './book.ts';
import type { Kin } from './kin.ts';
import type { Line } from './line.ts';

const GIFT_REFUSALS = [
  'gift.day_cap',
  'gift.friend_cap',
  'gift.friends_only',
  'coins.guest',
  'coins.insufficient',
];

/** Coins for a friend, mostly few; somebody always tries more than one may give. */
export const give = async (k: Kin): Promise<void> => {
  if (!k.chance(k.guest ? 0.03 : 0.8)) return;
  const to = k.pick(k.memory.friends);
  if (to === undefined) return;
  const room = await k.call('GET /api/gifts/:to', { params: { to } });
  await k.wait(5_000);
  const wild = k.chance(0.06);
  const amount = wild ? 60 : (k.pick([2, 5, 5, 10]) ?? 5);
  if (!wild && room.balance < amount + 20) return;
  const body = { to, amount, text: '辛苦啦，一起加油！' };
  if (await k.attempt('POST /api/gifts', { body }, GIFT_REFUSALS)) k.book.gave(k.me, to, amount);
};

const islandOf = (station: string): string | undefined =>
  content.quest.islands.find((i) => i.stations.some((s) => s.id === station))?.id;

/** Leaves a tip where one has been, opens those of others, likes what helped. */
export const leaveTips = async (k: Kin): Promise<void> => {
  const station = k.pick([...k.stations]);
  const island = station === undefined ? undefined : islandOf(station);
  if (station === undefined || island === undefined) return;
  if (k.chance(0.07)) {
    await k.wait(25_000);
    const body = { station, text: '先看清题干里的“不”字，再选。' };
    await k.call('POST /api/bottles/leave', { body });
  }
  if (!k.chance(0.55)) return;
  const there = await k.call('GET /api/bottles/:island', { params: { island } });
  const waiting = Object.entries(there).filter(([s, b]) => b.unread > 0 && k.stations.has(s));
  for (const [at] of waiting.slice(0, 2)) {
    const read = await k.attempt('POST /api/bottles/read', { body: { station: at } }, ['bottle.none']);
    if (!read) continue;
    await k.wait(4_000);
    if (!k.chance(0.7)) continue;
    const body = { bottle: read.bottle.id, on: true };
    if (!read.bottle.mine && !read.bottle.liked) k.book.likedBottle(read.bottle.author.id);
    await k.attempt('POST /api/bottles/like', { body }, ['bottle.unknown']);
  }
};

const ASKED = [
  '这一站的第三题为什么选乙？',
  '报销单要先交给谁？',
  '怎样更快记住应急流程？',
  '合影签到表在哪里领？',
  '考试前最该复习哪一座岛？',
];

const askColleagues = async (k: Kin): Promise<void> => {
  await k.wait(40_000);
  const bounty = k.guest ? 0 : (k.pick([0, 5, 10, 15, 20]) ?? 5);
  const about = k.pick([...k.stations]);
  const place = about === undefined ? {} : { station: about };
  const body = { title: k.pick(ASKED) ?? '请教一下', text: '我看了两遍还是不明白。', bounty, ...place };
  const honest = ['ask.too_many', 'coins.insufficient'];
  const page = await k.attempt('POST /api/asks', { body }, honest);
  if (!page) return;
  k.memory.asks.push(page.ask.id);
  k.book.move(k.me, 'bounty', -bounty);
};

/** Looks after one of one's own questions: accepts an answer, or takes it back when nobody came. */
const tend = async (k: Kin, ask: string): Promise<void> => {
  const page = await k.call('GET /api/asks/:ask', { params: { ask } });
  if (page.ask.state !== 'open') return;
  const best = page.answers.toSorted((a, b) => b.likes - a.likes)[0];
  await k.wait(6_000);
  if (!best && k.chance(0.15))
    await k.attempt('POST /api/asks/withdraw', { body: { ask } }, ['ask.answered', 'ask.closed']);
  if (best && k.chance(0.8))
    await k.attempt('POST /api/asks/accept', { body: { ask, answer: best.id } }, ['ask.closed']);
};

const answer = async (k: Kin): Promise<void> => {
  const { asks } = await k.call('GET /api/asks', { query: { tab: 'open' } });
  const open = k.pick(asks.filter((a) => !a.mine && a.answers < 2));
  if (!open) return;
  const { answers } = await k.call('GET /api/asks/:ask', { params: { ask: open.id } });
  await k.wait(30_000);
  for (const one of answers.filter((a) => !a.mine && !a.liked))
    if (k.chance(0.6)) await k.call('POST /api/asks/like', { body: { answer: one.id, on: true } });
  if (answers.some((a) => a.mine)) return;
  const body = { ask: open.id, text: '先看题干里的时间，再对照知识卡第二页，就清楚了。' };
  await k.attempt('POST /api/asks/answer', { body }, ['ask.closed']);
};

/** Questions with a bounty, answers, thanks. */
export const askAndHelp = async (k: Kin): Promise<void> => {
  for (const ask of k.memory.asks.slice(-3)) if (k.chance(0.6)) await tend(k, ask);
  if (k.chance(0.2)) await askColleagues(k);
  if (k.chance(0.3)) await answer(k);
};

/** What a whole company's questions came to, read by who asked: the last word of this life. */
export const fateOf = async (line: Line, ask: string): Promise<Fate> => {
  const page: AskPage = await line.call('GET /api/asks/:ask', { params: { ask } });
  const helper = page.answers.find((a) => a.accepted)?.author.id;
  return { ask: page.ask, ...(helper === undefined ? {} : { helper }) };
};

/** A reading note is worth three coins, once a day. */
const NOTE_COINS = 3;
/** The reading log: a note on some days, and what others read. */
export const keepLog = async (k: Kin): Promise<void> => {
  if (k.memory.noteDay !== k.day && k.chance(0.12)) {
    await k.wait(30_000);
    const body = { text: '今天读了《非暴力沟通》第三章：先说观察，再说感受。' };
    await k.call('POST /api/reading', { body });
    k.memory.noteDay = k.day;
    k.book.move(k.me, 'reading', NOTE_COINS);
  }
  if (!k.chance(0.25)) return;
  const { notes } = await k.call('GET /api/reading/wall', {});
  for (const note of notes.filter((n) => !n.mine && !n.liked).slice(0, 3)) {
    await k.wait(3_000);
    if (!k.chance(0.6)) continue;
    await k.call('POST /api/reading/like', { body: { note: note.id, on: true } });
  }
};
