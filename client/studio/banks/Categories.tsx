import { DeleteOutlined } from '@ant-design/icons';
import { Alert, Button, Drawer, Input, TreeSelect } from 'antd';
import { type CSSProperties, useState } from 'react';
import type { BankFrame } from '../../../server/domain/api-bank.ts';
import { saveCategory } from '../../net/bank.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { type Branch, branchesOf, flat } from './category-tree.ts';

type Props = { frame: BankFrame; onFrame: (frame: BankFrame) => void; onClose: () => void };
type Change = Omit<Parameters<typeof saveCategory>[0], 'bank'>;
const TOP = '∅';
type TreeNode = { value: string; title: string; disabled: boolean; children: TreeNode[] };
const nodeOf = (b: Branch, self: string | undefined, below = false): TreeNode => ({
  value: b.id,
  title: b.name,
  disabled: below || b.id === self,
  children: b.children.map((c) => nodeOf(c, self, below || b.id === self)),
});

/** The category tree, renamed, moved, grown and cut in place. */
export const Categories = ({ frame, onFrame, onClose }: Props) => {
  const t = useS('bank');
  const [fault, setFault] = useState<string>();
  const branches = branchesOf(frame.categories);
  const mayEdit = frame.bank.access !== 'view';
  const save = async (change: Change): Promise<boolean> => {
    setFault(undefined);
    try {
      onFrame(await saveCategory({ bank: frame.bank.id, ...change }));
      return true;
    } catch (f) {
      setFault(faultLine(f));
      return false;
    }
  };
  return (
    <Drawer open title={t('categories.manage')} size="min(560px, 100vw)" onClose={onClose}>
      {fault !== undefined && <Alert type="error" showIcon title={fault} />}
      <p className="bank-note">{t('categories.note')}</p>
      {branches.length === 0 && <p>{t('categories.none')}</p>}
      <ul className="categories">
        {flat(branches).map((branch) => (
          <Row key={branch.id} branch={branch} branches={branches} mayEdit={mayEdit} onSave={save} />
        ))}
      </ul>
      {mayEdit && <NewCategory branches={branches} onSave={save} />}
    </Drawer>
  );
};

type ParentProps = {
  label: string;
  branches: Branch[];
  self?: string;
  value: string;
  onPick: (parent: string) => void;
};
const Parent = ({ label, branches, self, value, onPick }: ParentProps) => {
  const t = useS('bank');
  return (
    <TreeSelect<string>
      size="small"
      aria-label={label}
      value={value}
      treeDefaultExpandAll
      popupMatchSelectWidth={false}
      treeData={[
        { value: TOP, title: t('category.top'), disabled: false, children: [] },
        ...branches.map((b) => nodeOf(b, self)),
      ]}
      onChange={onPick}
    />
  );
};

type RowProps = {
  branch: Branch;
  branches: Branch[];
  mayEdit: boolean;
  onSave: (change: Change) => Promise<boolean>;
};
const Row = ({ branch, branches, mayEdit, onSave }: RowProps) => {
  const t = useS('bank');
  const { id, name, depth, all } = branch;
  const [typed, setTyped] = useState(name);
  const rename = async (): Promise<void> => {
    const next = typed.trim();
    if (next === name) return;
    if (next === '' || !(await onSave({ category: id, name: next }))) setTyped(name);
  };
  if (!mayEdit)
    return (
      <li style={{ '--depth': depth } as CSSProperties}>
        {name} <small>{t('questions', { count: all })}</small>
      </li>
    );
  return (
    <li style={{ '--depth': depth } as CSSProperties}>
      <Input
        size="small"
        aria-label={t('category.name', { name })}
        value={typed}
        maxLength={120}
        onChange={(e) => setTyped(e.target.value)}
        onBlur={() => void rename()}
        onPressEnter={(e) => e.currentTarget.blur()}
      />
      <small>{t('questions', { count: all })}</small>
      <Parent
        label={t('category.move', { name })}
        branches={branches}
        self={id}
        value={branch.parent ?? TOP}
        onPick={(parent) => void onSave({ category: id, name, parent: parent === TOP ? null : parent })}
      />
      <Button
        type="text"
        danger
        size="small"
        icon={<DeleteOutlined />}
        aria-label={t('category.remove', { name })}
        title={t('category.remove', { name })}
        onClick={() => void onSave({ category: id, name, remove: true })}
      />
    </li>
  );
};

const NewCategory = ({ branches, onSave }: Pick<RowProps, 'branches' | 'onSave'>) => {
  const t = useS('bank');
  const [name, setName] = useState('');
  const [parent, setParent] = useState(TOP);
  const add = async (): Promise<void> => {
    if (name.trim() === '') return;
    if (await onSave({ name: name.trim(), parent: parent === TOP ? null : parent })) setName('');
  };
  return (
    <div className="category-new">
      <Input
        aria-label={t('category.new')}
        placeholder={t('category.new')}
        value={name}
        maxLength={120}
        onChange={(e) => setName(e.target.value)}
        onPressEnter={() => void add()}
      />
      <Parent label={t('category.under')} branches={branches} value={parent} onPick={setParent} />
      <Button type="primary" disabled={name.trim() === ''} onClick={() => void add()}>
        {t('category.add')}
      </Button>
    </div>
  );
};
