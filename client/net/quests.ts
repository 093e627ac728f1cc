import type { Api } from '../../server/domain/api.ts';
import type { QuestDraftView, QuestSummary } from '../../server/domain/api-quests.ts';
import type { ReadyGroup } from '../../server/domain/quest-check.ts';
import type { LocalText } from '../../server/domain/text.ts';
import { call } from './call.ts';
import { download } from './importing.ts';
import { loadQuest } from './quest.ts';

export const loadQuests = (): Promise<QuestSummary[]> => call('GET /api/quests');
/** A new quest, empty or with the islands of another one. */
export const createQuest = (name: LocalText, copyOf?: string): Promise<QuestDraftView> =>
  call('POST /api/quests/create', { body: { name, ...(copyOf === undefined ? {} : { copyOf }) } });
export const loadDraft = (quest: string): Promise<QuestDraftView> =>
  call('GET /api/quests/:quest/draft', { params: { quest } });
export const saveDraft = (body: Api['POST /api/quests/draft']['body']): Promise<QuestDraftView> =>
  call('POST /api/quests/draft', { body });
export const publishQuest = (quest: string, rev: number): Promise<QuestDraftView> =>
  call('POST /api/quests/publish', { body: { quest, rev } });
export const setAudience = (body: Api['POST /api/quests/audience']['body']): Promise<QuestSummary> =>
  call('POST /api/quests/audience', { body });
export const archiveQuest = (quest: string, archived: boolean): Promise<QuestSummary> =>
  call('POST /api/quests/archive', { body: { quest, archived } });
export const importQuest = (base64: string): Promise<QuestDraftView> =>
  call('POST /api/quests/import', { body: { base64 } });
export const loadReady = (bank: string): Promise<ReadyGroup[]> =>
  call('GET /api/banks/:bank/ready', { params: { bank } });

/** The quest as one file, into the downloads. */
export const exportQuest = async (quest: string): Promise<void> =>
  download(await call('POST /api/quests/export', { body: { quest } }));

/** Lets a trainer sail the draft as it is saved, from its beginning. */
export const startPreview = async (quest: string): Promise<void> => {
  await call('POST /api/quests/preview', { body: { quest, on: true } });
  await loadQuest();
};
