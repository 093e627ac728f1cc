import { parseArgs } from 'node:util';
import { hashToken, newLinkCode } from '../auth.ts';
import { type Config, readConfig } from '../config.ts';
import { Login, PersonName, Role } from '../domain/person-shape.ts';
import { commit } from '../store/commit.ts';
import { type Database, openDatabase } from '../store/db.ts';
import { createInvite, findLogin } from '../store/person.ts';
import { findOrg } from '../store/seed.ts';

const USAGE = `Prints a one-time link.
  npm run -s invite -- --role trainer [--name N] [--days 7]   for a new person
  npm run -s invite -- --login L [--days 7]                   for a person who lost the password
Roles: ${Role.options.join(', ')}`;
const DAY = 24 * 3_600_000;
const MOST_DAYS = 90;

type Asked = { days: number } & ({ login: string } | { role: Role; name?: string });

const textOf = { type: 'string' } as const;
const readAsked = (args: string[]): Asked | undefined => {
  const { values } = parseArgs({
    args,
    options: { role: textOf, name: textOf, login: textOf, days: textOf },
  });
  const days = Number(values.days ?? 7);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) return undefined;
  if (values.login !== undefined) {
    const login = Login.safeParse(values.login).data;
    return login === undefined ? undefined : { login, days };
  }
  const role = Role.safeParse(values.role).data;
  const name = PersonName.safeParse(values.name).data;
  if (role === undefined || (values.name !== undefined && name === undefined)) return undefined;
  return { role, days, ...(name === undefined ? {} : { name }) };
};

/** Makes the invite; gives its link. Throws when the company or the login is not there. */
const invite = async (db: Database, config: Config, asked: Asked): Promise<string> => {
  const org = await findOrg(db.read);
  if (!org) throw new Error('There is no company yet: start the server once.');
  const code = newLinkCode();
  const link = { org: org.id, codeHash: hashToken(code) };
  const back = 'login' in asked ? await findLogin(db.read, org.code, asked.login) : undefined;
  if ('login' in asked && !back) throw new Error('Nobody has this login.');
  await commit({ db, now: Date.now }, (tx) => {
    const expiresAt = tx.now + asked.days * DAY;
    if ('login' in asked)
      return createInvite(tx, {
        ...link,
        kind: 'login',
        role: 'learner',
        person: back?.person ?? '',
        expiresAt,
      });
    const { role, name } = asked;
    return createInvite(tx, { ...link, kind: 'invite', role, expiresAt, ...(name ? { name } : {}) });
  });
  const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  return `${config.publicUrl ?? `http://${host}:${config.port}`}/join/${code}`;
};

const main = async (args: string[]): Promise<number> => {
  const asked = readAsked(args);
  if (!asked) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const config = readConfig();
  const { dataDir, databaseUrl } = config;
  const db = await openDatabase({ dataDir, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  try {
    process.stdout.write(`${await invite(db, config, asked)}\n`);
    return 0;
  } finally {
    await db.close();
  }
};

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
