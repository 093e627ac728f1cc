import type { QuestView, TaskView } from '../../server/domain/api.ts';
import type { Screen } from '../stores/screen.ts';

export const TASK_ICON: Record<TaskView['kind'], string> = {
  card: 'open-book',
  practice: 'wrapped-gift',
  ghosts: 'ghost',
  exam: 'shield',
  boss: 'octopus',
  scenario: 'speech-balloon',
  assignment: 'camping',
  survey: 'memo',
  review: 'brain',
};
/** Minutes one piece of a task takes, for the estimate on the card. */
const MINUTES: Record<TaskView['kind'], number> = {
  card: 1.5,
  practice: 2,
  ghosts: 0.5,
  exam: 6,
  boss: 3,
  scenario: 4,
  assignment: 10,
  survey: 2,
  review: 0.5,
};

export const isDone = (task: TaskView): boolean => task.done >= task.count;
/** Minutes of what is still to do, rounded up. */
export const minutesLeft = (tasks: readonly TaskView[]): number =>
  Math.ceil(tasks.reduce((sum, t) => sum + Math.max(0, t.count - t.done) * MINUTES[t.kind], 0));
export const progressOf = (tasks: readonly TaskView[]): { done: number; count: number } => ({
  done: tasks.reduce((n, t) => n + Math.min(t.done, t.count), 0),
  count: tasks.reduce((n, t) => n + t.count, 0),
});

/** Where to go for a task: the next open station of its kind, or the island with a ghost that is awake. */
export const placeOfTask = (view: QuestView, kind: TaskView['kind']): Screen => {
  const open = view.islands.filter((i) => i.state !== 'locked');
  if (kind === 'ghosts') {
    const island = open.find((i) => i.ghosts.some((g) => g.awake));
    return island === undefined ? { name: 'map' } : { name: 'island', island: island.id };
  }
  if (kind === 'review') return { name: 'practice' };
  for (const island of [...open].reverse()) {
    const station =
      island.stations.find((s) => s.kind === kind && s.state === 'current') ??
      island.stations.find((s) => s.kind === kind && s.state === 'done' && s.stars < 3);
    if (station !== undefined) return { name: 'island', island: island.id };
  }
  return view.current === undefined ? { name: 'map' } : { name: 'island', island: view.current.island };
};
