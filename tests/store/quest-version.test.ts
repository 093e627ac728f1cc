import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RuleError } from '../../server/domain/errors.ts';
import type { Quest } from '../../server/domain/quest.ts';
import type { Editor } from '../../server/store/audit-trail.ts';
import { type Actor, commit } from '../../server/store/commit.ts';
import { enrol } from '../../server/store/progress.ts';
import { changeAudience, sailableBy } from '../../server/store/quest-audience.ts';
import {
  archiveQuest,
  createQuest,
  findDraft,
  publishQuest,
  saveDraft,
} from '../../server/store/quest-draft.ts';
import { endPreview, startPreview } from '../../server/store/quest-preview.ts';
import { draftViewOf, listQuests } from '../../server/store/quest-summary.ts';
import { cardsOf, findBegun, findQuest, saveContentVersion } from '../../server/store/quest-version.ts';
import { chooseVoyage, voyagesOf } from '../../server/store/voyage.ts';
import { STORES, seedPeople, type TestStore } from '../helpers/database.ts';
import { cardOf } from '../helpers/quest-builder.ts';

const quest = (id: string, days = 3): Quest => ({
  id,
  name: { zh: `任务${id}` },
  days,
  islands: [
    {
      id: `${id}-1`,
      name: { zh: '岛' },
      about: { zh: '岛' },
      icon: 'hut',
      bank: 'bank',
      stations: [{ id: `${id}-1-1`, kind: 'card', name: { zh: '读' }, minutes: 1, card: 'welcome' }],
    },
  ],
});

