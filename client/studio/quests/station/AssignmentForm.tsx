import './station.css';
import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, InputNumber } from 'antd';
import { ACCEPTS, ASSIGNMENT_PASS } from '../../../../server/domain/assignment.ts';
import { type Draft, fieldsOf, isBlank, listOf, numberOf, put, putAt } from '../../editor/draft.ts';
import { useS } from '../../i18n/index.ts';
import { Field, Said, Texts } from '../fields.tsx';
import { RichTexts } from './RichTexts.tsx';
import { RowTools } from './RowTools.tsx';

const MOST_ROWS = 10;
type Props = { path: string; assignment: Draft; onChange: (next: Draft) => void };

/** What is asked for, how it is judged, what may be handed in, and an example. */
export const AssignmentForm = ({ path, assignment, onChange }: Props) => {
  const t = useS('station');
  const set = (field: string) => (value: unknown) => onChange(put(assignment, field, value));
  const accepts = listOf(assignment.accepts);
  return (
    <section className="st-part" data-path={path}>
      <Said path={path} />
      <RichTexts
        label={t('brief.title')}
        hint={t('brief.hint')}
        path={`${path}.brief`}
        value={assignment.brief}
        onChange={set('brief')}
      />
      <Rubric path={`${path}.rubric`} rows={listOf(assignment.rubric)} onChange={set('rubric')} />
      <Field label={t('accepts')} path={`${path}.accepts`} group>
        <Checkbox.Group
          value={ACCEPTS.filter((a) => accepts.includes(a))}
          options={ACCEPTS.map((a) => ({ value: a, label: t(`accepts.${a}`) }))}
          onChange={(next) => set('accepts')(ACCEPTS.filter((a) => next.includes(a)))}
        />
      </Field>
      <RichTexts
        optional
        label={t('example')}
        hint={t('example.hint')}
        path={`${path}.example`}
        value={assignment.example}
        onChange={set('example')}
      />
    </section>
  );
};

type RubricProps = { path: string; rows: readonly unknown[]; onChange: (next: readonly unknown[]) => void };
const Rubric = ({ path, rows, onChange }: RubricProps) => {
  const t = useS('station');
  const sum = rows.reduce<number>((n, r) => n + (numberOf(fieldsOf(r).points) ?? 0), 0);
  return (
    <Field label={t('rubric.title')} hint={t('rubric.hint')} path={path} group>
      <ol className="st-rows">
        {[...rows.entries()].map(([i, row]) => (
          <Row
            key={i}
            at={i}
            row={fieldsOf(row)}
            rows={rows}
            path={`${path}.${i}`}
            onRow={(next) => onChange(putAt(rows, i, next))}
            onRows={onChange}
          />
        ))}
      </ol>
      <span className="qb-look">
        <Button
          icon={<PlusOutlined />}
          disabled={rows.length >= MOST_ROWS}
          onClick={() => onChange([...rows, { name: {}, points: 5 }])}
        >
          {t('rubric.add')}
        </Button>
        <strong role="status">{t('rubric.sum', { n: sum, pass: Math.ceil(sum * ASSIGNMENT_PASS) })}</strong>
      </span>
    </Field>
  );
};

type RowProps = {
  at: number;
  row: Draft;
  rows: readonly unknown[];
  path: string;
  onRow: (next: Draft) => void;
  onRows: (next: readonly unknown[]) => void;
};
const Row = ({ at, row, rows, path, onRow, onRows }: RowProps) => {
  const t = useS('station');
  const nth = { n: at + 1 };
  return (
    <li className="st-row" data-path={path}>
      <header>
        <InputNumber
          aria-label={t('rubric.points', nth)}
          title={t('rubric.points', nth)}
          min={1}
          max={100}
          precision={0}
          value={numberOf(row.points) ?? null}
          onChange={(n) => onRow(put(row, 'points', typeof n === 'number' ? n : undefined))}
        />
        <RowTools
          list={rows}
          at={at}
          labels={{ up: t('rubric.up', nth), down: t('rubric.down', nth), remove: t('rubric.remove', nth) }}
          onChange={onRows}
        />
      </header>
      <Said path={`${path}.points`} />
      <Texts
        label={t('rubric.name', nth)}
        path={`${path}.name`}
        value={row.name}
        most={80}
        onChange={(name) => onRow(put(row, 'name', name))}
      />
      <Texts
        label={t('rubric.about', nth)}
        path={`${path}.about`}
        value={row.about}
        rows={2}
        most={500}
        onChange={(about) => onRow(put(row, 'about', isBlank(about) ? undefined : about))}
      />
    </li>
  );
};
