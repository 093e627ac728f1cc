import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BankView, BulkChange } from '../../server/domain/api-bank.ts';
import type { Role } from '../../server/domain/person.ts';
import { commit } from '../../server/store/commit.ts';
import { Refused, refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

type Person = Awaited<ReturnType<TestServer['joined']>>;

let server: TestServer;
let owner: Person;
let departments: { id: string; name: string; parent?: string }[];
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.joined('唐老师', 'trainer');
  departments = (await owner.call('GET /api/studio/people')).departments;
});
afterAll(() => server.close());

const departmentOf = (name: string): string => departments.find((d) => d.name === name)?.id ?? '';
const joined = async (role: Role, department?: string): Promise<Person> => {
  const person = await server.joined('同事', role);
  if (department !== undefined)
    await commit(server.ctx, async ({ db }) => {
      const id = departmentOf(department);
      await db.updateTable('person').set({ department: id }).where('id', '=', person.me.person.id).execute();
    });
  return person;
};
const newBank = (by: Person, department?: string): Promise<BankView> =>
  by.call('POST /api/banks/save', {
    body: { name: { zh: '题库' }, department: department === undefined ? null : departmentOf(department) },
  });
const question = { id: 'x', type: 'true-false', stem: { zh: '对吗？' }, key: true, difficulty: 3 } as const;
const newQuestion = async (by: Person, bank: string): Promise<string> => {
  const { id } = await by.call('POST /api/questions/create', { body: { bank, type: 'true-false' } });
  await by.call('POST /api/questions/save', { body: { question: id, base: 0, content: question } });
  return id;
};

type Doors = Record<'view' | 'edit' | 'own', Record<string, (by: Person) => Promise<unknown>>>;
/** Every door of a bank and its questions, by what it takes. Each leaves things as they were, or adds only. */
const doorsOf = (bank: string, id: string, spare: string): Doors => ({
  view: {
    frame: (by) => by.call('GET /api/banks/:bank/frame', { params: { bank } }),
    audit: (by) => by.call('GET /api/banks/:bank/audit', { params: { bank } }),
    batches: (by) => by.call('GET /api/banks/:bank/batches', { params: { bank } }),
    duplicates: (by) => by.call('GET /api/banks/:bank/duplicates', { params: { bank } }),
    search: (by) => by.call('POST /api/questions/search', { body: { bank } }),
    detail: (by) => by.call('GET /api/questions/:id', { params: { id } }),
    history: (by) => by.call('GET /api/questions/:id/history', { params: { id } }),
    read: async (by) => {
      const found = await by.call('POST /api/questions/read', { body: { questions: [id] } });
      if (found.length === 0) throw new Refused(409, { code: 'question.unknown' });
    },
    comment: (by) => by.call('POST /api/questions/comment', { body: { question: id, text: '看过' } }),
  },
  edit: {
    category: (by) => by.call('POST /api/banks/category', { body: { bank, name: '类' } }),
    point: (by) => by.call('POST /api/banks/point', { body: { bank, name: { zh: '点' }, requires: [] } }),
    create: (by) => by.call('POST /api/questions/create', { body: { bank, type: 'essay' } }),
    draft: (by) => by.call('POST /api/questions/draft', { body: { question: id, base: 1, content: {} } }),
    drop: (by) => by.call('POST /api/questions/drop-draft', { body: { question: id } }),
    save: (by) => by.call('POST /api/questions/save', { body: { question: id, base: 1, content: question } }),
    bulk: (by) =>
      by.call('POST /api/questions/bulk', {
        body: { bank, questions: [id], change: { kind: 'add-tags', tags: ['标'] } },
      }),
    undo: async (by) => {
      const change: BulkChange = { kind: 'add-tags', tags: [`t${Math.random()}`.slice(0, 20)] };
      const batch = await owner.call('POST /api/questions/bulk', { body: { bank, questions: [id], change } });
      return by.call('POST /api/banks/undo', { body: { bank, batch: batch.id } });
    },
    resolve: async (by) => {
      const remark = { question: id, text: '改改' };
      const { thread } = await owner.call('POST /api/questions/comment', { body: remark });
      const comment = thread.findLast((c) => c.text === remark.text)?.id ?? '';
      return by.call('POST /api/questions/resolve', { body: { question: id, comment } });
    },
    merge: (by) => by.call('POST /api/questions/merge', { body: { into: id, from: spare } }),
    restore: async (by) => {
      const { version } = await owner.call('GET /api/questions/:id', { params: { id: spare } });
      return by.call('POST /api/questions/restore', { body: { question: spare, base: version, version: 1 } });
    },
  },
  own: {
    rename: (by) =>
      by.call('POST /api/banks/save', {
        body: { bank, name: { zh: '题库' }, department: departmentOf('前端组') },
      }),
    share: (by) =>
      by.call('POST /api/banks/share', {
        body: { bank, kind: 'department', holder: departmentOf('财务部'), access: 'none' },
      }),
  },
});

