import type { Api } from '../../server/domain/api.ts';
import type { SubmissionView, SurveyResult } from '../../server/domain/api-station.ts';
import { call } from './call.ts';

/** What waits for a mark, oldest first, then what was marked last. */
export const loadSubmissions = (): Promise<SubmissionView[]> => call('GET /api/submissions');
/** From here its author cannot take it back. */
export const openSubmission = (submission: string): Promise<SubmissionView> =>
  call('POST /api/submissions/open', { body: { submission } });
export const markSubmission = (body: Api['POST /api/submissions/mark']['body']): Promise<SubmissionView> =>
  call('POST /api/submissions/mark', { body });
export const loadSurveyResults = (station: string): Promise<SurveyResult> =>
  call('GET /api/survey-results/:station', { params: { station } });
