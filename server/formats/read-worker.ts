import { parentPort } from 'node:worker_threads';
import { type FreshQuestion, type KnownQuestionText, standingsOf } from '../domain/staging.ts';
import { type ReadOptions, type SourceFile, UnreadableFile } from './format.ts';
import { readFile } from './read.ts';

/** One task in, one result out; see reader.ts. */
export type Task = { id: number } & (
  | { file: SourceFile; options: ReadOptions }
  | { fresh: FreshQuestion[]; known: KnownQuestionText[] }
);

const resultOf = (task: Task): unknown => {
  if ('fresh' in task) return { standings: standingsOf(task.fresh, task.known) };
  try {
    return { reading: readFile(task.file, task.options) };
  } catch (error) {
    if (error instanceof UnreadableFile) return { fault: error.note };
    throw error;
  }
};

parentPort?.on('message', (task: Task) => {
  try {
    parentPort?.postMessage({ id: task.id, result: resultOf(task) });
  } catch (error) {
    const bug = error instanceof Error ? (error.stack ?? error.message) : String(error);
    parentPort?.postMessage({ id: task.id, bug });
  }
});
