import type { IslandView, QuestView, StationView } from '../../server/domain/api.ts';
import type { Visit } from './life.ts';
import { lookAtWork, praisePeers } from './people-stations.ts';
import { mingle } from './social.ts';
import { playAttempt, playDrill } from './stations.ts';
import { doableStations, visit } from './visit.ts';

/** The quest's own pace: one island a day. Who is ahead of it rather practises. */
const STATIONS_A_DAY = 9;

const pickOf = <T>(v: Visit, list: readonly T[]): T | undefined =>
  list[Math.floor(v.hand.random() * list.length)];
const islandOf = (quest: QuestView, station: string): IslandView | undefined =>
  quest.islands.find((i) => i.stations.some((s) => s.id === station));
const stationsDone = (quest: QuestView): number =>
  quest.islands.flatMap((i) => i.stations).filter((s) => s.state === 'done').length;

const readMessages = async (v: Visit, quest: QuestView): Promise<void> => {
  if (quest.unread === 0) return;
  await v.outbox.go('messages');
  const messages = await v.hand.command('GET /api/messages', {});
  for (const m of messages.filter((x) => !x.read)) await v.hand.read(20 + m.text.length);
  const ids = messages.filter((m) => !m.read).map((m) => m.id);
  await v.hand.command('POST /api/messages/read', { body: { ids } });
};

/** What became of the works handed in, and what colleagues have written. */
const lookAtWorks = async (v: Visit): Promise<void> => {
  for (const [station, state] of v.hand.journal.works) {
    if (state === 'open') await lookAtWork(v.hand, station);
    else if (v.hand.chance(0.12)) await praisePeers(v.hand, station);
  }
};

const receive = async (v: Visit, quest: QuestView): Promise<void> => {
  if (quest.ceremony !== 'waiting') return;
  await v.outbox.go('ceremony');
  const seen = await v.hand.command('GET /api/graduation', {});
  const price = seen.medal?.price ?? 0;
  if (seen.medal?.owned || !seen.met || seen.balance < price) return;
  await v.hand.wait(6_000);
  const done = await v.hand.command('POST /api/graduation/claim', { body: {} });
  v.hand.journal.graduated(done, price);
  const code = done.certificate?.code;
  if (code === undefined) return;
  await v.outbox.go('certificate');
  await v.hand.command('GET /api/certificates/:code', { params: { code } });
  await v.hand.wait(15_000);
};

/** The page is opened: the map, today's check-in, messages, marks; perhaps the ceremony. */
export const arrive = async (v: Visit): Promise<void> => {
  const quest = await v.quest();
  v.hand.journal.checkedIn(await v.hand.command('POST /api/checkin', { body: {} }));
  await v.outbox.go('map');
  await v.hand.note({ verb: 'scene.entered', obj: 'map', data: {} });
  await v.hand.wait(4_000 + 8_000 * v.hand.random());
  await readMessages(v, quest);
  await lookAtWorks(v);
  await receive(v, quest);
  await greet(v, quest);
  await lookAround(v);
  await v.aside(() => mingle(v, v.company, quest.peers));
};

const greet = async (v: Visit, quest: QuestView): Promise<void> => {
  const here = v.seat?.peers() ?? [];
  for (const to of here.slice(0, 6)) {
    if (!v.hand.chance(0.5)) continue;
    await v.hand.wait(3_500);
    await v.meet('lobby wave');
    await v.seat?.wave(to);
  }
  const peer = pickOf(v, quest.peers);
  if (!peer || !v.hand.chance(0.8)) return;
  await v.hand.command('GET /api/people/:person', { params: { person: peer.id } });
  await v.hand.note({ verb: 'profile.viewed', obj: peer.id, data: { of: peer.id } });
};

/** Screens beside the path that one looks at now and then. */
const lookAround = async (v: Visit): Promise<void> => {
  if (v.hand.chance(0.35)) {
    await v.outbox.go('today');
    await v.hand.wait(6_000);
  }
  if (v.hand.chance(0.2)) {
    await v.outbox.go('log');
    await v.hand.command('GET /api/log', {});
    await v.hand.wait(9_000);
  }
  if (v.hand.chance(0.25)) {
    await v.outbox.go('credits');
    await v.hand.command('GET /api/credits', {});
    await v.hand.wait(9_000);
  }
};

