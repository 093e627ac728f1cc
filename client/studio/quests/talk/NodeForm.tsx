import { CaretRightOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button, Segmented, Select, Tag } from 'antd';
import { MOODS } from '../../../../server/domain/talk.ts';
import { type Draft, put, stringOf } from '../../editor/draft.ts';
import { useS } from '../../i18n/index.ts';
import { Field, Said, Texts } from '../fields.tsx';
import { NextField } from './NextField.tsx';
import { Options } from './Options.tsx';
import { asKind, idOf, NODE_KINDS, type NodeKind, nodeKindOf, type Way } from './talk-draft.ts';

export type NodeProps = {
  talk: Draft;
  at: number;
  node: Draft;
  path: string;
  onChange: (next: Draft) => void;
  onNew: (way: Way, kind: NodeKind) => void;
  onGo: (at: number) => void;
};
type Props = NodeProps & { onPlay: () => void; onStart: () => void; onRemove: () => void };

/** One node of a talk: who says what, and how it goes on. */
export const NodeForm = (props: Props) => {
  const { talk, at, node, path, onChange, onNew, onGo } = props;
  const t = useS('talk');
  const kind = nodeKindOf(node);
  const set = (field: string) => (value: unknown) => onChange(put(node, field, value));
  return (
    <section className="te-form" aria-label={t('node', { id: idOf(node) })}>
      <Head {...props} />
      <Said path={path} />
      <Segmented
        block
        aria-label={t('kind')}
        value={kind}
        options={NODE_KINDS.map((k) => ({ value: k, label: t(`kind.${k}`) }))}
        onChange={(next) => onChange(asKind(node, next))}
      />
      <div className="qb-row">
        {kind === 'line' && <Speaker node={node} path={path} onChange={set('speaker')} />}
        {node.speaker !== 'narrator' && <Mood node={node} path={path} onChange={set('mood')} />}
      </div>
      <Texts
        label={t(`text.${kind}`)}
        path={`${path}.text`}
        value={node.text}
        rows={2}
        most={600}
        onChange={set('text')}
      />
      {kind === 'line' && (
        <NextField
          talk={talk}
          from={at}
          label={t('next')}
          path={`${path}.next`}
          value={stringOf(node.next)}
          onLink={set('next')}
          onNew={(k) => onNew({ at }, k)}
          onGo={onGo}
        />
      )}
      {kind === 'choice' && <Options {...props} />}
    </section>
  );
};

const Head = ({ talk, node, onPlay, onStart, onRemove }: Props) => {
  const t = useS('talk');
  const isStart = stringOf(talk.start) === idOf(node);
  return (
    <header className="te-head">
      <h3>{t('node', { id: idOf(node) })}</h3>
      {isStart ? (
        <Tag color="gold">{t('start')}</Tag>
      ) : (
        <Button size="small" onClick={onStart}>
          {t('start.set')}
        </Button>
      )}
      <Button size="small" icon={<CaretRightOutlined />} onClick={onPlay}>
        {t('play')}
      </Button>
      <Button
        size="small"
        type="text"
        aria-label={t('remove')}
        title={t('remove')}
        icon={<DeleteOutlined />}
        onClick={onRemove}
      />
    </header>
  );
};

type FieldProps = { node: Draft; path: string; onChange: (next: unknown) => void };
const SPEAKERS = ['other', 'narrator'] as const;
const Speaker = ({ node, path, onChange }: FieldProps) => {
  const t = useS('talk');
  return (
    <Field label={t('speaker')} path={`${path}.speaker`}>
      <Select
        aria-label={t('speaker')}
        value={SPEAKERS.find((s) => s === node.speaker) ?? 'other'}
        options={SPEAKERS.map((s) => ({ value: s, label: t(`speaker.${s}`) }))}
        onChange={onChange}
      />
    </Field>
  );
};

const Mood = ({ node, path, onChange }: FieldProps) => {
  const t = useS('talk');
  return (
    <Field label={t('mood')} path={`${path}.mood`}>
      <Select
        aria-label={t('mood')}
        value={stringOf(node.mood)}
        options={[
          { value: '', label: t('mood.none') },
          ...MOODS.map((m) => ({ value: m, label: t(`mood.${m}`) })),
        ]}
        onChange={(mood: string) => onChange(mood === '' ? undefined : mood)}
      />
    </Field>
  );
};
