/** In order of rights: each role may do what the ones before it may. */
export const ROLES = ['learner', 'trainer', 'manager', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const tidyName = (s: string): string => s.normalize('NFC').trim().replace(/\s+/gu, ' ');
/** Of a tidied name: 1 to 24 characters, no control characters or line breaks; rare Han and emoji are welcome. */
export const isName = (s: string): boolean =>
  s.length > 0 && [...s].length <= 24 && !/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u.test(s.replace(/\u200d/gu, ''));

/** Logins are compared in NFKC lower case. */
export const tidyLogin = (s: string): string => s.normalize('NFKC').trim().toLowerCase();
/** Of a tidied login: 2 to 64 characters without spaces. */
export const isLogin = (s: string): boolean => /^[^\s\p{C}]{2,64}$/u.test(s);

/** At least 8 characters, at most 128; not all the same, not a plain run of digits, not the login itself. */
export const isStrongPassword = (password: string, login: string): boolean =>
  password.length >= 8 &&
  password.length <= 128 &&
  new Set(password).size >= 4 &&
  !'01234567890123456789'.includes(password) &&
  password.toLowerCase() !== login.toLowerCase();
