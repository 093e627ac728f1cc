import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type ProxyOptions } from 'vite';
import { shell } from './client/sw/build.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Where the game server of a development machine listens. */
const server = process.env.SERVER ?? 'http://127.0.0.1:2567';
const plain: ProxyOptions = { target: server };
/** Live rooms: the socket's path is /<process>/<room>; a page of the same shape stays with vite. */
const sockets: ProxyOptions = {
  target: server,
  ws: true,
  bypass: (req) => (req.headers.upgrade === undefined ? req.url : undefined),
};

/** A brotli twin beside each script and style sheet, at the best quality: pressed once, sent many times. */
const pressed: Plugin = {
  name: 'pressed',
  apply: 'build',
  writeBundle: ({ dir }, bundle) => {
    for (const name of Object.keys(bundle).filter((n) => /\.(js|css)$/.test(n))) {
      const file = join(dir ?? '', name);
      writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file)));
    }
  },
};

export default defineConfig({
  root: at('./client'),
  publicDir: at('./client/public'),
  cacheDir: at('./node_modules/.vite'),
  plugins: [react(), shell(at('./client/public')), pressed],
  build: {
    outDir: at('./dist/client'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: { index: at('./client/index.html'), sw: at('./client/sw/worker.ts') },
      output: {
        // The browser looks for the worker where it was: its name never changes.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            { name: 'phaser', test: /node_modules[\\/]phaser/ },
            { name: 'live', test: /node_modules[\\/]@colyseus/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: {
      '/api': plain,
      '/matchmake': plain,
      '/avatars': plain,
      '^/[A-Za-z0-9_-]{6,}/[A-Za-z0-9_-]{6,}': sockets,
    },
  },
});
