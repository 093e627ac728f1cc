import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useContext } from 'react';
import type { BankFrame } from '../../../server/domain/api-bank.ts';
import { lang, pick } from '../../i18n/index.ts';
import {
  type Draft,
  emptyQuestion,
  fieldsOf,
  listOf,
  moved,
  put,
  putAt,
  stringOf,
  without,
} from '../editor/draft.ts';
import { QuestionForm } from '../editor/QuestionForm.tsx';
import { useS } from '../i18n/index.ts';
import { newPanel } from './build.ts';
import { questionFaultsAt } from './faults.ts';
import { FaultsContext, Field, Said, Texts } from './fields.tsx';
import { IconPicker } from './IconPicker.tsx';

const MOST_PANELS = 6;
/** What the check question's form is filled by while its island has no bank. */
const NO_FRAME: BankFrame = {
  bank: {
    id: '',
    name: { zh: '' },
    access: 'view',
    shipped: false,
    counts: { draft: 0, review: 0, ready: 0, retired: 0 },
    shares: [],
  },
  categories: [],
  tags: [],
  points: [],
  people: [],
};

type Props = {
  path: string;
  card: Draft;
  frame: BankFrame | undefined;
  /** An id for a check question that has none. */
  checkId: string;
  onChange: (next: Draft) => void;
};

/** A study card: its title and source, its pages of text, and its one check question. */
export const CardForm = ({ path, card, frame = NO_FRAME, checkId, onChange }: Props) => {
  const t = useS('quests');
  const panels = listOf(card.panels).map(fieldsOf);
  const set = (field: string) => (value: unknown) => onChange(put(card, field, value));
  const write = set('panels');
  const hasCheck = panels.some((p) => p.kind === 'check');
  const isFull = panels.length >= MOST_PANELS;
  return (
    <section className="qb-card" aria-label={t('card')} data-path={path}>
      <h3>{t('card')}</h3>
      <Said path={path} />
      <Texts label={t('card.title')} path={`${path}.title`} value={card.title} onChange={set('title')} />
      <div className="qb-row">
        <Texts
          label={t('card.source')}
          hint={t('card.source.hint')}
          path={`${path}.source`}
          value={card.source}
          onChange={set('source')}
        />
        <Point path={`${path}.point`} value={stringOf(card.point)} frame={frame} onChange={set('point')} />
      </div>
      <Said path={`${path}.panels`} />
      {[...panels.entries()].map(([i, panel]) => (
        <Panel
          key={i}
          at={i}
          count={panels.length}
          path={`${path}.panels.${i}`}
          panel={panel}
          frame={frame}
          onChange={(next) => write(putAt(panels, i, next))}
          onMove={(to) => write(moved(panels, i, to))}
          onRemove={() => write(without(panels, i))}
        />
      ))}
      <div className="qb-look">
        <Button icon={<PlusOutlined />} disabled={isFull} onClick={() => write([...panels, newPanel()])}>
          {t('card.add')}
        </Button>
        {!hasCheck && (
          <Button
            icon={<PlusOutlined />}
            disabled={isFull}
            onClick={() => write([...panels, { kind: 'check', question: emptyQuestion('single', checkId) }])}
          >
            {t('card.check')}
          </Button>
        )}
      </div>
    </section>
  );
};

type PointProps = { path: string; value: string; frame: BankFrame; onChange: (next: string) => void };
const Point = ({ path, value, frame, onChange }: PointProps) => {
  const t = useS('quests');
  const known = frame.points.map((p) => ({ value: p.id, label: pick(p.name) }));
  return (
    <Field label={t('card.point')} path={path}>
      {known.length === 0 ? (
        <Input
          aria-label={t('card.point')}
          value={value}
          maxLength={60}
          onChange={(e) => onChange(e.target.value)}
        />
      ) : (
        <Select aria-label={t('card.point')} value={value} options={known} onChange={onChange} />
      )}
    </Field>
  );
};

type PanelProps = {
  at: number;
  count: number;
  path: string;
  panel: Draft;
  frame: BankFrame;
  onChange: (next: Draft) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
};
const Panel = ({ at, count, path, panel, frame, onChange, onMove, onRemove }: PanelProps) => {
  const t = useS('quests');
  const n = at + 1;
  const isCheck = panel.kind === 'check';
  const title = t(isCheck ? 'card.panel.check' : 'card.panel', { n });
  return (
    <section className="qb-panel" aria-label={title} data-path={path}>
      <header>
        <h4>{title}</h4>
        <Button
          type="text"
          aria-label={t('card.up', { n })}
          disabled={at === 0}
          icon={<ArrowUpOutlined />}
          onClick={() => onMove(at - 1)}
        />
        <Button
          type="text"
          aria-label={t('card.down', { n })}
          disabled={at === count - 1}
          icon={<ArrowDownOutlined />}
          onClick={() => onMove(at + 1)}
        />
        <Button
          type="text"
          aria-label={t('card.remove', { n })}
          icon={<DeleteOutlined />}
          onClick={onRemove}
        />
      </header>
      <Said path={path} />
      {isCheck ? (
        <Check path={`${path}.question`} panel={panel} frame={frame} onChange={onChange} />
      ) : (
        <TextPanel path={path} panel={panel} onChange={onChange} />
      )}
    </section>
  );
};

const TextPanel = ({ path, panel, onChange }: Pick<PanelProps, 'path' | 'panel' | 'onChange'>) => {
  const t = useS('quests');
  const set = (field: string) => (value: unknown) => onChange(put(panel, field, value));
  return (
    <>
      <Texts label={t('card.heading')} path={`${path}.title`} value={panel.title} onChange={set('title')} />
      <Texts
        label={t('card.body')}
        hint={t('card.body.hint')}
        path={`${path}.body`}
        rows={3}
        most={4000}
        value={panel.body}
        onChange={set('body')}
      />
      <div className="qb-row qb-boss">
        <IconPicker
          label={t('card.picture')}
          path={`${path}.picture`}
          value={stringOf(panel.picture)}
          onChange={set('picture')}
        />
        <Texts label={t('card.alt')} path={`${path}.alt`} value={panel.alt} onChange={set('alt')} />
      </div>
    </>
  );
};

const Check = ({
  path,
  panel,
  frame,
  onChange,
}: Pick<PanelProps, 'path' | 'panel' | 'frame' | 'onChange'>) => {
  const faults = useContext(FaultsContext);
  return (
    <>
      <Said path={path} />
      <QuestionForm
        value={panel.question}
        frame={frame}
        faults={questionFaultsAt(faults, path, lang())}
        onChange={(question) => onChange(put(panel, 'question', question))}
      />
    </>
  );
};
