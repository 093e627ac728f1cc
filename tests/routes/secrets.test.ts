import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttemptView, ItemView } from '../../server/domain/api.ts';
import type { Question } from '../../server/domain/question.ts';
import type { LocalText } from '../../server/domain/text.ts';
import { content, questionOf, rightAnswer, wrongAnswer } from '../bots/answers.ts';
import { learnerAt } from '../bots/learner.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** Questions whose verdict this person was told; only of these may a reply say more than the question itself. */
type Told = Set<string>;
const KEY_FIELDS = new Set([
  'key',
  'explanation',
  'feedback',
  'tolerance',
  'ok',
  'score',
  'verdict',
  'hint',
  'pairs',
  'extras',
  'replies',
  'others',
  'units',
  'sample',
  'parts',
  'pending',
]);
/** Fields that may carry the word without being the key of a question. */
const isOutcome = (path: string): boolean => /\.result\.score$/.test(path);
const DONE = JSON.stringify({ ok: true });

/** What is said of parts of an answer, and the model answer of an essay. */
const saidOf = (q: Question): (string | undefined)[] => {
  const both = (text: LocalText | undefined) => [text?.zh, text?.en];
  if (q.type === 'single' || q.type === 'multiple') return q.options.flatMap((o) => both(o.feedback));
  if (q.type === 'short') return (q.replies ?? []).flatMap((r) => both(r.feedback));
  if (q.type === 'numeric') return [q, ...(q.others ?? [])].flatMap((r) => both(r.feedback));
  if (q.type === 'true-false') return [...both(q.feedback?.true), ...both(q.feedback?.false)];
  return q.type === 'essay' ? both(q.sample) : [];
};

/** Texts of a question that nobody may read before its verdict. */
const secretsOf = (q: Question): string[] => [
  ...(q.explanation?.zh ? [q.explanation.zh] : []),
  ...(q.explanation?.en ? [q.explanation.en] : []),
  ...(q.hint?.zh ? [q.hint.zh] : []),
  ...saidOf(q).filter((said) => said !== undefined),
];

const checks = content.cards.flatMap((c) =>
  c.panels.flatMap((p) => (p.kind === 'check' ? [p.question] : [])),
);
const talks = content.quest.islands
  .flatMap((i) => i.stations)
  .flatMap((s) => (s.kind === 'scenario' ? [s] : []));
const taught = JSON.stringify([content.cards, content.banks]);
/** What a role play says of each choice at its end, where no card or question says it in the same words. */
const commentsOf = (station: (typeof talks)[number]): string[] =>
  station.talk.nodes
    .flatMap((n) => (n.kind === 'choice' ? n.options : []))
    .flatMap((o) => [o.feedback.zh, o.feedback.en])
    .filter((said) => said !== undefined)
    .filter((said) => !taught.includes(JSON.stringify(said).slice(1, -1)));
const all: Question[] = [...content.banks.flatMap((b) => b.questions), ...checks];

/** Walks a reply: every field, every text, every question view in it. Gives what it must not have said. */
const leaksIn = (reply: unknown, told: Told, revealed: boolean): string[] => {
  const faults: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      const at = `${path}.${name}`;
      if (!revealed && KEY_FIELDS.has(name) && !isOutcome(at))
        faults.push(`${at} is there before the verdict`);
      if (name === 'question' && !revealed) faults.push(...orderLeak(inner as ItemView['question'], at));
      walk(inner, at);
    }
  };
  const text = JSON.stringify(reply);
  if (text !== DONE) walk(reply, '');
  for (const q of all) {
    if (told.has(q.id)) continue;
    for (const secret of secretsOf(q))
      if (text.includes(JSON.stringify(secret).slice(1, -1)))
        faults.push(`the reply tells of ${q.id}: ${secret}`);
  }
  for (const station of talks) {
    if (told.has(station.id)) continue;
    for (const secret of commentsOf(station))
      if (text.includes(JSON.stringify(secret).slice(1, -1)))
        faults.push(`the reply comments on ${station.id}: ${secret}`);
  }
  return faults;
};