/** What each door says to somebody; '' = let in. */
const answers = async (doors: Doors, by: Person): Promise<Record<string, string>> => {
  const said: Record<string, string> = {};
  for (const [kind, list] of Object.entries(doors))
    for (const [name, knock] of Object.entries(list)) {
      try {
        await knock(by);
        said[`${kind}/${name}`] = '';
      } catch (error) {
        said[`${kind}/${name}`] = error instanceof Refused ? error.code : String(error);
      }
    }
  return said;
};
const expected = (
  doors: Doors,
  access: 'none' | 'view' | 'edit' | 'own' | 'learner',
): Record<string, string> => {
  const level = ['none', 'view', 'edit', 'own'].indexOf(access);
  const said: Record<string, string> = {};
  for (const [i, kind] of (['view', 'edit', 'own'] as const).entries())
    for (const name of Object.keys(doors[kind])) {
      const asksQuestion = /^(detail|history|read|comment|draft|drop|save|resolve|merge|restore)$/.test(name);
      const shut =
        level > 0
          ? kind === 'own' && access === 'edit'
            ? 'auth.forbidden'
            : 'bank.read_only'
          : asksQuestion
            ? 'question.unknown'
            : 'bank.unknown';
      said[`${kind}/${name}`] = access === 'learner' ? 'auth.forbidden' : i < level ? '' : shut;
    }
  return said;
};

type Case = [
  who: string,
  role: Role,
  department: string | undefined,
  share: string,
  access: 'none' | 'view' | 'edit' | 'own' | 'learner',
];
/** The bank belongs to 前端组, which lies below 研发中心. */
const CASES: Case[] = [
  ['an admin', 'admin', undefined, '', 'own'],
  ['a manager of the whole company', 'manager', undefined, '', 'own'],
  ['a manager of its department', 'manager', '前端组', '', 'own'],
  ['a manager of the department above', 'manager', '研发中心', '', 'own'],
  ['a manager of another department', 'manager', '后端组', '', 'none'],
  ['a trainer of its department', 'trainer', '前端组', '', 'edit'],
  ['a trainer of the department above', 'trainer', '研发中心', '', 'edit'],
  ['a trainer of another department', 'trainer', '后端组', '', 'none'],
  ['a trainer without a department', 'trainer', undefined, '', 'none'],
  ['a trainer it is shared with to view', 'trainer', '后端组', 'person:view', 'view'],
  ['a trainer it is shared with to edit', 'trainer', undefined, 'person:edit', 'edit'],
  ['a trainer below a department it is shared with to view', 'trainer', '财务部', '职能中心:view', 'view'],
  ['a trainer of a department it is shared with to edit', 'trainer', '华东区', '华东区:edit', 'edit'],
  ['a trainer above a department it is shared with', 'trainer', '销售部', '华东区:edit', 'none'],
  ['a learner of its department', 'learner', '前端组', '', 'learner'],
  ['a learner it is shared with', 'learner', undefined, 'person:edit', 'learner'],
];

