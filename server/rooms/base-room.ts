import { type Client, CloseCode, Room, type RoomException, type RoomOptions } from '@colyseus/core';
import type { Logger } from 'pino';

/** Every room extends this: a throw in a handler or timer is logged and ends neither the room nor the process. */
export abstract class BaseRoom<T extends RoomOptions> extends Room<T> {
  override maxMessagesPerSecond = 20;
  protected abstract readonly log: Logger;

  override onUncaughtException(error: RoomException, method: string): void {
    this.log.error(
      { err: error.cause ?? error, method, room: this.roomName, roomId: this.roomId },
      'room fault',
    );
  }

  /** Keeps the seat of a lost connection for a while; who was sent away or left with the server has none. */
  protected holdSeat(client: Client, code: number | undefined, seconds: number): void {
    if (code === CloseCode.SERVER_SHUTDOWN || code === CloseCode.WITH_ERROR) return;
    this.allowReconnection(client, seconds).catch(() => {
      // The seat ran out or the room closed: onLeave follows.
    });
  }
}
