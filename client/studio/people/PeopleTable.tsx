import type { Role } from '../../../server/domain/person.ts';
import { ROLES } from '../../../server/domain/person.ts';
import { dayAndTime, number, useT } from '../../i18n/index.ts';
import { Button, Progress } from '../../ui/parts/index.ts';
import { useS } from '../i18n/index.ts';
import { COLUMNS, type Column, type Order, type StudioPerson } from './people.ts';
import type { Placed } from './tree.ts';

type Props = {
  people: readonly StudioPerson[];
  tree: readonly Placed[];
  me: { id: string; role: Role };
  stations: number;
  zone: string;
  order: Order;
  onOrder: (by: Column) => void;
  onBack: (person: StudioPerson) => void;
};

/** The rows of the people; on a phone each row is a card with its labels. */
export const PeopleTable = ({ people, order, onOrder, ...rest }: Props) => {
  const t = useS('people');
  const sortOf = (by: Column) => (order.by !== by ? 'none' : order.down ? 'descending' : 'ascending');
  return (
    <table className="people">
      <thead>
        <tr>
          {COLUMNS.map((by) => (
            <th key={by} scope="col" aria-sort={sortOf(by)}>
              <button
                type="button"
                onClick={() => onOrder(by)}
                title={t('col.sort', { what: t(`col.${by}`) })}
              >
                {t(`col.${by}`)}
                <span aria-hidden="true">{order.by === by ? (order.down ? ' ↓' : ' ↑') : ''}</span>
              </button>
            </th>
          ))}
          <th scope="col">{t('col.login')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((p) => (
          <PersonRow key={p.id} p={p} {...rest} />
        ))}
      </tbody>
    </table>
  );
};

type RowProps = Omit<Props, 'people' | 'order' | 'onOrder'> & { p: StudioPerson };

const PersonRow = ({ p, tree, me, stations, zone, onBack }: RowProps) => {
  const t = useS('people');
  const tc = useT('common');
  const progress = t('progress', { done: p.stationsDone, all: stations });
  const mayHelp = p.id !== me.id && ROLES.indexOf(p.role) <= ROLES.indexOf(me.role);
  return (
    <tr>
      <th scope="row">
        <span className="person-name">{p.name}</span>
        {p.id === me.id && <em className="tag">{t('you')}</em>}
        <small className="person-about">
          {p.guest && p.role === 'learner' ? tc('guest') : tc(`role.${p.role}`)}
          {p.login !== undefined && ` · ${p.login}`}
        </small>
      </th>
      <td data-label={t('col.department')}>
        {tree.find((d) => d.id === p.department)?.path ?? t('people.department.none')}
      </td>
      <td data-label={t('col.progress')}>
        <span className="person-progress">
          <Progress value={p.stationsDone} max={stations} label={progress} />
          <span aria-hidden="true">{progress}</span>
        </span>
      </td>
      <td data-label={t('col.coins')} className="num">
        {number(p.coins)}
      </td>
      <td data-label={t('col.seen')}>
        {p.lastSeenAt === undefined ? t('never') : dayAndTime(p.lastSeenAt, zone)}
      </td>
      <td>
        {mayHelp && (
          <Button look="mini" aria-label={t('back.make.for', { name: p.name })} onClick={() => onBack(p)}>
            {t('back.make')}
          </Button>
        )}
      </td>
    </tr>
  );
};
