import { verbOf } from '../../server/domain/events/index.ts';
import type { Quest, Station } from '../../server/domain/quest.ts';
import type { Talk } from '../../server/domain/talk.ts';
import { builderAt } from './quest-builder.ts';
import type { Browser, TestServer } from './server.ts';

const option = (id: string, score: number, next: string) => ({
  id,
  text: { zh: `说 ${id}` },
  score,
  feedback: { zh: `点评 ${id}` },
  next,
});
/** Two choices: `own` and `sorry` lead to the second, `deny` ends the talk; the best run is own, honest. */
export const shortTalk: Talk = {
  other: { name: { zh: '赵经理' }, role: { zh: '客户' }, icon: 'hut' },
  situation: { zh: '电话响了。' },
  start: 'hello',
  nodes: [
    { kind: 'line', id: 'hello', speaker: 'other', mood: 'angry', text: { zh: '又慢了！' }, next: 'first' },
    {
      kind: 'choice',
      id: 'first',
      text: { zh: '怎么办？' },
      options: [option('own', 1, 'second'), option('sorry', 0.5, 'second'), option('deny', 0, 'poor')],
    },
    {
      kind: 'choice',
      id: 'second',
      text: { zh: '多久能好？' },
      options: [option('honest', 1, 'good'), option('boast', 0, 'poor')],
    },
    { kind: 'end', id: 'good', mood: 'glad', text: { zh: '她笑了。' } },
    { kind: 'end', id: 'poor', text: { zh: '她挂了电话。' } },
  ],
};

export const rubric = [
  { name: { zh: '内容' }, points: 12 },
  { name: { zh: '表达' }, points: 8 },
];
const base = (id: string, name: string) => ({ id, name: { zh: name }, minutes: 3 });
export const scenarioAt = (id: string): Station => ({
  ...base(id, '角色扮演'),
  kind: 'scenario',
  talk: shortTalk,
});
export const assignmentAt = (id: string): Station => ({
  ...base(id, '作业营地'),
  kind: 'assignment',
  assignment: { brief: { zh: '写一写你的第一周。' }, rubric, accepts: ['text', 'photo', 'file'] },
});
export const surveyAt = (id: string): Station => ({
  ...base(id, '问卷'),
  kind: 'survey',
  survey: {
    items: [
      { kind: 'rating', id: 'happy', text: { zh: '满意吗？' } },
      { kind: 'nps', id: 'nps', text: { zh: '会推荐吗？' } },
      { kind: 'text', id: 'more', text: { zh: '还想说？' } },
    ],
  },
});
const practiceAt = (id: string): Station => ({ ...base(id, '练习'), kind: 'practice', questions: 3 });

type Make = (id: string) => Station;
/** One island with these stations and a practice behind them. */
const oneIsland = (id: string, makes: readonly Make[]): Quest => ({
  id,
  name: { zh: '一座岛' },
  days: 5,
  islands: [
    {
      id: `${id}-1`,
      name: { zh: '岛' },
      about: { zh: '说明' },
      icon: 'hut',
      bank: 'sail',
      style: { seed: 1, biome: 'forest', size: 'small' },
      stations: [...makes, practiceAt].map((make, i) => make(`${id}-1-${i + 1}`)),
    },
  ],
});

/** The draft of a quest with these stations first, and its publishing. */
export const stationsBy = (browser: Browser) => {
  const { create, save, publish } = builderAt(browser);
  const drawn = async (...makes: Make[]) => {
    const draft = await create('一座岛');
    return save(draft, oneIsland(draft.id, makes), []);
  };
  /** Ids of the published quest's stations in their order. */
  const published = async (...makes: Make[]) => {
    const { id } = await publish(await drawn(...makes));
    return {
      quest: id,
      stations: makes.map((_, i) => `${id}-1-${i + 1}`),
      after: `${id}-1-${makes.length + 1}`,
    };
  };
  return { drawn, published };
};

/** What the log says of a person, in order. */
export const eventsOf = async (server: TestServer, person: string) => {
  const rows = await server.ctx.db.read
    .selectFrom('event')
    .innerJoin('symbol as actor', 'actor.id', 'event.actor')
    .leftJoin('symbol as thing', 'thing.id', 'event.obj')
    .select(['event.verb', 'event.ok', 'event.score', 'event.data', 'thing.text as obj'])
    .where('actor.text', '=', person)
    .orderBy('event.seq')
    .execute();
  return rows.map((r) => ({
    ...r,
    verb: verbOf(r.verb),
    data: JSON.parse(r.data) as Record<string, unknown>,
  }));
};
