import { resolve } from 'node:path';
import { z } from 'zod';

/** Several processes share a database that is a server, and each is reached by an address of its own. */
const NEEDED: [name: 'DATABASE_URL' | 'PUBLIC_URL' | 'PUBLIC_ADDRESS', why: string][] = [
  ['DATABASE_URL', 'two processes cannot share a SQLite file'],
  ['PUBLIC_URL', 'pages come from one address, whichever process serves them'],
  ['PUBLIC_ADDRESS', 'players have to reach exactly this process'],
];

const Vars = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(2567),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  /** Where the built client lies. */
  CLIENT_DIR: z.string().min(1).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  /** The line between several processes of one company: docs/cluster.md. */
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')
    .optional(),
  /** Where players reach exactly this process: host:port, or host/prefix behind a proxy. */
  PUBLIC_ADDRESS: z
    .string()
    .regex(/^[\w.-]+(:\d{1,5})?(\/[\w-]+)*$/, 'must be host:port or host/prefix, without http://')
    .optional(),
  /** Address that learners type, when a proxy stands in front: https://learn.example.com */
  PUBLIC_URL: z.url().optional(),
  /** 1 = take the client's address from X-Forwarded-For (only behind your own proxy). */
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
  /** 1 = robots, push services and record stores may lie inside the own network: http and private addresses. */
  OUTBOUND_PRIVATE: z.enum(['0', '1']).default('0'),
  /** 32 bytes in base64: the key of stored secrets instead of DATA_DIR/secret.key; the same for every process. */
  SECRET_KEY: z
    .base64()
    .refine((key) => Buffer.from(key, 'base64').length === 32, 'must be 32 bytes in base64')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  ORG_NAME: z.string().min(1).max(60).default('群岛科技'),
  ORG_ZONE: z.string().min(1).default('Asia/Shanghai'),
});
const Env = Vars.superRefine((env, faults) => {
  if (env.REDIS_URL === undefined) return;
  for (const [name, why] of NEEDED)
    if (env[name] === undefined)
      faults.addIssue({ code: 'custom', path: [name], message: `needed with REDIS_URL: ${why}` });
});

export type Config = {
  port: number;
  host: string;
  dataDir: string;
  /** Absent = `dist/client` beside the server. */
  clientDir?: string;
  databaseUrl?: string;
  /** Only together with databaseUrl, publicUrl and publicAddress. */
  redisUrl?: string;
  publicAddress?: string;
  publicUrl?: string;
  secretKey?: string;
  trustProxy: boolean;
  outboundPrivate: boolean;
  logLevel: string;
  orgName: string;
  orgZone: string;
};

/** Reads the environment once. Throws one Error that lists every fault and prints no value. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => {
  const parsed = Env.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((i) => `  ${i.path.join('.')}: ${i.message}`).join('\n');
    throw new Error(`The configuration is not valid:\n${faults}`);
  }
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir: resolve(e.DATA_DIR),
    ...(e.CLIENT_DIR === undefined ? {} : { clientDir: resolve(e.CLIENT_DIR) }),
    ...(e.DATABASE_URL === undefined ? {} : { databaseUrl: e.DATABASE_URL }),
    ...(e.REDIS_URL === undefined ? {} : { redisUrl: e.REDIS_URL }),
    ...(e.PUBLIC_ADDRESS === undefined ? {} : { publicAddress: e.PUBLIC_ADDRESS }),
    ...(e.PUBLIC_URL === undefined ? {} : { publicUrl: e.PUBLIC_URL.replace(/\/$/, '') }),
    ...(e.SECRET_KEY === undefined ? {} : { secretKey: e.SECRET_KEY }),
    trustProxy: e.TRUST_PROXY === '1',
    outboundPrivate: e.OUTBOUND_PRIVATE === '1',
    logLevel: e.LOG_LEVEL,
    orgName: e.ORG_NAME,
    orgZone: e.ORG_ZONE,
  };
};
