import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Editor } from '../../server/store/audit-trail.ts';
import { commit, type Work } from '../../server/store/commit.ts';
import { addMedia, describeMedia, findMedia, mediaBytes, removeMedia } from '../../server/store/media.ts';
import { saveDraft, saveQuestion } from '../../server/store/question.ts';
import { STORES, type TestStore } from '../helpers/database.ts';
import { choice, newBank, newCompany, newEditor, newQuestion, refusal } from './bank-people.ts';

const png = (tail: string): Uint8Array =>
  Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from(tail)]);

describe.each(STORES)('media on $name', ({ open }) => {
  let store: TestStore;
  let by: Editor;
  beforeAll(async () => {
    store = await open();
    by = await newEditor(store.ctx, await newCompany(store.ctx));
  });
  afterAll(() => store.close());
  const run = <T>(work: Work<T>): Promise<T> => commit(store.ctx, work);
  const add = (bytes: Uint8Array, alt = '一张图') =>
    run((tx) => addMedia(tx, by, { bytes, alt, fileName: 'a.png' }));

  test('the same bytes are kept once, with their first description', async () => {
    const first = await add(png('same'));
    expect(await add(png('same'), '别的说法')).toEqual(first);
    expect((await findMedia(store.db.read, by.org)).filter((m) => m.name === first.name)).toHaveLength(1);
    expect(first).toMatchObject({ kind: 'picture', size: 12, alt: '一张图', uses: 0 });
    expect(first.name).toMatch(/^[0-9a-f]{64}\.png$/u);
  });

  test('its bytes come back in pieces', async () => {
    const { name } = await add(png('0123456789'));
    const part = await mediaBytes(store.db.read, by.org, name, { from: 8, length: 4 });
    expect(Buffer.from(part).toString()).toBe('0123');
  });

  test('stays while any version or draft of a question shows it, and needs to be there to be shown', async () => {
    const { name } = await add(png('used'));
    const bank = await newBank(store.ctx, by);
    const id = await newQuestion(store.ctx, by, bank, choice(`看图 ![图](media:${name})`));
    expect((await findMedia(store.db.read, by.org)).find((m) => m.name === name)?.uses).toBe(1);
    await run((tx) => saveQuestion(tx, by, { question: id, base: 1, content: choice('没有图了') }));
    expect(await refusal(run((tx) => removeMedia(tx, by, name)))).toBe('media.in_use');
    const drafted = await add(png('drafted'));
    const content = { stem: { zh: `![图](media:${drafted.name})` } };
    await run((tx) => saveDraft(tx, by, { question: id, base: 2, content }));
    expect(await refusal(run((tx) => removeMedia(tx, by, drafted.name)))).toBe('media.in_use');
    const missing = choice('![图](media:nowhere.png)');
    expect(
      await refusal(run((tx) => saveQuestion(tx, by, { question: id, base: 2, content: missing }))),
    ).toBe('media.unknown');
  });

  test('is described anew, removed when nothing shows it, and belongs to its company alone', async () => {
    const { name } = await add(png('free'));
    const stranger = await newEditor(store.ctx, await newCompany(store.ctx));
    expect(await refusal(run((tx) => removeMedia(tx, stranger, name)))).toBe('media.unknown');
    expect(await findMedia(store.db.read, stranger.org)).toEqual([]);
    expect((await run((tx) => describeMedia(tx, by, name, ' 灭火器 '))).alt).toBe('灭火器');
    expect(await refusal(run((tx) => describeMedia(tx, by, name, '  ')))).toBe('media.alt');
    await run((tx) => removeMedia(tx, by, name));
    expect(await refusal(run((tx) => describeMedia(tx, by, name, 'x')))).toBe('media.unknown');
  });
});
