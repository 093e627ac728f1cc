import type { JoinBody, JoinOffer, Me, SessionView } from '../../server/domain/api.ts';
import type { Settings } from '../../server/domain/settings.ts';
import { quest } from '../stores/quest.ts';
import { enter, leave, session } from '../stores/session.ts';
import { setSettings, settings } from '../stores/settings.ts';
import { call, Refusal } from './call.ts';
import { flush } from './outbox.ts';

const ORG = 'archipelago.org';
/** Code of the company this device entered last. */
export const lastOrg = (): string | undefined => localStorage.getItem(ORG) ?? undefined;

const welcome = (me: Me): Me => {
  const before = session.getState().me;
  if (before !== undefined && before.person.id !== me.person.id) quest.setState({}, true);
  localStorage.setItem(ORG, me.org.code);
  enter(me);
  setSettings(me.settings);
  return me;
};

/** Finds out who plays here; undefined = nobody has entered on this device. */
export const restore = async (): Promise<Me | undefined> => {
  try {
    return welcome(await call('GET /api/me'));
  } catch (fault) {
    if (!(fault instanceof Refusal) || fault.status !== 401) throw fault;
    leave();
    return undefined;
  }
};

export const offerOf = (code: string): Promise<JoinOffer> =>
  call('GET /api/join/:code', { params: { code } });
export const join = async (body: JoinBody): Promise<Me> => welcome(await call('POST /api/join', { body }));
export const login = async (code: string, name: string, password: string): Promise<Me> =>
  welcome(await call('POST /api/login', { body: { code, login: name, password } }));
/** A guest becomes a registered person and keeps everything. */
export const register = async (name: string, loginName: string, password: string): Promise<Me> =>
  welcome(await call('POST /api/register', { body: { name, login: loginName, password } }));

/** Sends what is still queued, then ends this device's session. */
export const logout = async (): Promise<void> => {
  await flush();
  await call('POST /api/logout', { body: {} });
  quest.setState({}, true);
  leave();
};

/** Shows the choice at once and keeps it on the account; a refusal puts the old one back. */
export const saveSettings = async (patch: Partial<Settings>): Promise<void> => {
  const before = settings.getState();
  setSettings(patch);
  if (session.getState().status !== 'in') return;
  try {
    const me = await call('POST /api/settings', { body: patch });
    session.setState({ me });
  } catch (fault) {
    setSettings(before);
    throw fault;
  }
};

export const devices = (): Promise<SessionView[]> => call('GET /api/sessions');
export const revoke = (id: string): Promise<SessionView[]> =>
  call('POST /api/sessions/revoke', { body: { id } });
