import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RuleError } from '../../server/domain/errors.ts';
import { decide, handIn, openForMarking, withdraw, writeDraft } from '../../server/domain/submission.ts';
import { type Actor, commit, type Tx } from '../../server/store/commit.ts';
import {
  acceptedAt,
  findHandedIn,
  findSubmission,
  giveKudos,
  holdOwn,
  kudosOf,
  markingQueue,
  ruleOf,
  saveSubmission,
} from '../../server/store/submission.ts';
import { answeredBy, keepOpinions, opinionsAt } from '../../server/store/survey.ts';
import { addFile, filesOf, findFile, removeFile } from '../../server/store/upload.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { newCompany, newEditor } from './bank-people.ts';

const rubric = [{ name: { zh: '内容' }, points: 10 }];
const place = { quest: 'q', version: 1, island: 'q-1', station: 'q-1-1' };
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const photo = { name: 'a.png', mime: 'image/png', kind: 'photo' } as const;

describe.each(STORES)('submissions on $name', ({ open }) => {
  let store: TestStore;
  let people: Actor[];
  let strangers: Actor[];
  const at = (i: number): Actor => {
    const actor = people[i];
    if (!actor) throw new Error('nobody');
    return actor;
  };
  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => commit(store.ctx, work);
  const db = () => store.db.read;
  beforeAll(async () => {
    store = await open();
    const company = async (n: number): Promise<Actor[]> => {
      const org = await newCompany(store.ctx);
      const made: Actor[] = [];
      for (let i = 0; i < n; i++)
        made.push(await newEditor(store.ctx, org, { role: 'learner', name: `人${i}` }));
      return made;
    };
    people = await company(6);
    strangers = await company(1);
  });
  afterAll(() => store.close());

  /** Writes and hands in; gives the id. */
  const hand = (by: Actor, text: string) =>
    run(async (tx) => {
      const row = await holdOwn(tx, by, place);
      const rule = await ruleOf(tx.db, row);
      const next = handIn(writeDraft(rule, { rev: rule.rev, text }), ['text']);
      await saveSubmission(tx, row.id, next, { submittedAt: tx.now });
      return row.id;
    });
  const accept = (by: Actor, id: string) =>
    run(async (tx) => {
      const row = await findHandedIn(tx.db, by, id);
      const decision = { base: row.rev, marks: [7], comment: '好', decision: 'accept' as const };
      const { next, score } = decide(await ruleOf(tx.db, row), rubric, decision);
      const marking = { marker: by.person, markedAt: tx.now, marks: [7], comment: '好', score };
      await saveSubmission(tx, row.id, next, marking);
    });

  it('are one row a person and station, also when two devices begin it together', async () => {
    const both = await Promise.all([1, 2].map(() => run((tx) => holdOwn(tx, at(0), place))));
    expect(new Set(both.map((r) => r.id)).size).toBe(1);
    expect(both[0]).toMatchObject({ state: 'draft', rev: 0, nth: 0, text: '', marks: null });
    expect(await findSubmission(db(), at(1).person, place.station)).toBeUndefined();
  });

  it('of two autosaves from one state keep one, and refuse the other', async () => {
    const save = (text: string) =>
      run(async (tx) => {
        const row = await holdOwn(tx, at(0), place);
        await saveSubmission(tx, row.id, writeDraft(await ruleOf(tx.db, row), { rev: 0, text }));
      });
    const both = await Promise.allSettled([save('一'), save('二')]);
    const refused = both.filter((r) => r.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toBeInstanceOf(RuleError);
    expect(await findSubmission(db(), at(0).person, place.station)).toMatchObject({ rev: 1 });
  });

  it('wait oldest first, marked ones behind them, never to their author or another company', async () => {
    const one = await hand(at(1), '早');
    store.clock.advance(1000);
    const two = await hand(at(2), '晚');
    store.clock.advance(1000);
    const three = await hand(at(3), '最晚');
    await accept(at(5), two);
    const ids = async (by: Actor) => (await markingQueue(db(), by)).map((r) => r.id);
    expect(await ids(at(5))).toEqual([one, three, two]);
    expect(await ids(at(1))).toEqual([three, two]);
    const [stranger] = strangers;
    if (!stranger) throw new Error('nobody');
    expect(await ids(stranger)).toEqual([]);
    await expect(findHandedIn(db(), stranger, one)).rejects.toMatchObject({ code: 'submission.unknown' });
    await expect(findHandedIn(db(), at(1), one)).rejects.toMatchObject({ code: 'submission.unknown' });
  });

  it('that are taken back leave the queue; opened ones stay', async () => {
    const id = await hand(at(4), '想一想');
    const change = (rule: typeof withdraw) =>
      run(async (tx) => {
        const row = await holdOwn(tx, at(4), place);
        await saveSubmission(tx, row.id, rule(await ruleOf(tx.db, row)));
      });
    await change(withdraw);
    expect((await markingQueue(db(), at(5))).map((r) => r.id)).not.toContain(id);
    await hand(at(4), '想好了');
    await change(openForMarking);
    const found = (await markingQueue(db(), at(5))).find((r) => r.id === id);
    expect(found).toMatchObject({ state: 'marking', nth: 1, text: '想好了' });
    await expect(change(withdraw)).rejects.toMatchObject({ code: 'submission.marking' });
  });

  it('keep their marks, and are shown to colleagues once accepted', async () => {
    const own = await findSubmission(db(), at(2).person, place.station);
    expect(own).toMatchObject({
      state: 'accepted',
      marks: [7],
      score: 0.7,
      comment: '好',
      marker: at(5).person,
    });
    expect(await acceptedAt(db(), at(1), place.station)).toMatchObject([{ text: '晚', name: '人2' }]);
    expect(await acceptedAt(db(), at(2), place.station)).toEqual([]);
  });

  it('are given kudos once a person, which may be taken back; only the first ever is news', async () => {
    const id = (await findSubmission(db(), at(2).person, place.station))?.id ?? '';
    const give = (by: Actor, on: boolean) => run((tx) => giveKudos(tx, by.person, id, on));
    const count = async () => (await kudosOf(db(), at(1).person, [id])).counts.get(id) ?? 0;
    expect([await give(at(1), true), await give(at(1), true), await give(at(3), true)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(await count()).toBe(2);
    expect((await kudosOf(db(), at(1).person, [id])).mine.has(id)).toBe(true);
    expect([await give(at(1), false), await count(), await give(at(1), true), await count()]).toEqual([
      false,
      1,
      false,
      2,
    ]);
  });

  it('hold files with their bytes, in the order of their coming, for one company', async () => {
    const id = (await findSubmission(db(), at(0).person, place.station))?.id ?? '';
    const where = { org: at(0).org, submission: id };
    await run(async (tx) => {
      await addFile(tx, where, photo, PNG);
      await addFile(tx, where, { name: '二.txt', mime: 'text/plain', kind: 'file' }, Buffer.from('二'));
    });
    const files = (await filesOf(db(), [id])).get(id) ?? [];
    expect(files).toMatchObject([
      { name: 'a.png', mime: 'image/png', size: 8 },
      { name: '二.txt', size: 3 },
    ]);
    const first = files[0]?.id ?? '';
    const found = await findFile(db(), at(0).org, first);
    expect(Buffer.from(found?.bytes ?? [])).toEqual(PNG);
    expect(found).toMatchObject({ person: at(0).person, state: 'draft' });
    expect(await findFile(db(), strangers[0]?.org ?? '', first)).toBeUndefined();
    const row = await findSubmission(db(), at(0).person, place.station);
    if (row) expect((await ruleOf(db(), row)).files).toBe(2);
    await run((tx) => removeFile(tx, 'another', first));
    expect((await filesOf(db(), [id])).get(id)).toHaveLength(2);
    await run((tx) => removeFile(tx, id, first));
    expect((await filesOf(db(), [id])).get(id)).toHaveLength(1);
  });

  it('stay away from opinions, which have no author and come back in no order of time', async () => {
    const station = 'q-1-9';
    for (let value = 0; value < 30; value++)
      await run((tx) =>
        keepOpinions(tx, at(0), { quest: 'q', station }, [{ item: 'nps', value, text: null }]),
      );
    const values = (await opinionsAt(db(), at(0).org, station)).map((o) => o.value ?? -1);
    expect(values.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i));
    expect(values).not.toEqual(values.toSorted((a, b) => a - b));
    const stored = await db().selectFrom('survey_response').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(at(0).person);
    if (store.db.dialect === 'sqlite') {
      const scanned = await db().selectFrom('survey_response').select(['id']).execute();
      expect(scanned.map((r) => r.id)).toEqual(scanned.map((r) => r.id).toSorted());
    }
    expect(await opinionsAt(db(), strangers[0]?.org ?? '', station)).toEqual([]);
    expect(await answeredBy(db(), at(0).org, station)).toBe(0);
  });
});