/** A view that gives its order away: steps shown solved; an accepted text shown as a field. */
const orderLeak = (view: ItemView['question'], at: string): string[] => {
  const q = questionOf(view.id);
  const faults: string[] = [];
  if (view.type === 'ordering' && q.type === 'ordering')
    if (JSON.stringify(view.items) === JSON.stringify(q.items)) faults.push(`${at}: ${q.id} is shown solved`);
  const own = JSON.stringify({ ...view, stem: undefined });
  if (q.type === 'short' && q.key.some((k) => [...k].length > 2 && own.includes(k)))
    faults.push(`${at}: ${q.id} shows an accepted text`);
  if (q.type === 'numeric') {
    const allowed = new Set(['id', 'version', 'stem', 'point', 'difficulty', 'hasHint', 'type', 'unit']);
    for (const field of Object.keys(view)) if (!allowed.has(field)) faults.push(`${at}.${field} of a number`);
  }
  return faults;
};

/** Plays the voyage and checks every reply the moment it comes. */
const voyage = async (islands: number) => {
  const person = await server.joined('密探');
  const told: Told = new Set();
  const faults: string[] = [];
  let replies = 0;
  let pending = 0;
  /** `reveals` = ids whose verdict this very reply may carry; then the rest is still searched for other questions. */
  const check = <T>(reply: T, reveals: string[] = []): T => {
    replies += 1;
    for (const id of reveals) told.add(id);
    faults.push(...leaksIn(reply, told, reveals.length > 0));
    return reply;
  };
  const { call } = person;
  const tick = (): void => server.clock.advance(1500);

  const card = async (station: string): Promise<void> => {
    const view = check(await call('GET /api/cards/:station', { params: { station } }));
    const panel = view.panels.find((p) => p.kind === 'check');
    if (panel?.kind !== 'check') throw new Error('no check');
    pending += 1;
    const body = { station, answer: rightAnswer(panel.question), rtMs: 5 };
    check(await call('POST /api/cards/check', { body }), [panel.question.id]);
    check(await call('POST /api/cards/complete', { body: { station, ms: 5 } }), []);
  };

  const one = async (view: AttemptView, shown: ItemView, right: boolean): Promise<AttemptView> => {
    tick();
    pending += 1;
    const { id } = shown.question;
    const answer = right ? rightAnswer(shown.question) : wrongAnswer(shown.question);
    const body = { attempt: view.id, item: shown.item, answer, rtMs: 5 };
    const reply = await call('POST /api/attempts/answer', { body });
    if (view.kind === 'exam') return check(reply).attempt;
    check(reply, [id]);
    // The verdict belongs to this question alone: the next one is searched as if nothing had been said.
    if (reply.attempt.status === 'open') faults.push(...leaksIn(reply.attempt, told, false));
    return reply.attempt;
  };

  const play = async (station: string, kind: string): Promise<void> => {
    let view = check(await call('POST /api/attempts/start', { body: { station } }));
    if (kind === 'exam') {
      for (const shown of view.items) {
        await one(view, shown, true);
        const body = { attempt: view.id, item: shown.item, flagged: true };
        check(await call('POST /api/attempts/flag', { body }));
      }
      check(await call('GET /api/attempts/:id', { params: { id: view.id } }));
      const ids = view.items.map((i) => i.question.id);
      check(await call('POST /api/attempts/submit', { body: { attempt: view.id } }), ids);
      return;
    }
    for (let i = 0; view.status === 'open'; i++) {
      const shown = view.items[0];
      if (!shown || view.items.length !== 1) throw new Error(`${view.items.length} questions at once`);
      check(await call('GET /api/attempts/:id', { params: { id: view.id } }));
      view = await one(view, shown, i % 5 !== 1);
    }
  };

  /** Always the first option shown, so that better and worse are said; again until it is passed or the tries are over. */
  const talk = async (station: string): Promise<void> => {
    let view = check(await call('POST /api/attempts/start', { body: { station } }));
    while (view.kind === 'scenario' && view.choice) {
      check(await call('GET /api/attempts/:id', { params: { id: view.id } }));
      const { node, options } = view.choice;
      const found = talks.find((t) => t.id === station)?.talk.nodes.find((n) => n.id === node);
      const scores = found?.kind === 'choice' ? found.options : [];
      const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
      const option = view.lines.length < 4 ? (options[0]?.id ?? '') : best.id;
      const body = { attempt: view.id, node, option };
      const reply = await call('POST /api/attempts/choose', { body });
      view = check(reply, reply.status === 'ended' ? [station] : []);
    }
  };
  const l = learnerAt(server, person);
  const others = async (station: string, kind: string): Promise<void> => {
    if (kind === 'scenario') return talk(station);
    if (kind === 'assignment') return void check(await l.handIn(station));
    return void check(await l.answerSurvey(station));
  };
  const asks = (kind: string): boolean => kind === 'practice' || kind === 'exam' || kind === 'boss';

  check(await call('POST /api/checkin', { body: {} }));
  for (const island of content.quest.islands.slice(0, islands)) {
    for (const s of island.stations) {
      check(await call('GET /api/quest'));
      if (s.kind === 'card') await card(s.id);
      else {
        for (let tries = 0; tries < 3; tries++) {
          await (asks(s.kind) ? play(s.id, s.kind) : others(s.id, s.kind));
          const { islands: now } = check(await call('GET /api/quest'));
          const after = now.flatMap((i) => i.stations).find((x) => x.id === s.id);
          if (after?.state === 'done' || after?.submission === 'submitted') break;
        }
      }
      check(await call('GET /api/log'));
    }
  }
  return { faults, replies, pending };
};

