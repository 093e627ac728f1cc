import type {
  DeliveryView,
  PostLevels,
  PushView,
  Recommendations,
  RobotBody,
  RobotView,
  RulePreview,
  RuleView,
  SegmentPerson,
  SegmentsView,
  SkillMap,
} from '../../server/domain/api-reach.ts';
import type { ReminderRule } from '../../server/domain/reminder.ts';
import type { Segment } from '../../server/domain/segment.ts';
import { call } from './call.ts';
import { record } from './outbox.ts';

export const loadSegments = (): Promise<SegmentsView> => call('GET /api/segments');
export const loadSegment = (segment: Segment): Promise<SegmentPerson[]> =>
  call('GET /api/segments/:segment', { params: { segment } });
export const remindPeople = (people: string[], text: string) =>
  call('POST /api/reach/remind', { body: { people, text } });

export const loadRules = (): Promise<RuleView[]> => call('GET /api/reminders');
export const saveRule = (rule: ReminderRule, on: boolean, id?: string): Promise<RuleView[]> =>
  call('POST /api/reminders/save', { body: { rule, on, ...(id === undefined ? {} : { id }) } });
export const removeRule = (id: string): Promise<RuleView[]> =>
  call('POST /api/reminders/remove', { body: { id } });
export const previewRule = (rule: ReminderRule): Promise<RulePreview> =>
  call('POST /api/reminders/preview', { body: { rule } });

export const loadRobots = (): Promise<RobotView[]> => call('GET /api/robots');
export const saveRobot = (body: RobotBody): Promise<RobotView[]> => call('POST /api/robots/save', { body });
export const removeRobot = (id: string): Promise<RobotView[]> =>
  call('POST /api/robots/remove', { body: { id } });
export const tryRobot = (id: string): Promise<DeliveryView[]> =>
  call('POST /api/robots/test', { body: { id } });
export const loadDeliveries = (): Promise<DeliveryView[]> => call('GET /api/deliveries');
export const retryDelivery = (id: string): Promise<DeliveryView[]> =>
  call('POST /api/deliveries/retry', { body: { id } });

export const loadSkillMap = (): Promise<SkillMap> => call('GET /api/skill-map');
export const loadProposals = (): Promise<Recommendations> => call('POST /api/recommendations', { body: {} });
/** Tells the log that something proposed was opened. */
export const openedProposal = (list: string, item: string, rank: number): void =>
  void record('recommendation.opened', { obj: list, data: { item, rank } });
export const loadLevels = (): Promise<PostLevels> => call('GET /api/post-levels');
type Level = { bank: string; point: string; required: number | null };
export const saveLevels = (post: string, levels: Level[]): Promise<PostLevels> =>
  call('POST /api/post-levels/save', { body: { post, levels } });

/** Whether this browser can show pushes at all, and the worker that would. */
const workerOf = async (): Promise<ServiceWorkerRegistration | undefined> => {
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis)) return undefined;
  return (await navigator.serviceWorker.getRegistration('/')) ?? undefined;
};
export type PushState = 'off' | 'on' | 'denied' | 'none';
/** How it stands with pushes on this device; `none` = this browser cannot. */
export const pushState = async (): Promise<PushState> => {
  const worker = await workerOf();
  if (!worker) return 'none';
  if (Notification.permission === 'denied') return 'denied';
  return (await worker.pushManager.getSubscription()) === null ? 'off' : 'on';
};

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0));
};
const textOf = (bytes: ArrayBuffer | null): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Asks the browser, and makes this device known to the server. */
export const pushOn = async (): Promise<PushState> => {
  const worker = await workerOf();
  if (!worker) return 'none';
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  const { publicKey }: PushView = await call('GET /api/push');
  const key = bytesOf(publicKey);
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const keys = { p256dh: textOf(made.getKey('p256dh')), auth: textOf(made.getKey('auth')) };
  await call('POST /api/push/subscribe', { body: { endpoint: made.endpoint, keys } });
  return 'on';
};
export const pushOff = async (): Promise<PushState> => {
  const worker = await workerOf();
  const made = await worker?.pushManager.getSubscription();
  if (!made) return 'off';
  await call('POST /api/push/unsubscribe', { body: { endpoint: made.endpoint } });
  await made.unsubscribe();
  return 'off';
};
