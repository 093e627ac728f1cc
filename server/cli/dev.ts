import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Runs the server with --watch and Vite with hot reload side by side; one ends, both end. */
const run = (args: string[]): ChildProcess => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });

process.stdout.write('Open the printed paths at http://127.0.0.1:5173 for hot reload.\n');
const children = [run(['--watch', 'server/main.ts']), run([join(root, 'node_modules/vite/bin/vite.js')])];
const stop = (): void => {
  for (const child of children) child.kill('SIGTERM');
};
for (const child of children) child.on('exit', stop);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
