import './points.css';
import { App, Button, Empty } from 'antd';
import { useMemo, useState } from 'react';
import type { BankFrame } from '../../../../server/domain/api-bank.ts';
import { listOf, pick } from '../../../i18n/index.ts';
import { savePoint } from '../../../net/bank.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { goTo } from '../../place.ts';
import type { TabProps } from '../BankPage.tsx';
import { ALL, queryOf } from '../list/list-filter.ts';
import { layoutOf } from './graph-layout.ts';
import { PointForm } from './PointForm.tsx';
import { PointGraph } from './PointGraph.tsx';

export type Point = BankFrame['points'][number];

/** Opens the bank's list with the questions of one knowledge point. */
const showQuestions = (bank: string, point: string): void => {
  goTo({ name: 'bank', bank, tab: 'questions' });
  history.replaceState(null, '', `${location.pathname}?${queryOf({ ...ALL, point })}`);
};

/** Knowledge points: what they are called, what comes before them, how many questions test them. */
export const Points = ({ frame, onFrame }: TabProps) => {
  const t = useS('bank');
  const { message } = App.useApp();
  const [editing, setEditing] = useState<Point | 'new'>();
  const { points, bank } = frame;
  const mayEdit = bank.access !== 'view';
  const graph = useMemo(() => layoutOf(points), [points]);
  const remove = (point: Point): void => {
    const { id, name, requires } = point;
    savePoint({ bank: bank.id, point: id, name, requires, remove: true }).then(
      onFrame,
      (f: unknown) => void message.error(faultLine(f)),
    );
  };
  return (
    <div className="points">
      <header className="points-head">
        <strong>{t('points', { count: points.length })}</strong>
        <span className="bank-note">{t('points.note')}</span>
        {mayEdit && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('point.new')}
          </Button>
        )}
      </header>
      {points.length === 0 && <Empty description={t('points.none')} />}
      {points.length > 0 && (
        <>
          <PointGraph
            graph={graph}
            points={points}
            onOpen={(p) => (mayEdit ? setEditing(p) : showQuestions(bank.id, p.id))}
          />
          <ul className="points-list">
            {points.map((point) => (
              <PointRow
                key={point.id}
                point={point}
                points={points}
                mayEdit={mayEdit}
                onShow={() => showQuestions(bank.id, point.id)}
                onEdit={() => setEditing(point)}
                onRemove={() => remove(point)}
              />
            ))}
          </ul>
        </>
      )}
      {editing !== undefined && (
        <PointForm
          bank={bank.id}
          points={points}
          {...(editing === 'new' ? {} : { point: editing })}
          onSaved={(next) => {
            onFrame(next);
            setEditing(undefined);
          }}
          onClose={() => setEditing(undefined)}
        />
      )}
    </div>
  );
};

type RowProps = {
  point: Point;
  points: readonly Point[];
  mayEdit: boolean;
  onShow: () => void;
  onEdit: () => void;
  onRemove: () => void;
};

const PointRow = ({ point, points, mayEdit, onShow, onEdit, onRemove }: RowProps) => {
  const t = useS('bank');
  const ts = useS('shell');
  const name = pick(point.name);
  const before = points.filter((p) => point.requires.includes(p.id)).map((p) => pick(p.name));
  return (
    <li>
      <strong>{name}</strong>
      <span className="points-before">
        {before.length === 0 ? t('point.first') : t('point.after', { names: listOf(before) })}
      </span>
      <Button
        type="link"
        size="small"
        onClick={onShow}
        aria-label={t('point.show', { name, count: point.questions })}
      >
        {t('questions', { count: point.questions })}
      </Button>
      {mayEdit && (
        <span className="points-acts">
          <Button size="small" onClick={onEdit} aria-label={t('point.edit', { name })}>
            {t('edit')}
          </Button>
          <Button size="small" danger type="text" onClick={onRemove} aria-label={t('point.remove', { name })}>
            {ts('remove')}
          </Button>
        </span>
      )}
    </li>
  );
};
