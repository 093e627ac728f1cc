/** Jobs that have a name in words; another one goes by its own. */
export const JOBS = [
  ...(['asks', 'awards', 'battles', 'bills', 'deliveries', 'exams', 'feedback', 'forecasts'] as const),
  ...(['honours', 'recalibration', 'reminders', 'retention', 'returns', 'seasons', 'statements'] as const),
  ...(['statistics', 'upkeep'] as const),
];
