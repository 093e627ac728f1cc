import { type Actor, commit } from '../../server/store/commit.ts';
import { createPerson } from '../../server/store/person.ts';
import { createOrg } from '../../server/store/seed.ts';
import type { TestStore } from './database.ts';

const zone = 'Asia/Shanghai';
let companies = 0;

/** A company of its own with people of these names. */
export const companyOf = async (store: TestStore, ...names: string[]): Promise<Actor[]> => {
  companies += 1;
  const code = `PEOPLE${companies}`;
  const org = await commit(store.ctx, (tx) => createOrg(tx, { name: '群岛', code, zone }));
  const people: Actor[] = [];
  for (const name of names)
    people.push(
      await commit(store.ctx, (tx) => createPerson(tx, { org, zone, name, role: 'learner', lang: 'zh' })),
    );
  return people;
};
