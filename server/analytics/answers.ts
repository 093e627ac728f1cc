import type { Metric } from './metric.ts';
import { answersCorrection } from './metric-answer-correction.ts';
import { answersByDay } from './metric-answer-day.ts';
import { answersByCohort, answersByDepartment, answersByPost } from './metric-answer-group.ts';
import { answersGrowth } from './metric-answer-growth.ts';
import { answersLastDay } from './metric-answer-last-day.ts';
import { answersByPerson } from './metric-answer-person.ts';
import { answersCorrectRate } from './metric-answer-rate.ts';
import { answersTotal } from './metric-answer-total.ts';
import { answersByWeek } from './metric-answer-week.ts';

export const answerMetrics: readonly Metric[] = [
  answersTotal,
  answersCorrectRate,
  answersGrowth,
  answersLastDay,
  answersCorrection,
  answersByDay,
  answersByWeek,
  answersByPerson,
  answersByDepartment,
  answersByPost,
  answersByCohort,
];