describe('no reply gives an answer away before its verdict', () => {
  it('not one of a whole voyage over six islands: no key, no reason, no feedback, no hint, no solved order', async () => {
    const { faults, replies, pending } = await voyage(6);
    expect(faults).toEqual([]);
    expect(pending).toBeGreaterThan(200);
    expect(replies).toBeGreaterThan(650);
  }, 60_000);

  it('the walk would notice: a key, a reason or another question in a reply is found', () => {
    const q = content.banks[0]?.questions.find((x) => x.type === 'single');
    if (!q) throw new Error('no single choice');
    const clean = { items: [{ item: 0, question: { id: q.id, type: 'single', options: [] } }] };
    expect(leaksIn(clean, new Set(), false)).toEqual([]);
    expect(leaksIn({ ...clean, items: [{ ...clean.items[0], verdict: {} }] }, new Set(), false)).not.toEqual(
      [],
    );
    expect(leaksIn({ ...clean, note: q.explanation?.zh }, new Set(), false)).not.toEqual([]);
    expect(leaksIn({ ...clean, note: q.explanation?.zh }, new Set(), true)).not.toEqual([]);
  });

  it('nor does the order of options: over 200 attempts the right one is equally often at each position', async () => {
    const l = learnerAt(server, await server.joined('掷骰'));
    await l.sailTo('sail-8');
    const counts = new Map<number, number[]>();
    for (let attempts = 0; attempts < 200; attempts++) {
      const { id, items } = await l.start('sail-8');
      for (const { question } of items) {
        if (question.type !== 'single') continue;
        const n = question.options.length;
        const places = counts.get(n) ?? new Array<number>(n).fill(0);
        const at = Number(rightAnswer(question));
        places[at] = (places[at] ?? 0) + 1;
        counts.set(n, places);
      }
      await l.call('POST /api/attempts/submit', { body: { attempt: id } });
      server.clock.advance(8 * 3_600_000);
    }
    const four = counts.get(4) ?? [];
    const n = four.reduce((a, b) => a + b, 0);
    expect(n).toBeGreaterThan(400);
    const chi2 = four.reduce((sum, c) => sum + (c - n / 4) ** 2 / (n / 4), 0);
    // 99.9999 % point of chi-square with 3 degrees of freedom: the attempts' ids are random.
    expect(chi2, four.join(' ')).toBeLessThan(30.7);
  }, 120_000);
});
