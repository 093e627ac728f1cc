import type { Found, FriendsView, ProfileView, VisitView } from '../../server/domain/api-friends.ts';
import type { HonourCatalogue } from '../../server/domain/api-honour.ts';
import type { CheerKind, PersonAct } from '../../server/domain/friend.ts';
import { type Look, writeLook } from '../../server/domain/look.ts';
import { setPeople, setPeopleFault } from '../stores/people.ts';
import { enter, session } from '../stores/session.ts';
import { call } from './call.ts';
import { faultOf } from './fault.ts';
import { record } from './outbox.ts';

/** Loads friends and requests into their store; a failure is kept there beside the last good view. */
export const loadPeople = async (): Promise<FriendsView | undefined> => {
  try {
    const view = await call('GET /api/friends');
    setPeople(view);
    return view;
  } catch (fault) {
    setPeopleFault(faultOf(fault));
    return undefined;
  }
};

export const findPeople = (text: string): Promise<Found[]> =>
  call('GET /api/people/find', { query: { text } });

/** Request, accept, decline, withdraw, remove, block, unblock. */
export const actOnPerson = async (person: string, act: PersonAct): Promise<FriendsView> => {
  const view = await call('POST /api/friends', { body: { person, act } });
  setPeople(view);
  return view;
};

/** Gives a sign; `place` = the island it is left on. Gives how many of its kind are left today. */
export const sendCheer = async (person: string, kind: CheerKind, place?: string): Promise<number> =>
  (
    await call('POST /api/cheers', {
      body: { person, kind, ...(place === undefined ? {} : { place }) },
    })
  ).left;

/** A profile; that I looked at a colleague's is told to the log. */
export const profileOf = async (person: string): Promise<ProfileView> => {
  const view = await call('GET /api/people/:person', { params: { person } });
  if (view.bond !== 'me') void record('profile.viewed', { obj: person, data: { of: person } });
  return view;
};

export const saveProfile = (body: {
  line?: string;
  title?: string;
  frame?: string;
  skin?: string;
}): Promise<ProfileView> => call('POST /api/profile', { body });

/** Puts the new critter on; everything that shows me changes with it. */
export const saveLook = async (look: Look): Promise<ProfileView> => {
  const view = await call('POST /api/profile/look', { body: { look: writeLook(look) } });
  const { me } = session.getState();
  if (me !== undefined) enter({ ...me, person: { ...me.person, avatar: view.face.avatar } });
  void record('avatar.changed', { obj: view.face.avatar, data: { slot: 'look' } });
  return view;
};

export const reportPerson = (person: string, reason: string): Promise<{ ok: true }> =>
  call('POST /api/profile/report', { body: { person, reason } });

export const visitOf = (person: string): Promise<VisitView> =>
  call('GET /api/visits/:person', { params: { person } });

/** The conversation with one colleague. */
export const talkWith = async (person: string): Promise<string> =>
  (await call('POST /api/chat/direct', { body: { person } })).channel;

let known: Promise<HonourCatalogue> | undefined;
/** How titles and badges are called; asked for once. */
export const honoursByName = (): Promise<HonourCatalogue> => {
  known ??= call('GET /api/honours/catalogue').catch((fault: unknown) => {
    known = undefined;
    throw fault;
  });
  return known;
};
