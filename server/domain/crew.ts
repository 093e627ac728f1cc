import { CREW_MIN, CREW_MOST, CREW_MS } from './api-crew.ts';
import { type AnswerInput, gradeItem, type Item, type QuestionRef } from './attempt.ts';
import { RuleError } from './errors.ts';

/** One of the crew, with questions, shields and damage of their own: nobody can spoil another's part. */
export type CrewMember = {
  person: string;
  items: Item[];
  fresh: QuestionRef[];
  total: number;
  shields: number;
  run: number;
  right: number;
  damage: number;
  /** What the end brought; absent before it. */
  coins?: number;
};
export type CrewStatus = 'waiting' | 'fighting' | 'won' | 'retreat';
export type CrewState = {
  status: CrewStatus;
  hp: number;
  maxHp: number;
  endsAt?: number;
  members: CrewMember[];
};

/** A crew's boss has this share of the HP that its members would meet alone: the slowest need not keep the pace. */
const CREW_SHARE = 0.75;

/** The seed under which a member is shown an item of theirs. */
export const crewSeedText = (crew: string, person: string): string => `${crew}:${person}`;

export const openCrew = (person: string): CrewState =>
  joinCrew({ status: 'waiting', hp: 0, maxHp: 0, members: [] }, person);

/** A member who is in already stays. Throws `crew.started`, `crew.full`. */
export const joinCrew = (state: CrewState, person: string): CrewState => {
  if (state.members.some((m) => m.person === person)) return state;
  if (state.status !== 'waiting') throw new RuleError('crew.started');
  if (state.members.length >= CREW_MOST) throw new RuleError('crew.full');
  const member = { person, items: [], fresh: [], total: 0, shields: 0, run: 0, right: 0, damage: 0 };
  return { ...state, members: [...state.members, member] };
};

/** Before the fight a member may go; during it the seat stays. */
export const leaveCrew = (state: CrewState, person: string): CrewState =>
  state.status === 'waiting'
    ? { ...state, members: state.members.filter((m) => m.person !== person) }
    : state;

const present = (member: CrewMember, now: number): CrewMember => {
  const [ref, ...fresh] = member.fresh;
  if (!ref || member.shields <= 0) return member;
  return { ...member, fresh, items: [...member.items, { ...ref, again: false, presentedAt: now }] };
};

export type CrewForm = { person: string; questions: readonly QuestionRef[] };
/** Three minutes begin; each member has the questions of `forms`. Throws `crew.started`, `crew.too_few`. */
export const startCrew = (
  state: CrewState,
  forms: readonly CrewForm[],
  rules: { hp: number; shields: number },
  now: number,
): CrewState => {
  if (state.status !== 'waiting') throw new RuleError('crew.started');
  if (state.members.length < CREW_MIN) throw new RuleError('crew.too_few', { least: CREW_MIN });
  const members = state.members.map((m) => {
    const fresh = [...(forms.find((f) => f.person === m.person)?.questions ?? [])];
    return present({ ...m, fresh, total: fresh.length, shields: rules.shields }, now);
  });
  const maxHp = Math.round(rules.hp * members.length * CREW_SHARE);
  return { status: 'fighting', hp: maxHp, maxHp, endsAt: now + CREW_MS, members };
};

/** True when a member has no open question: shields gone or everything answered. */
export const isOut = (member: CrewMember): boolean => member.items.every((i) => i.ok !== undefined);

/** What the fight has come to: won without HP; over when the time is, or when nobody has a question left. */
export const crewResult = (state: CrewState, now: number): 'won' | 'retreat' | undefined => {
  if (state.status === 'won' || state.status === 'retreat') return state.status;
  if (state.status !== 'fighting') return undefined;
  if (state.hp <= 0) return 'won';
  return now >= (state.endsAt ?? 0) || state.members.every(isOut) ? 'retreat' : undefined;
};

export const memberOf = (state: CrewState, person: string): CrewMember => {
  const member = state.members.find((m) => m.person === person);
  if (!member) throw new RuleError('crew.not_in');
  return member;
};

/**
 * One answer of one member: a right one takes 1 HP, every third in a row 2, a wrong one costs a shield of one's own.
 * `attempt` of the input seeds the shown order. Throws `crew.not_in`, `attempt.closed`, `attempt.wrong_item`,
 * `attempt.already_answered`, `answer.shape`.
 */
export const answerCrew = (state: CrewState, person: string, input: AnswerInput) => {
  if (crewResult(state, input.now) !== undefined || state.status !== 'fighting')
    throw new RuleError('attempt.closed');
  const member = memberOf(state, person);
  const { item, items, verdict, choices } = gradeItem(member.items, input);
  const run = verdict.ok ? member.run + 1 : 0;
  const damage = verdict.ok ? Math.min(state.hp, run % 3 === 0 ? 2 : 1) : 0;
  const after = present(
    {
      ...member,
      items,
      run,
      right: member.right + (verdict.ok ? 1 : 0),
      damage: member.damage + damage,
      shields: member.shields - (verdict.ok ? 0 : 1),
    },
    input.now,
  );
  const members = state.members.map((m) => (m.person === person ? after : m));
  return {
    state: { ...state, members, hp: state.hp - damage },
    item,
    verdict,
    choices,
    damage,
    shieldLost: !verdict.ok,
  };
};

/** Who is paid for a victory: everybody who took one HP at least. */
export const isPaid = (member: CrewMember): boolean => member.damage > 0;