const COIN_SPOTS = 5;
/** Walks onto an island and picks up what lies on the way. */
const walkTo = async (v: Visit, island: IslandView): Promise<void> => {
  if (v.outbox.route() === 'island') return;
  await v.outbox.go('map');
  await v.hand.wait(2_500);
  await v.outbox.go('island');
  await v.hand.note({ verb: 'island.entered', obj: island.id, data: { order: island.order, nth: 1 } });
  v.seat?.move({ island: island.id });
  await v.hand.wait(3_000);
  const spots = Array.from({ length: COIN_SPOTS }, (_, n) => `coin-${n}`).filter(
    (s) => !island.picked.includes(s),
  );
  for (const spot of spots) {
    if (island.state === 'locked' || !v.hand.chance(0.35)) continue;
    await v.hand.wait(2_000);
    const found = await v.hand.command('POST /api/finds/pick', { body: { island: island.id, spot } });
    v.hand.journal.found(`${island.id} ${spot}`, found);
  }
};

const SCREENS: Partial<Record<StationView['kind'], string>> = { card: 'card' };
const goTo = async (v: Visit, quest: QuestView, station: StationView): Promise<void> => {
  const island = islandOf(quest, station.id);
  if (island) await walkTo(v, island);
  await v.outbox.go(SCREENS[station.kind] ?? 'attempt');
  v.seat?.move({ island: island?.id ?? '', station: station.id });
  await visit(v.hand, station);
  if (island) await v.outbox.go('island');
};

const meetGhosts = async (v: Visit, quest: QuestView): Promise<boolean> => {
  const awake = quest.islands.flatMap((i) =>
    i.ghosts.filter((g) => g.awake).map((g) => ({ island: i, ghost: g })),
  );
  if (awake.length === 0) return false;
  const { island } = awake[0] as (typeof awake)[number];
  await walkTo(v, island);
  for (const { ghost } of awake.slice(0, 3)) {
    await v.outbox.go('attempt');
    await playAttempt(v.hand, { ghost: ghost.id });
    await v.outbox.go('island');
  }
  return true;
};

/** What is due, else a knowledge point that is not mastered, least known first. */
const drill = async (v: Visit): Promise<boolean> => {
  await v.outbox.go('practice');
  const view = await v.hand.command('GET /api/practice', {});
  await v.hand.wait(3_000);
  if (view.due > 0 && v.hand.chance(0.6)) {
    await v.outbox.go('drill');
    await playDrill(v.hand, { purpose: 'review' });
    return true;
  }
  const points = view.points.filter((p) => p.level !== 'unseen' && p.questions > 0);
  const open = points.filter((p) => p.level !== 'mastered');
  const point = pickOf(v, open.length > 0 ? open : points);
  if (!point) return false;
  await v.outbox.go('drill');
  await playDrill(v.hand, { purpose: 'point', bank: point.bank, point: point.point });
  return true;
};

/** An old practice once more. */
const replay = async (v: Visit, quest: QuestView): Promise<boolean> => {
  const done = quest.islands
    .flatMap((i) => i.stations)
    .filter((s) => s.state === 'done' && s.kind === 'practice');
  const again = pickOf(v, done);
  if (again) await goTo(v, quest, again);
  return again !== undefined;
};

const practise = async (v: Visit, quest: QuestView): Promise<boolean> => {
  if (v.hand.chance(0.8) && (await drill(v))) return true;
  return replay(v, quest);
};

/** One thing that a learner does next; false = there is nothing left to do. */
export const turn = async (v: Visit): Promise<boolean> => {
  const quest = await v.quest();
  if (v.hand.chance(0.12) && (await meetGhosts(v, quest))) return true;
  const ahead = stationsDone(quest) >= STATIONS_A_DAY * (v.sitting.day + 1);
  const stations = doableStations(quest);
  const exercise = v.quota ? 0.75 : (ahead ? 0.9 : 0.25) * v.zeal;
  if (v.hand.chance(exercise) && (await practise(v, quest))) return true;
  const station = stations[0];
  if (station && (!ahead || v.quota)) {
    await goTo(v, quest, station);
    return true;
  }
  return v.quota ? practise(v, quest) : false;
};

/** The page is closed: the last batch goes out. */
export const farewell = async (v: Visit): Promise<void> => {
  await v.outbox.go('map');
  await receive(v, await v.quest());
  await v.outbox.flush();
};
