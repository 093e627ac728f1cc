import { describe, expect, it } from 'vitest';
import { readConfig } from '../server/config.ts';

const CLUSTER = {
  REDIS_URL: 'redis://cache:6379',
  DATABASE_URL: 'postgres://archipelago@db/archipelago',
  PUBLIC_URL: 'https://learn.example.com',
  PUBLIC_ADDRESS: 'learn.example.com/n1',
};
const faultOf = (env: NodeJS.ProcessEnv): string => {
  try {
    readConfig(env);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the environment', () => {
  it('may be empty: one process on its own file', () => {
    const config = readConfig({});
    expect([config.redisUrl, config.databaseUrl, config.publicAddress]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('of several processes names their Redis and where each is reached', () => {
    const { redisUrl, publicAddress } = readConfig(CLUSTER);
    expect([redisUrl, publicAddress]).toEqual(['redis://cache:6379', 'learn.example.com/n1']);
    for (const address of ['127.0.0.1:2568', 'learn.example.com/eu/n2'])
      expect(readConfig({ ...CLUSTER, PUBLIC_ADDRESS: address }).publicAddress).toBe(address);
  });

  it('says at once all that a Redis alone lacks, and why', () => {
    const fault = faultOf({ REDIS_URL: CLUSTER.REDIS_URL });
    expect(fault).toContain('DATABASE_URL: needed with REDIS_URL: two processes cannot share a SQLite file');
    expect(fault).toContain('PUBLIC_URL: needed');
    expect(fault).toContain('PUBLIC_ADDRESS: needed');
  });

  it('refuses a Redis and an address that are none, and repeats no value', () => {
    const fault = faultOf({
      ...CLUSTER,
      REDIS_URL: 'cache:secret',
      PUBLIC_ADDRESS: 'https://x.example/secret',
    });
    expect(fault).toContain('REDIS_URL: must begin with redis://');
    expect(fault).toContain('PUBLIC_ADDRESS: must be host:port');
    expect(fault).not.toContain('secret');
  });
});
