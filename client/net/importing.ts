import type { Api } from '../../server/domain/api.ts';
import type { BatchView } from '../../server/domain/api-bank.ts';
import type { FileView, StageBody, StagedItem, StageView } from '../../server/domain/api-import.ts';
import type { Question } from '../../server/domain/question.ts';
import { call } from './call.ts';

export const stageImport = (body: StageBody): Promise<{ stage: string }> =>
  call('POST /api/import/stage', { body });
export const loadStage = (stage: string): Promise<StageView> =>
  call('GET /api/import/:stage', { params: { stage } });
export const loadStaged = (
  stage: string,
  offset: number,
  limit: number,
  only: 'all' | 'similar',
): Promise<{ items: StagedItem[]; total: number }> =>
  call('POST /api/import/items', { body: { stage, offset, limit, only } });
export const fixStaged = (stage: string, item: number, content: Question): Promise<StagedItem> =>
  call('POST /api/import/fix', { body: { stage, item, content } });
export const commitImport = (
  stage: string,
  bank: string,
  decisions: Record<string, 'add' | 'skip' | 'update'>,
): Promise<BatchView> => call('POST /api/import/commit', { body: { stage, bank, decisions } });
export const cancelImport = (stage: string): Promise<{ ok: true }> =>
  call('POST /api/import/cancel', { body: { stage } });
export const loadReport = (stage: string, lang: 'zh' | 'en'): Promise<FileView> =>
  call('POST /api/import/report', { body: { stage, lang } });
export const loadTemplate = (): Promise<FileView> => call('GET /api/import/template');
export const exportQuestions = (
  body: Api['POST /api/export']['body'],
): Promise<Api['POST /api/export']['reply']> => call('POST /api/export', { body });

/** Hands a file to the browser's downloads. */
export const download = (file: FileView): void => {
  const bytes = Uint8Array.from(atob(file.base64), (c) => c.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: file.mime }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};
