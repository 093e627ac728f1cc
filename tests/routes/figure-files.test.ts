import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, startTestServer, type TestServer } from '../helpers/server.ts';

describe('files of figures', () => {
  let server: TestServer;
  let trainer: Browser;
  let learner: Browser;
  const days = 'from=20261101&to=20261130';
  beforeAll(async () => {
    server = await startTestServer();
    trainer = await server.joined('唐老师', 'trainer');
    learner = await server.joined('小李');
  });
  afterAll(() => server.close());

  test('are given to trainers in both formats, named and in the language asked for', async () => {
    const csv = await trainer.request(`/api/figures/answers.total.csv?${days}`);
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const bytes = new Uint8Array(await csv.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const xlsx = await trainer.request(`/api/figures/answers.total.xlsx?${days}&lang=en`);
    expect(decodeURIComponent(xlsx.headers.get('content-disposition') ?? '')).toContain(
      '20261101-20261130.xlsx',
    );
    expect(
      Buffer.from(await xlsx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  test('are no learner’s and nobody’s without a session', async () => {
    expect((await learner.request(`/api/figures/answers.total.csv?${days}`)).status).toBe(403);
    expect((await server.client().request(`/api/figures/answers.total.csv?${days}`)).status).toBe(401);
  });

  test('refuse an unknown figure, days that make no sense and other formats', async () => {
    const status = async (rest: string): Promise<number> =>
      (await trainer.request(`/api/figures/${rest}`)).status;
    expect(await status(`nothing.here.csv?${days}`)).toBe(404);
    expect(await status('answers.total.csv?from=20261130&to=20261101')).toBe(409);
    expect(await status('answers.total.csv?from=x&to=y')).toBe(400);
    expect(await status(`answers.total.exe?${days}`)).toBe(409);
  });
});