describe.each(STORES)('quests and their versions on $name', ({ open }) => {
  let store: TestStore;
  let [trainer, one, two, three]: Actor[] = [];
  let by: Editor;
  const must = (actor: Actor | undefined): Actor => {
    if (!actor) throw new Error('nobody');
    return actor;
  };
  const run = <T>(work: Parameters<typeof commit<T>>[1]): Promise<T> => commit(store.ctx, work);
  beforeAll(async () => {
    store = await open();
    [trainer, one, two, three] = await seedPeople(store.ctx, 4);
    by = { ...must(trainer), role: 'admin' };
    const { org } = by;
    await run(async (tx) => {
      await tx.db
        .insertInto('bank')
        .values({ id: 'bank', org, name: '{"zh":"库"}', hash: '', department: null, createdBy: null })
        .execute();
      for (const [id, parent] of [
        ['top', null],
        ['middle', 'top'],
        ['low', 'middle'],
      ] as const)
        await tx.db.insertInto('department').values({ id, org, parent, name: id }).execute();
      await tx.db
        .updateTable('person')
        .set({ department: 'low' })
        .where('id', '=', must(one).person)
        .execute();
    });
  });
  afterAll(() => store.close());

  const content = (days: number) => ({
    quest: quest('shipped', days),
    cards: [cardOf('welcome', 'shipped-check')],
  });
  const ship = (days: number, hash: string) =>
    run((tx) => saveContentVersion(tx, by.org, content(days), hash));
  const idsOf = async (who: Actor | undefined): Promise<string[]> =>
    (await sailableBy(store.db.read, must(who))).map((s) => s.id);
  /** A published quest for everyone, one moment after the last one. */
  const build = async (): Promise<string> => {
    store.clock.advance(1000);
    return run(async (tx) => {
      const id = await createQuest(tx, by, { name: { zh: '新' } });
      const cards = [cardOf('welcome', `${id}-check`)];
      await saveDraft(tx, by, { quest: id, rev: 1, definition: quest(id), cards });
      await publishQuest(tx, by, { quest: id, rev: 2 });
      return id;
    });
  };

  it('what is shipped becomes version 1 for everyone, and a new version only when it has changed', async () => {
    await ship(3, 'a');
    await ship(3, 'b');
    expect(await findQuest(store.db.read, must(one))).toMatchObject({ id: 'shipped', version: 1, days: 3 });
    await run(async (tx) => enrol(tx, must(one), await findQuest(tx.db, must(one))));
    await ship(4, 'c');
    expect(await findQuest(store.db.read, must(one))).toMatchObject({ version: 1, days: 3 });
    expect(await findQuest(store.db.read, must(two))).toMatchObject({ version: 2, days: 4 });
    expect(await cardsOf(store.db.read, { id: 'shipped', version: 1 })).toHaveLength(1);
  });

  it('a trainer’s version of a shipped quest is not written over by the next release', async () => {
    const draft = await findDraft(store.db.read, by.org, 'shipped');
    expect(draft).toMatchObject({ rev: 0, definition: { days: 4 } });
    await run(async (tx) => {
      await saveDraft(tx, by, {
        quest: 'shipped',
        rev: 0,
        definition: quest('shipped', 9),
        cards: draft.cards,
      });
      await publishQuest(tx, by, { quest: 'shipped', rev: 1 });
    });
    await ship(5, 'd');
    expect(await findQuest(store.db.read, must(two))).toMatchObject({ version: 3, days: 9 });
  });

  it('is open to whom its audience names: everyone, a department with all below it, a person', async () => {
    const id = await build();
    const change = (kind: 'everyone' | 'department' | 'person', holder: string, add: boolean) =>
      run((tx) => changeAudience(tx, by, { quest: id, kind, holder, add }));
    expect(await idsOf(two)).toContain(id);
    await change('everyone', '', false);
    expect(await idsOf(one)).not.toContain(id);
    await change('department', 'top', true);
    expect([await idsOf(one), await idsOf(two)].map((ids) => ids.includes(id))).toEqual([true, false]);
    await change('person', must(two).person, true);
    expect(await idsOf(two)).toContain(id);
    expect(await idsOf(three)).not.toContain(id);
    await expect(change('department', 'nowhere', true)).rejects.toThrow(new RuleError('department.unknown'));
    const view = await draftViewOf(store.db.read, by, id);
    expect(view.audience.map((a) => [a.kind, a.holder])).toEqual([
      ['department', 'top'],
      ['person', must(two).person],
    ]);
  });

  it('archived is begun by nobody and finished by who is under way', async () => {
    const id = await build();
    const who = must(two);
    await run(async (tx) => {
      await chooseVoyage(tx, who, id);
      await enrol(tx, who, await findQuest(tx.db, who));
      await archiveQuest(tx, by, id, true);
    });
    expect((await findQuest(store.db.read, who)).id).toBe(id);
    await expect(run((tx) => chooseVoyage(tx, must(three), id))).rejects.toThrow(
      new RuleError('quest.not_open'),
    );
    expect((await voyagesOf(store.db.read, who)).find((v) => v.current)?.quest).toBe(id);
    await run((tx) => archiveQuest(tx, by, id, false));
    expect(await idsOf(three)).toContain(id);
  });

  it('nobody of another company sees or changes it', async () => {
    const id = await build();
    const [stranger] = await seedPeople(store.ctx, 1);
    expect(await idsOf(stranger)).toEqual([]);
    await expect(findQuest(store.db.read, must(stranger))).rejects.toThrow(new RuleError('quest.unknown'));
    const foreign: Editor = { ...must(stranger), role: 'admin' };
    await expect(draftViewOf(store.db.read, foreign, id)).rejects.toThrow(new RuleError('quest.unknown'));
    await expect(run((tx) => archiveQuest(tx, foreign, id, true))).rejects.toThrow(
      new RuleError('quest.unknown'),
    );
    await expect(run((tx) => startPreview(tx, must(stranger), id))).rejects.toThrow(
      new RuleError('quest.unknown'),
    );
    expect(await listQuests(store.db.read, foreign.org)).toEqual([]);
  });

  it('the preview is version 0 of its own, and comes back to the quest from before', async () => {
    const id = await build();
    const who = must(trainer);
    await run((tx) => chooseVoyage(tx, who, id));
    await run((tx) => startPreview(tx, who, 'shipped'));
    await run((tx) => startPreview(tx, who, 'shipped'));
    const sailed = await findQuest(store.db.read, who);
    expect(sailed).toMatchObject({ id: 'try.shipped', version: 0, islands: [{ id: 'try.shipped-1' }] });
    await run((tx) => enrol(tx, { ...who, preview: true }, sailed));
    expect(await findBegun(store.db.read, who.person, 'try.shipped')).toMatchObject({ version: 0 });
    expect((await voyagesOf(store.db.read, who)).some((v) => v.current)).toBe(false);
    expect((await listQuests(store.db.read, by.org)).find((q) => q.id === 'shipped')?.cohorts).toEqual([
      { version: 1, learners: 1 },
    ]);
    expect(await run((tx) => endPreview(tx, who.person))).toBe(id);
    expect((await findQuest(store.db.read, who)).id).toBe(id);
    await expect(findBegun(store.db.read, who.person, 'try.shipped')).rejects.toThrow(
      new RuleError('quest.unknown'),
    );
  });

  it('two who publish the same draft at once make one version', async () => {
    const id = await build();
    const rev = (await findDraft(store.db.read, by.org, id)).rev;
    const both = await Promise.allSettled([
      run((tx) => publishQuest(tx, by, { quest: id, rev })),
      run((tx) => publishQuest(tx, by, { quest: id, rev })),
    ]);
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await draftViewOf(store.db.read, by, id)).versions.map((v) => v.version)).toEqual([2, 1]);
  });
});
