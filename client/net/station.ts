import type { AttemptView, Outcome } from '../../server/domain/api.ts';
import type { AssignmentView, PeerWork, SurveyView } from '../../server/domain/api-station.ts';
import type { SurveyAnswers } from '../../server/domain/survey.ts';
import { call } from './call.ts';

/** Starts a role play, or gives back the open one. */
export const startTalk = (station: string): Promise<AttemptView> =>
  call('POST /api/attempts/start', { body: { station } });
export const talkNow = (id: string): Promise<AttemptView> =>
  call('GET /api/attempts/:id', { params: { id } });

export type SayBody = { attempt: string; node: string; option: string };
/** The caller keeps the command id: the same words sent twice are said once. */
export const sayInTalk = (body: SayBody, commandId: string): Promise<AttemptView> =>
  call('POST /api/attempts/choose', { body }, { commandId });

export const assignmentOf = (station: string): Promise<AssignmentView> =>
  call('GET /api/assignments/:station', { params: { station } });
export const saveDraft = (station: string, rev: number, text: string): Promise<AssignmentView> =>
  call('POST /api/assignments/draft', { body: { station, rev, text } });
export const removeFile = (station: string, file: string): Promise<AssignmentView> =>
  call('POST /api/assignments/remove', { body: { station, file } });
export const submitWork = (station: string): Promise<AssignmentView> =>
  call('POST /api/assignments/submit', { body: { station } });
export const withdrawWork = (station: string): Promise<AssignmentView> =>
  call('POST /api/assignments/withdraw', { body: { station } });
export const peerWorks = (station: string): Promise<PeerWork[]> =>
  call('GET /api/assignments/:station/peers', { params: { station } });
export const setKudos = (submission: string, on: boolean): Promise<{ kudos: number }> =>
  call('POST /api/assignments/kudos', { body: { submission, on } });

export const surveyOf = (station: string): Promise<SurveyView> =>
  call('GET /api/surveys/:station', { params: { station } });
/** The caller keeps the command id: sent again after a lost reply, it is counted once. */
export const answerSurvey = (station: string, answers: SurveyAnswers, commandId: string): Promise<Outcome> =>
  call('POST /api/surveys/answer', { body: { station, answers } }, { commandId });
