import { ArrowRightOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { type Draft, fieldsOf } from '../../editor/draft.ts';
import { useS } from '../../i18n/index.ts';
import { Field, useSaid } from '../fields.tsx';
import { nameIn } from '../names.ts';
import { idOf, indexOf, NODE_KINDS, type NodeKind, nodesOf } from './talk-draft.ts';

const NEW = '+';
type Props = {
  talk: Draft;
  /** The node that goes on. */
  from: number;
  path: string;
  value: string;
  label: string;
  onLink: (id: string) => void;
  onNew: (kind: NodeKind) => void;
  onGo: (at: number) => void;
};

/** Where the talk goes on: a node that exists, or a new one. */
export const NextField = ({ talk, from, path, value, label, onLink, onNew, onGo }: Props) => {
  const t = useS('talk');
  const said = useSaid(path);
  const to = indexOf(talk, value);
  const known = nodesOf(talk).flatMap((n, i) =>
    i === from ? [] : [{ value: idOf(n), label: `${idOf(n)} · ${nameIn(fieldsOf(n).text) || t('empty')}` }],
  );
  const fresh = NODE_KINDS.map((k) => ({ value: `${NEW}${k}`, label: `＋ ${t(`kind.${k}`)}` }));
  const choose = (chosen: string): void => {
    const kind = NODE_KINDS.find((k) => `${NEW}${k}` === chosen);
    if (kind === undefined) onLink(chosen);
    else onNew(kind);
  };
  return (
    <Field label={t('next')} path={path}>
      <span className="te-next">
        <Select
          aria-label={label}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('next.none')}
          value={to < 0 ? null : value}
          options={[
            { label: t('next.new'), options: fresh },
            { label: t('next.existing'), options: known },
          ]}
          onChange={(chosen: string | null) => chosen !== null && choose(chosen)}
          {...(to < 0 || said.length > 0 ? { status: 'error' as const } : {})}
        />
        <Button
          aria-label={t('next.go', { id: value })}
          title={t('next.go', { id: value })}
          disabled={to < 0}
          icon={<ArrowRightOutlined />}
          onClick={() => onGo(to)}
        />
      </span>
    </Field>
  );
};
