import { faultsOf, type QuestFacts, type ReadyGroup } from '../../../server/domain/quest-check.ts';
import type { QuestFault } from '../../../server/domain/quest-faults.ts';
import { questFaultText } from '../../../server/domain/quest-faults.ts';
import type { QuestionFault } from '../../../server/domain/question-fault.ts';
import type { Lang } from '../../../server/domain/text.ts';
import { fieldsOf } from '../editor/draft.ts';
import { type Build, islandsOf, type Spot, stationsOf } from './build.ts';

/** Where the form for a fault is: faults of a card are at the station that shows it. */
export const spotOfFault = (b: Build, path: string): Spot => {
  const [head, first, mid, second] = path.split('.');
  const at = Number(first);
  if (head === 'islands' && Number.isInteger(at)) {
    const station = Number(second);
    return mid === 'stations' && Number.isInteger(station) ? { island: at, station } : { island: at };
  }
  if (head !== 'cards') return {};
  const id = fieldsOf(b.cards[at]).id;
  for (const [island, one] of islandsOf(b).entries()) {
    const station = stationsOf(one).findIndex((s) => s.card === id && id !== undefined);
    if (station >= 0) return { island, station };
  }
  return {};
};

/** Faults of a place and of what lies in it. */
export const faultsIn = (b: Build, faults: readonly QuestFault[], spot: Spot): QuestFault[] =>
  faults.filter((f) => {
    const at = spotOfFault(b, f.path);
    if (spot.island === undefined) return at.island === undefined;
    return at.island === spot.island && (spot.station === undefined || at.station === spot.station);
  });

const isAt = (fault: QuestFault, path: string): boolean =>
  fault.path === path || fault.path === `${path}.zh` || fault.path === `${path}.en`;
/** What is said at one field. */
export const saidAt = (faults: readonly QuestFault[], path: string, lang: Lang): string[] =>
  faults
    .filter((f) => isAt(f, path))
    .map((f) => {
      const { reason, cure } = questFaultText(f, lang);
      return lang === 'zh' ? `${reason}${cure}` : `${reason} ${cure}`;
    });

/** The faults of a check question as its form wants them. */
export const questionFaultsAt = (faults: readonly QuestFault[], path: string, lang: Lang): QuestionFault[] =>
  faults
    .filter((f) => f.path.startsWith(`${path}.`))
    .map((f) => ({ path: f.path.slice(path.length + 1), reason: questFaultText(f, lang).reason }));

/** A way of a talk that is not linked yet is a way to nowhere, in words and not as a shape. */
const asOpenWay = (f: QuestFault): QuestFault =>
  f.code === 'shape' && /\.talk\.nodes\.\d+\.(options\.\d+\.)?next$/.test(f.path)
    ? { path: f.path, code: 'talk.unknown_node', details: { node: '–' } }
    : f;

type BankKnown = { points: readonly { id: string }[]; ready: readonly ReadyGroup[] };

/**
 * The faults of what is on the screen, before it is saved. What only the server knows comes from its last answer: which
 * ids are foreign or taken, and how many people may see the quest.
 */
export const liveFaults = (
  b: Build,
  banks: ReadonlyMap<string, BankKnown>,
  said: { faults: readonly QuestFault[]; audience: number },
): QuestFault[] => {
  const idsOf = (code: QuestFault['code']): Set<string> =>
    new Set(said.faults.flatMap((f) => (f.code === code ? [String(f.details?.id ?? '')] : [])));
  const foreign = idsOf('id.foreign');
  const all = islandsOf(b).flatMap((i) => [i.id, ...stationsOf(i).map((s) => s.id)]);
  const facts: QuestFacts = {
    banks: new Map(
      [...banks].map(([id, k]) => [id, { points: new Set(k.points.map((p) => p.id)), ready: k.ready }]),
    ),
    ownIds: new Set(all.filter((id) => typeof id === 'string' && !foreign.has(id)).map(String)),
    takenIds: idsOf('id.taken'),
    audience: said.audience,
  };
  return faultsOf(b.definition, b.cards, facts).map(asOpenWay);
};
