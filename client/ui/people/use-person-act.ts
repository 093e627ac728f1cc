import { useState } from 'react';
import type { PersonAct } from '../../../server/domain/friend.ts';
import { textOf } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { actOnPerson } from '../../net/people.ts';
import { people } from '../../stores/people.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';

type Person = { id: string; name: string };

/** What was done, in words; a request to somebody who had asked me makes us friends. */
const doneText = (act: PersonAct, { id, name }: Person): string => {
  const t = textOf('people');
  const friends = people.getState().view?.friends.some((f) => f.face.id === id);
  if (act === 'request' || act === 'accept') return t(friends ? 'done.accept' : 'done.request', { name });
  return t(`done.${act}`);
};

/** One act at a time on other people; what came of it is said. `then` runs after success. */
export const usePersonAct = (): {
  busy: string | undefined;
  run: (act: PersonAct, person: Person, then?: () => void) => void;
} => {
  const [busy, setBusy] = useState<string>();
  const run = (act: PersonAct, person: Person, then?: () => void): void => {
    if (busy !== undefined) return;
    setBusy(person.id);
    actOnPerson(person.id, act)
      .then(
        () => {
          say(doneText(act, person), { icon: 'handshake', tone: 'good' });
          then?.();
        },
        (fault: unknown) => say(faultText(faultOf(fault)), { tone: 'bad' }),
      )
      .finally(() => setBusy(undefined));
  };
  return { busy, run };
};