describe('who may do what with a bank', () => {
  test.each(CASES)('%s', async (_who, role, department, share, access) => {
    const { id: bank } = await newBank(owner, '前端组');
    const id = await newQuestion(owner, bank);
    const spare = await newQuestion(owner, bank);
    const by = await joined(role, department);
    const [holder = '', given] = share.split(':');
    if (given === 'view' || given === 'edit') {
      const to = holder === 'person' ? by.me.person.id : departmentOf(holder);
      const kind = holder === 'person' ? 'person' : 'department';
      await owner.call('POST /api/banks/share', { body: { bank, kind, holder: to, access: given } });
    }
    const doors = doorsOf(bank, id, spare);
    expect(await answers(doors, by)).toEqual(expected(doors, access));
    if (access === 'learner') return;
    const seen = (await by.call('GET /api/banks')).find((b) => b.id === bank);
    expect(seen?.access ?? 'none').toBe(access);
  });

  test("a bank is its maker's, wherever the maker works", async () => {
    const maker = await joined('trainer', '后端组');
    const { id: bank } = await newBank(maker, '前端组');
    const doors = doorsOf(bank, await newQuestion(maker, bank), await newQuestion(maker, bank));
    doors.edit.undo = doors.edit.resolve = doors.edit.restore = async () => undefined;
    expect(await answers(doors, maker)).toEqual(expected(doors, 'own'));
  });

  test("the company's own banks: edited by trainers without a department, viewed by those of one", async () => {
    const { id: bank } = await newBank(owner);
    const access = async (by: Person) => (await by.call('GET /api/banks')).find((b) => b.id === bank)?.access;
    expect(await access(await joined('trainer'))).toBe('edit');
    expect(await access(await joined('trainer', '前端组'))).toBe('view');
    expect(await access(await joined('manager'))).toBe('own');
    expect(await access(await joined('manager', '前端组'))).toBe('view');
  });

  test('the first trainer of a company owns the banks that came with the product', async () => {
    const shipped = (await owner.call('GET /api/banks')).filter((b) => b.shipped);
    expect(shipped.length).toBeGreaterThan(0);
    expect(shipped.every((b) => b.access === 'own' && b.counts.ready > 0)).toBe(true);
    const inDepartment = await joined('trainer', '前端组');
    const theirs = (await inDepartment.call('GET /api/banks')).filter((b) => b.shipped);
    expect(theirs.map((b) => b.access)).toEqual(shipped.map(() => 'view'));
  });

  test('a share that ends is over at once', async () => {
    const { id: bank } = await newBank(owner);
    const by = await joined('trainer', '后端组');
    const body = { bank, kind: 'person', holder: by.me.person.id } as const;
    const shared = await owner.call('POST /api/banks/share', { body: { ...body, access: 'edit' } });
    expect(shared.shares).toEqual([{ kind: 'person', holder: body.holder, name: '同事', access: 'edit' }]);
    await by.call('POST /api/banks/category', { body: { bank, name: '类' } });
    await owner.call('POST /api/banks/share', { body: { ...body, access: 'none' } });
    const again = by.call('POST /api/banks/category', { body: { bank, name: '类' } });
    expect((await refusalOf(again)).code).toBe('bank.read_only');
  });

  test('moving questions takes the right to edit both banks', async () => {
    const { id: bank } = await newBank(owner);
    const { id: other } = await newBank(owner, '后端组');
    const id = await newQuestion(owner, bank);
    const by = await joined('trainer');
    const change = { kind: 'move', bank: other } as const;
    const move = (who: Person) =>
      who.call('POST /api/questions/bulk', { body: { bank, questions: [id], change } });
    expect((await refusalOf(move(by))).code).toBe('bank.unknown');
    await move(owner);
    expect((await refusalOf(by.call('GET /api/questions/:id', { params: { id } }))).code).toBe(
      'question.unknown',
    );
  });
});

describe('the doors of banks', () => {
  test('refuse what has no name, too many questions and unknown fields', async () => {
    const { id: bank } = await newBank(owner);
    const bad = [
      owner.call('POST /api/banks/save', { body: { name: {}, department: null } }),
      owner.call('POST /api/banks/category', { body: { bank, name: '  ' } }),
      owner.call('POST /api/banks/point', { body: { bank, name: { zh: 'x'.repeat(121) }, requires: [] } }),
      owner.call('POST /api/questions/search', { body: { bank, limit: 201 } }),
      owner.call('POST /api/questions/bulk', {
        body: { bank, questions: Array.from({ length: 501 }, () => 'x'), change: { kind: 'delete' } },
      }),
      owner.call('POST /api/questions/bulk', {
        body: { bank, questions: ['x'], change: { kind: 'add-tags', tags: ['a\u0000b'] } },
      }),
    ];
    for (const call of bad) expect((await refusalOf(call)).code).toBe('bad_request');
  });

  test('a category made by a double click is there once', async () => {
    const { id: bank } = await newBank(owner);
    const commandId = crypto.randomUUID();
    const click = () =>
      owner.call('POST /api/banks/category', { body: { bank, name: '安全' } }, { commandId });
    const [a, b] = await Promise.all([click(), click()]);
    expect(a.categories).toHaveLength(1);
    expect(b).toEqual(a);
  });
});
