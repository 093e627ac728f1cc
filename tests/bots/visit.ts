import type { QuestView, StationView } from '../../server/domain/api.ts';
import type { Hand } from './hand.ts';
import { answerSurvey, doAssignment, playTalk } from './people-stations.ts';
import { playAttempt, readCard } from './stations.ts';

const strange = (kind: never): never => {
  throw new Error(`no bot knows what to do at a station of the kind ${String(kind)}`);
};

/** Does what a station asks for, whatever its kind. */
export const visit = async (hand: Hand, { id, kind }: StationView): Promise<void> => {
  switch (kind) {
    case 'card':
      return readCard(hand, id);
    case 'practice':
    case 'exam':
    case 'boss':
      return void (await playAttempt(hand, { station: id }));
    case 'scenario':
      return playTalk(hand, id);
    case 'assignment':
      return doAssignment(hand, id);
    case 'survey':
      return answerSurvey(hand, id);
    default:
      return strange(kind);
  }
};

/** True when the learner can do something there now: no work that waits for its marks, no exam without an attempt. */
export const isDoable = (s: StationView): boolean => {
  if (s.state !== 'current') return false;
  if (s.kind === 'exam') return (s.attemptsLeft ?? 0) > 0 || s.openAttempt !== undefined;
  if (s.kind === 'assignment')
    return s.submission === undefined || s.submission === 'draft' || s.submission === 'returned';
  return true;
};

/** What can be done now within the first `islands` islands, in the order of the path. */
export const doableStations = (quest: QuestView, islands = quest.islands.length): StationView[] =>
  quest.islands
    .slice(0, islands)
    .filter((i) => i.state !== 'locked')
    .flatMap((i) => i.stations)
    .filter(isDoable);
