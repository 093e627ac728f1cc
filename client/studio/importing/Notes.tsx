import { Alert, Button, Grid, Table } from 'antd';
import { useState } from 'react';
import type { BankFrame } from '../../../server/domain/api-bank.ts';
import type { StageView } from '../../../server/domain/api-import.ts';
import { type Note, noteText } from '../../../server/domain/notes/index.ts';
import { lang } from '../../i18n/index.ts';
import { useS } from '../i18n/index.ts';
import { FixDrawer } from './FixDrawer.tsx';

export const NoteLine = ({ note }: { note: Note }) => {
  const { reason, cure } = noteText(note, lang());
  return <Alert type="warning" title={`${reason} ${cure}`} banner />;
};

type Props = {
  notes: Note[];
  empty: string;
  view: StageView;
  frame: BankFrame;
  /** Notes from this one on are refused questions that may be written here instead. */
  firstFixable?: number;
  onChange?: () => void;
};

/** Place, reason and cure of each note. */
export const Notes = ({ notes, empty, view, frame, firstFixable, onChange }: Props) => {
  const t = useS('importing');
  const wide = Grid.useBreakpoint().md !== false;
  const [fixing, setFixing] = useState<number>();
  if (notes.length === 0) return <p>{empty}</p>;
  const rows = notes.map((note, i) => ({ key: i, note, ...noteText(note, lang()) }));
  const fixOf = (key: number) =>
    firstFixable !== undefined &&
    key >= firstFixable && (
      <Button size="small" onClick={() => setFixing(key)}>
        {t('fix')}
      </Button>
    );
  const fixed = fixing === undefined ? undefined : rows[fixing];
  return (
    <>
      <Table
        size="small"
        dataSource={rows}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        {...(wide ? { scroll: { x: 640 } } : {})}
        columns={[
          { title: t('place'), dataIndex: 'place', width: '22%' },
          {
            title: t('reason'),
            dataIndex: 'reason',
            render: (reason: string, { note, cure, key }) => (
              <>
                {reason} {!wide && cure}
                {note.source !== undefined && <pre className="import-source">{note.source}</pre>}
                {!wide && fixOf(key)}
              </>
            ),
          },
          ...(wide ? [{ title: t('cure'), dataIndex: 'cure' }] : []),
          ...(firstFixable === undefined || !wide
            ? []
            : [
                {
                  title: '',
                  key: 'fix',
                  width: 130,
                  render: (_: unknown, row: { key: number }) => fixOf(row.key),
                },
              ]),
        ]}
      />
      {fixed !== undefined && fixing !== undefined && (
        <FixDrawer
          stage={view.stage}
          item={view.total + fixing - (firstFixable ?? 0)}
          place={fixed.place}
          why={t('fix.why', { reason: fixed.reason, cure: fixed.cure })}
          source={fixed.note.source}
          frame={frame}
          onClose={() => setFixing(undefined)}
          onFixed={() => {
            setFixing(undefined);
            onChange?.();
          }}
        />
      )}
    </>
  );
};
