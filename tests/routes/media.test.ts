import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, startTestServer, type TestServer } from '../helpers/server.ts';

type Person = Awaited<ReturnType<TestServer['joined']>>;
let server: TestServer;
let trainer: Person;
beforeAll(async () => {
  server = await startTestServer();
  trainer = await server.joined('唐老师', 'trainer');
});
afterAll(() => server.close());

const upload = (bytes: Uint8Array | string, alt = '说明', by = trainer) => {
  const base64 = Buffer.from(bytes).toString('base64');
  return by.call('POST /api/media/upload', { body: { fileName: 'x.png', base64, alt } });
};
const svg = (inside: string): string => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`;

describe('media', () => {
  test('are known by their bytes, whatever the file is called', async () => {
    expect((await upload(svg('<circle r="4"/>'))).name).toMatch(/\.svg$/u);
    expect(await upload('ID3 sound')).toMatchObject({
      kind: 'sound',
      name: expect.stringMatching(/\.mp3$/u),
    });
    for (const bad of ['<html></html>', 'MZ', '%PDF-1.7', ''])
      expect((await refusalOf(upload(bad))).code).toBe('media.kind');
    expect((await refusalOf(upload('GIF89a', ' '))).code).toBe('media.alt');
  });

  test('a drawing that does or fetches anything is refused', async () => {
    const active = [
      '<script>alert(1)</script>',
      '<g onload="alert(1)"/>',
      '<image href="https://evil.example/x.png"/>',
      '<a xlink:href="&#106;avascript:alert(1)"><text>x</text></a>',
      '<style>@import url(//evil.example)</style>',
      '<rect fill="url(https://evil.example/#a)"/>',
      '<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject>',
      '<use href="data:image/svg+xml;base64,PHN2Zz4="/>',
    ];
    for (const part of active)
      expect([part, (await refusalOf(upload(svg(part)))).code]).toEqual([part, 'media.kind']);
    await upload(svg('<defs><path id="a" d="M0 0"/></defs><use href="#a"/><rect fill="url(#a)"/>'));
  });

  test('larger than its kind may be is refused', async () => {
    const big = Buffer.alloc(5 * 1024 * 1024 + 1, 'GIF89a');
    expect(await refusalOf(upload(big))).toMatchObject({ code: 'media.too_large', details: { limit: 5 } });
  });

  test('reach whoever is signed in, for ever, in pieces, and do nothing there', async () => {
    const { url } = await upload('ID3 0123456789');
    const learner = await server.joined('学员');
    const whole = await learner.request(url);
    expect([whole.status, await whole.text()]).toEqual([200, 'ID3 0123456789']);
    expect(whole.headers.get('content-type')).toBe('audio/mpeg');
    expect(whole.headers.get('cache-control')).toContain('immutable');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    expect(whole.headers.get('content-security-policy')).toContain('sandbox');
    const part = async (range: string) => {
      const res = await learner.request(url, { headers: { range } });
      return [res.status, res.headers.get('content-range'), await res.text()];
    };
    expect(await part('bytes=4-6')).toEqual([206, 'bytes 4-6/14', '012']);
    expect(await part('bytes=-2')).toEqual([206, 'bytes 12-13/14', '89']);
    expect(await part('bytes=12-')).toEqual([206, 'bytes 12-13/14', '89']);
    expect((await part('bytes=99-'))[0]).toBe(416);
    expect((await server.client().request(url)).status).toBe(401);
    expect((await learner.request('/api/media/nowhere.png')).status).toBe(404);
  });

  test('are managed by trainers only', async () => {
    const learner = await server.joined('学员');
    const { name } = await upload('GIF89a mine');
    const asked = [
      upload('GIF89a x', 'x', learner),
      learner.call('GET /api/media-list'),
      learner.call('POST /api/media/alt', { body: { name, alt: 'x' } }),
      learner.call('POST /api/media/remove', { body: { name } }),
    ];
    for (const a of asked) expect((await refusalOf(a)).code).toBe('auth.forbidden');
    await trainer.call('POST /api/media/remove', { body: { name } });
    expect((await trainer.call('GET /api/media-list')).some((m) => m.name === name)).toBe(false);
  });
});
