import { Worker } from 'node:worker_threads';

const MOST_BYTES = 1 << 20;
const PATIENCE_MS = 20_000;

/** Runs beside the fuzz loop: when one input holds it up, prints that input and ends the process. */
const WATCH = `
const { workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const head = new Int32Array(workerData.shared, 0, 2);
const bytes = new Uint8Array(workerData.shared, 8);
let last = -1;
let since = Date.now();
setInterval(() => {
  const now = Atomics.load(head, 0);
  if (now !== last) { last = now; since = Date.now(); return; }
  if (Date.now() - since < workerData.patience) return;
  writeSync(2, 'HANG on ' + Buffer.from(bytes.slice(0, head[1])).toString('base64') + '\\n');
  process.kill(process.pid, 'SIGKILL');
}, 500);
`;

/** The `before` hook of fuzz(), and how to end the watch. */
export const startWatchdog = (): { before: (input: Uint8Array) => void; stop: () => Promise<number> } => {
  const shared = new SharedArrayBuffer(8 + MOST_BYTES);
  const head = new Int32Array(shared, 0, 2);
  const bytes = new Uint8Array(shared, 8);
  const worker = new Worker(WATCH, { eval: true, workerData: { shared, patience: PATIENCE_MS } });
  return {
    before: (input) => {
      bytes.set(input.subarray(0, MOST_BYTES));
      head[1] = Math.min(input.length, MOST_BYTES);
      Atomics.add(head, 0, 1);
    },
    stop: () => worker.terminate(),
  };
};
