import { z } from 'zod';
import { isLogin, isName, ROLES, tidyLogin, tidyName } from './person.ts';

export const Role = z.enum(ROLES);
export type Role = z.output<typeof Role>;

/** The tidied name of a person; 'join.name_invalid' when it is none. */
export const PersonName = z.string().transform(tidyName).refine(isName, 'join.name_invalid');

/** A login in its one spelling; 'bad_request' when it is none. */
export const Login = z.string().transform(tidyLogin).refine(isLogin, 'bad_request');
