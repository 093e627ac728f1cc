import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { moved, without } from '../../editor/draft.ts';

type Props = {
  list: readonly unknown[];
  at: number;
  labels: { up: string; down: string; remove: string };
  least?: number;
  onChange: (next: readonly unknown[]) => void;
};

/** Moves a row of a list up or down, or takes it out. */
export const RowTools = ({ list, at, labels, least = 1, onChange }: Props) => (
  <span className="qb-rowtools">
    <Button
      type="text"
      aria-label={labels.up}
      disabled={at === 0}
      icon={<ArrowUpOutlined />}
      onClick={() => onChange(moved(list, at, at - 1))}
    />
    <Button
      type="text"
      aria-label={labels.down}
      disabled={at === list.length - 1}
      icon={<ArrowDownOutlined />}
      onClick={() => onChange(moved(list, at, at + 1))}
    />
    <Button
      type="text"
      aria-label={labels.remove}
      disabled={list.length <= least}
      icon={<DeleteOutlined />}
      onClick={() => onChange(without(list, at))}
    />
  </span>
);
