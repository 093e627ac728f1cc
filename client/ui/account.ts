import { isLogin, isName, isStrongPassword, tidyLogin, tidyName } from '../../server/domain/person.ts';

export type Account = { name: string; login: string; password: string };
export type AccountFaults = Partial<Record<keyof Account, 'fault.name' | 'fault.login' | 'fault.password'>>;

/** Which fields are wrong, by the server's own rules, before anything is sent. */
export const faultsOf = ({ name, login, password }: Partial<Account>): AccountFaults => ({
  ...(name !== undefined && !isName(tidyName(name)) ? { name: 'fault.name' } : {}),
  ...(login !== undefined && !isLogin(tidyLogin(login)) ? { login: 'fault.login' } : {}),
  ...(password !== undefined && !isStrongPassword(password, login ?? '')
    ? { password: 'fault.password' }
    : {}),
});
/** Refusals that belong to one field rather than to the whole form. */
export const FIELD_OF: Partial<Record<string, keyof Account>> = {
  'join.name_invalid': 'name',
  'battle.name_refused': 'name',
  'join.login_taken': 'login',
  'join.weak_password': 'password',
};
