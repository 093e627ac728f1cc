import { parentPort, workerData } from 'node:worker_threads';
import { answer } from '../analytics/desk.ts';
import { RuleError } from '../domain/errors.ts';
import { openReadOnly, type Place, readOnly } from '../store/db.ts';
import type { Answered, Asked } from './desk.ts';

/** Answers questions to the log one after another with a connection of its own; see desk.ts. */
const log = readOnly(openReadOnly(workerData as Place));
const port = parentPort;

const reply = async ({ id, question, params }: Asked): Promise<Answered> => {
  try {
    return { id, value: await answer(log, question, params) };
  } catch (error) {
    if (error instanceof RuleError) return { id, code: error.code, details: error.details };
    return { id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

let last: Promise<void> = Promise.resolve();
port?.on('message', (asked: Asked) => {
  last = last.then(async () => port.postMessage(await reply(asked)));
});
