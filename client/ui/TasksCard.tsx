import type { TaskView } from '../../server/domain/api.ts';
import { useT } from '../i18n/index.ts';
import { go } from '../stores/screen.ts';
import { Button, Card, Icon, Progress } from './parts/index.ts';
import { CreditsButton } from './programme/Offers.tsx';
import { isDone, minutesLeft, progressOf, TASK_ICON } from './tasks.ts';

/** Today's voyage in short, on the map of a desktop. */
export const TasksCard = ({ tasks, credits }: { tasks: readonly TaskView[]; credits: number }) => {
  const t = useT('map');
  const { done, count } = progressOf(tasks);
  const left = minutesLeft(tasks);
  return (
    <Card className="tasks" aria-label={t('tasks')} data-guide="tasks">
      <h2>
        <Icon name="high-voltage" size={22} />
        {t('tasks')}
        {left > 0 && <small>{t('tasks.minutes', { n: left })}</small>}
      </h2>
      {left === 0 && <p className="tasks-all">{count === 0 ? t('today.empty') : t('tasks.done')}</p>}
      <TaskList tasks={tasks} />
      {count > 0 && (
        <div className="tasks-bar">
          <Progress value={done} max={count} label={t('tasks.progress')} />
          <Icon name="wrapped-gift" size={28} />
        </div>
      )}
      <CreditsButton credits={credits} />
      {left === 0 && (
        <Button look="mini" icon="crossed-swords" onClick={() => go({ name: 'battles' })}>
          {t('today.battle')}
        </Button>
      )}
    </Card>
  );
};

export const TaskList = ({ tasks }: { tasks: readonly TaskView[] }) => {
  const t = useT('map');
  return (
    <ol>
      {tasks.map((task) => (
        <li key={task.kind} className={isDone(task) ? 'tasks-ok' : ''}>
          <Icon
            name={isDone(task) ? 'check-mark-button' : TASK_ICON[task.kind]}
            size={22}
            label={isDone(task) ? t('task.doneword') : ''}
          />
          <span className="tasks-text">
            {t(`task.${task.kind}`, { n: task.count })}
            {task.count > 1 && !isDone(task) && task.done > 0 && (
              <small> {t('task.part', { done: task.done, n: task.count })}</small>
            )}
          </span>
          {task.coins > 0 && <b className="num">+{task.coins}</b>}
        </li>
      ))}
    </ol>
  );
};
