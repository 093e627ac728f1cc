import { creditKindOf, creditsOf } from '../../../../server/domain/credits.ts';
import { CREDIT_KINDS, type CreditKind, QuestShell, Station } from '../../../../server/domain/quest.ts';
import { type Draft, fieldsOf, numberOf, stringOf } from '../../editor/draft.ts';
import { type Build, islandsOf, kindOf, stationsOf } from '../build.ts';
import { NEW_STATION } from '../new-station.ts';

const WORDS = { zh: '-' };
/** A whole station with the id, kind, minutes and credits of a draft: credits depend on nothing else. */
const standIn = (draft: Draft): Station | undefined => {
  const kind = kindOf(draft);
  const fresh = NEW_STATION[kind];
  const whole = {
    ...fresh,
    ...(kind === 'card' ? { card: 'card' } : {}),
    ...(kind === 'assignment'
      ? { assignment: { brief: WORDS, rubric: [{ name: WORDS, points: 1 }], accepts: ['text'] } }
      : {}),
    kind,
    id: stringOf(draft.id),
    name: WORDS,
    minutes: numberOf(draft.minutes) ?? fresh.minutes,
    ...(draft.credits === undefined ? {} : { credits: draft.credits }),
  };
  const parsed = Station.safeParse(whole);
  return parsed.success ? parsed.data : undefined;
};

export type StationCredits = { kind: CreditKind; points: number };
/** What every station of a draft counts by id, as credits.ts shares it out; a station that cannot be read has none. */
export const creditsIn = (b: Build): Map<string, StationCredits> => {
  const stations = islandsOf(b).flatMap((i) => stationsOf(i).flatMap((s) => standIn(s) ?? []));
  const shares = QuestShell.shape.credits.safeParse(b.definition.credits);
  const island = { id: 'i', name: WORDS, about: WORDS, icon: 'i', bank: 'b', stations };
  const quest = { id: 'q', name: WORDS, days: 1, islands: [island] };
  const points = creditsOf(shares.data === undefined ? quest : { ...quest, credits: shares.data });
  return new Map(stations.map((s) => [s.id, { kind: creditKindOf(s), points: points.get(s.id) ?? 0 }]));
};

/** The kind a draft of credits names; required when it names none. */
export const kindIn = (credits: unknown): CreditKind =>
  CREDIT_KINDS.find((k) => k === fieldsOf(credits).kind) ?? 'required';
