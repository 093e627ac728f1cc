import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

/**
 * Node strips types with a WebAssembly module that all threads of a process share. When one thread compiles what the module
 * calls while the module of another is freed, V8 24 brings the process down (nodejs/node#64500: "jit_page.has_value()", or a
 * segmentation fault). A thread that never counts to its thousandth call never compiles it.
 */
setFlagsFromString('--wasm-wrapper-tiering-budget=2147483647');

/** A thread of this process that runs the file at `url` with `data`; it ends itself with an `error` above `mostMb` of heap. */
export const startThread = (url: URL, mostMb: number, data?: unknown): Worker =>
  new Worker(url, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: mostMb } });
