/** Every reason for which a rule refuses. Each has a zh and an en text in client/i18n (a test demands it). */
export const ERROR_CODES = [
  'bad_request',
  'too_large',
  'not_found',
  'rate.limited',
  'storage.unavailable',
  'server.fault',
  'auth.required',
  'auth.forbidden',
  'auth.wrong_password',
  'auth.locked',
  'auth.origin',
  'join.unknown_code',
  'join.expired',
  'join.used',
  'join.login_taken',
  'join.weak_password',
  'join.name_invalid',
  'join.already_registered',
  'session.unknown',
  'quest.unknown',
  'island.locked',
  'station.locked',
  'station.unknown',
  'station.wrong_kind',
  'card.check_missing',
  'attempt.unknown',
  'attempt.closed',
  'attempt.wrong_item',
  'attempt.already_answered',
  'attempt.time_over',
  'exam.no_attempts_left',
  'answer.shape',
  'ghost.unknown',
  'ghost.asleep',
  'find.unknown',
  'find.already_picked',
  'coins.insufficient',
  'department.unknown',
  'person.unknown',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A rule's refusal. Rooms turn it into a rejected request, routes into 4xx `{ code }`; clients show `t(code)`. */
export class RuleError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, number | string>;
  constructor(code: ErrorCode, details: Record<string, number | string> = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
