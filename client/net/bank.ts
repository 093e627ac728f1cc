import type { Api } from '../../server/domain/api.ts';
import type {
  BankFrame,
  BankView,
  BatchView,
  BulkChange,
  QuestionDetail,
  QuestionFilter,
  QuestionPage,
} from '../../server/domain/api-bank.ts';
import type { Question, QuestionType } from '../../server/domain/question.ts';
import { call } from './call.ts';

type Body<K extends keyof Api> = Api[K] extends { body: infer B } ? B : never;
type Reply<K extends keyof Api> = Api[K]['reply'];

export const loadBanks = (): Promise<BankView[]> => call('GET /api/banks');
export const saveBank = (body: Body<'POST /api/banks/save'>): Promise<BankView> =>
  call('POST /api/banks/save', { body });
export const shareBank = (body: Body<'POST /api/banks/share'>): Promise<BankView> =>
  call('POST /api/banks/share', { body });
export const loadFrame = (bank: string): Promise<BankFrame> =>
  call('GET /api/banks/:bank/frame', { params: { bank } });
export const saveCategory = (body: Body<'POST /api/banks/category'>): Promise<BankFrame> =>
  call('POST /api/banks/category', { body });
export const savePoint = (body: Body<'POST /api/banks/point'>): Promise<BankFrame> =>
  call('POST /api/banks/point', { body });
export const loadAudit = (bank: string): Promise<Reply<'GET /api/banks/:bank/audit'>> =>
  call('GET /api/banks/:bank/audit', { params: { bank } });
export const loadBatches = (bank: string): Promise<BatchView[]> =>
  call('GET /api/banks/:bank/batches', { params: { bank } });
export const undoBatch = (bank: string, batch: string): Promise<BatchView> =>
  call('POST /api/banks/undo', { body: { bank, batch } });
export const loadDuplicates = (bank: string): Promise<Reply<'GET /api/banks/:bank/duplicates'>> =>
  call('GET /api/banks/:bank/duplicates', { params: { bank } });

export const searchQuestions = (body: QuestionFilter): Promise<QuestionPage> =>
  call('POST /api/questions/search', { body });
export const loadQuestion = (id: string): Promise<QuestionDetail> =>
  call('GET /api/questions/:id', { params: { id } });
export const readQuestions = (questions: string[]): Promise<QuestionDetail[]> =>
  call('POST /api/questions/read', { body: { questions } });
export const createQuestion = (
  bank: string,
  type: QuestionType,
  category?: string,
): Promise<QuestionDetail> =>
  call('POST /api/questions/create', {
    body: { bank, type, ...(category === undefined ? {} : { category }) },
  });
export const keepDraft = (
  body: Body<'POST /api/questions/draft'>,
): Promise<Reply<'POST /api/questions/draft'>> => call('POST /api/questions/draft', { body });
export const dropDraft = (question: string): Promise<QuestionDetail> =>
  call('POST /api/questions/drop-draft', { body: { question } });
export const saveQuestion = (
  question: string,
  base: number,
  content: Question,
  name?: string,
): Promise<QuestionDetail> =>
  call('POST /api/questions/save', {
    body: { question, base, content, ...(name === undefined ? {} : { name }) },
  });
export const restoreQuestion = (body: Body<'POST /api/questions/restore'>): Promise<QuestionDetail> =>
  call('POST /api/questions/restore', { body });
export const loadHistory = (id: string): Promise<Reply<'GET /api/questions/:id/history'>> =>
  call('GET /api/questions/:id/history', { params: { id } });
export const comment = (question: string, text: string): Promise<QuestionDetail> =>
  call('POST /api/questions/comment', { body: { question, text } });
export const resolveComment = (question: string, id: string): Promise<QuestionDetail> =>
  call('POST /api/questions/resolve', { body: { question, comment: id } });
export const bulkChange = (bank: string, questions: string[], change: BulkChange): Promise<BatchView> =>
  call('POST /api/questions/bulk', { body: { bank, questions, change } });
export const mergeQuestions = (into: string, from: string): Promise<QuestionDetail> =>
  call('POST /api/questions/merge', { body: { into, from } });
export const loadStatistics = (id: string): Promise<Reply<'GET /api/questions/:id/statistics'>> =>
  call('GET /api/questions/:id/statistics', { params: { id } });
export const regrade = (
  body: Body<'POST /api/questions/regrade'>,
): Promise<Reply<'POST /api/questions/regrade'>> => call('POST /api/questions/regrade', { body });

export const loadMedia = (): Promise<Reply<'GET /api/media-list'>> => call('GET /api/media-list');
export const uploadMedia = (body: Body<'POST /api/media/upload'>): Promise<Reply<'POST /api/media/upload'>> =>
  call('POST /api/media/upload', { body });
export const saveAlt = (name: string, alt: string): Promise<Reply<'POST /api/media/alt'>> =>
  call('POST /api/media/alt', { body: { name, alt } });
export const removeMedia = (name: string): Promise<{ ok: true }> =>
  call('POST /api/media/remove', { body: { name } });

export const loadEssays = (): Promise<Reply<'GET /api/essays'>> => call('GET /api/essays');
export const markEssay = (body: Body<'POST /api/essays/mark'>): Promise<Reply<'POST /api/essays/mark'>> =>
  call('POST /api/essays/mark', { body });
