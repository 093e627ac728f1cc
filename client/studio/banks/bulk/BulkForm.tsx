import { Alert, Modal, Select, TreeSelect } from 'antd';
import { useEffect, useState } from 'react';
import type { BankFrame, BulkChange } from '../../../../server/domain/api-bank.ts';
import { pick } from '../../../i18n/index.ts';
import { loadBanks } from '../../../net/bank.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { leaveByTab } from '../../parts/leave-by-tab.ts';
import { type Branch, branchesOf } from '../category-tree.ts';

/** The changes that ask for something to be chosen. */
export type FormKind = Exclude<BulkChange['kind'], 'state' | 'difficulty' | 'delete'>;
type Props = {
  kind: FormKind;
  frame: BankFrame;
  count: number;
  onGo: (change: BulkChange) => void;
  onClose: () => void;
};
const NONE = '∅';
const orNull = (value: string): string | null => (value === NONE ? null : value);

const changeOf = (kind: FormKind, chosen: readonly string[]): BulkChange | undefined => {
  const [one] = chosen;
  if (one === undefined) return undefined;
  switch (kind) {
    case 'add-tags':
    case 'remove-tags':
      return { kind, tags: [...chosen] };
    case 'category':
      return { kind, category: orNull(one) };
    case 'point':
      return { kind, point: orNull(one) };
    case 'reviewer':
      return { kind, reviewer: orNull(one) };
    default:
      return { kind, bank: one };
  }
};

/** Asks what the chosen questions are to get. */
export const BulkForm = ({ kind, frame, count, onGo, onClose }: Props) => {
  const t = useS('bank');
  const [chosen, setChosen] = useState<string[]>([]);
  const change = changeOf(kind, chosen);
  return (
    <Modal
      open
      title={t(`bulk.${kind}`)}
      okText={t('bulk.go', { count })}
      okButtonProps={{ disabled: change === undefined }}
      onOk={() => change !== undefined && onGo(change)}
      onCancel={onClose}
    >
      <div className="bank-form">
        {kind === 'category' ? (
          <CategoryField frame={frame} onChosen={setChosen} />
        ) : (
          <ChoiceField kind={kind} frame={frame} chosen={chosen} onChosen={setChosen} />
        )}
      </div>
    </Modal>
  );
};

type FieldProps = { frame: BankFrame; onChosen: (chosen: string[]) => void };
type TreeNode = { value: string; title: string; children: TreeNode[] };
const nodeOf = (b: Branch): TreeNode => ({ value: b.id, title: b.name, children: b.children.map(nodeOf) });

const CategoryField = ({ frame, onChosen }: FieldProps) => {
  const t = useS('bank');
  return (
    <TreeSelect<string>
      aria-label={t('bulk.category')}
      placeholder={t('bulk.category')}
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeDefaultExpandAll
      treeData={[
        { value: NONE, title: t('category.none'), children: [] },
        ...branchesOf(frame.categories).map(nodeOf),
      ]}
      onChange={(value) => onChosen([value])}
    />
  );
};

const useChoices = (kind: FormKind, frame: BankFrame) => {
  const t = useS('bank');
  const [banks, setBanks] = useState<{ value: string; label: string }[]>([]);
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    if (kind !== 'move') return;
    loadBanks().then(
      (all) =>
        setBanks(
          all
            .filter((b) => b.access !== 'view' && b.id !== frame.bank.id)
            .map((b) => ({ value: b.id, label: pick(b.name) })),
        ),
      (f: unknown) => setFault(faultLine(f)),
    );
  }, [kind, frame.bank.id]);
  if (kind === 'move') return { options: banks, fault };
  if (kind === 'reviewer') {
    const people = frame.people.map(({ id, name }) => ({ value: id, label: name }));
    return { options: [{ value: NONE, label: t('reviewer.none') }, ...people], fault };
  }
  if (kind === 'point') {
    const points = frame.points.map((p) => ({ value: p.id, label: pick(p.name) }));
    return { options: [{ value: NONE, label: t('point.none') }, ...points], fault };
  }
  return { options: frame.tags.map(({ tag }) => ({ value: tag, label: tag })), fault };
};

type ChoiceProps = FieldProps & { kind: FormKind; chosen: string[] };
const ChoiceField = ({ kind, frame, chosen, onChosen }: ChoiceProps) => {
  const t = useS('bank');
  const { options, fault } = useChoices(kind, frame);
  const search = { showSearch: { optionFilterProp: 'label' }, options, 'aria-label': t(`bulk.${kind}`) };
  return (
    <>
      {fault !== undefined && <Alert type="error" showIcon title={fault} />}
      {kind === 'add-tags' || kind === 'remove-tags' ? (
        <Select<string[]>
          {...search}
          mode={kind === 'add-tags' ? 'tags' : 'multiple'}
          onInputKeyDown={leaveByTab}
          placeholder={t(`hint.${kind}`)}
          value={chosen}
          onChange={onChosen}
        />
      ) : (
        <Select<string>
          {...search}
          placeholder={t(`bulk.${kind}`)}
          notFoundContent={kind === 'move' ? t('move.none') : undefined}
          onChange={(value) => onChosen([value])}
        />
      )}
    </>
  );
};
