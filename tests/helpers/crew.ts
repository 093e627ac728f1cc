import { Client, type Room } from '@colyseus/sdk';
import type { CrewAnswer, CrewVerdict, CrewView } from '../../server/domain/api-crew.ts';
import type { Browser, TestServer } from './server.ts';

/** One tab of a member in a crew's room, with every view it was sent. */
export const boardCrew = async (server: TestServer, who: Browser, crew: string) => {
  const { token } = await who.call('POST /api/room-token', { body: {} });
  const sdk = new Client(server.url);
  sdk.auth.token = token;
  const room = (await sdk.joinOrCreate('crew', { crew })) as Room;
  const views: CrewView[] = [];
  room.onMessage('crew' as never, (view: CrewView) => void views.push(view));
  room.onError(() => undefined);
  const ask = async <T>(type: string, message?: unknown): Promise<T> => {
    try {
      return (await room.request(type as never, message as never)) as T;
    } catch (error) {
      throw new Error((error as { reason?: { code: string } }).reason?.code ?? String(error));
    }
  };
  return {
    room,
    views,
    view: (): Promise<CrewView> => ask('view'),
    start: (): Promise<CrewView> => ask('start'),
    answer: (body: CrewAnswer): Promise<CrewVerdict> => ask('answer', body),
    leave: (): Promise<{ ok: true }> => ask('leave'),
  };
};
export type CrewTab = Awaited<ReturnType<typeof boardCrew>>;
