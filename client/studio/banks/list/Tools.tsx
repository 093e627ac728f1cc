import { FilterOutlined, FolderOutlined, QuestionCircleOutlined, TableOutlined } from '@ant-design/icons';
import { Badge, Button, Checkbox, Drawer, type InputRef, Modal, Popover, Switch } from 'antd';
import { type RefObject, useState } from 'react';
import { useStore } from 'zustand';
import type { BankFrame, QuestionPage } from '../../../../server/domain/api-bank.ts';
import { number } from '../../../i18n/index.ts';
import { saveSettings } from '../../../net/session.ts';
import { settings } from '../../../stores/settings.ts';
import { useS } from '../../i18n/index.ts';
import { COLUMNS, type Column } from './columns.ts';
import { Filters, SortField } from './Filters.tsx';
import { filtersIn, type ListState, narrowed } from './list-filter.ts';
import { SearchBox } from './SearchBox.tsx';

type Props = {
  frame: BankFrame;
  list: ListState;
  onList: (list: ListState) => void;
  box: RefObject<InputRef | null>;
  found: QuestionPage | undefined;
  busy: boolean;
  columns: Column[];
  onColumns: (columns: Column[]) => void;
  onKeys: () => void;
  onCategories: () => void;
};

/** Search, filters and columns above the list. */
export const Tools = (props: Props) => {
  const { frame, list, onList, box, found, busy } = props;
  const t = useS('bank');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className="list-tools">
        <SearchBox
          text={list.text ?? ''}
          box={box}
          onText={(text) => onList(narrowed(list, { text: text.trim() === '' ? undefined : text }))}
        />
        <span role="status" className="list-found" aria-busy={busy}>
          {found !== undefined &&
            t('found', { count: found.total, n: number(found.total), ms: found.tookMs })}
        </span>
        <Badge count={filtersIn(list)} color="#0b73ad" className="list-filter-open">
          <Button icon={<FilterOutlined />} onClick={() => setOpen(true)}>
            {t('filter')}
          </Button>
        </Badge>
        <Button icon={<FolderOutlined />} onClick={props.onCategories}>
          {t('categories')}
        </Button>
        <ColumnPicker columns={props.columns} onColumns={props.onColumns} />
        <Button
          className="list-keys-open"
          icon={<QuestionCircleOutlined />}
          aria-label={t('keys')}
          title={t('keys')}
          onClick={props.onKeys}
        />
      </div>
      <fieldset className="list-filters" aria-label={t('filter')}>
        <Filters frame={frame} list={list} onList={onList} onCategories={props.onCategories} />
      </fieldset>
      <Drawer
        open={isOpen}
        title={t('filter')}
        placement="bottom"
        size="80%"
        onClose={() => setOpen(false)}
        footer={
          <Button type="primary" block onClick={() => setOpen(false)}>
            {t('filter.show', { count: found?.total ?? 0, n: number(found?.total ?? 0) })}
          </Button>
        }
      >
        <div className="list-filters is-drawer">
          <SortField list={list} onList={onList} />
          <Filters frame={frame} list={list} onList={onList} />
        </div>
      </Drawer>
    </>
  );
};

const ColumnPicker = ({ columns, onColumns }: Pick<Props, 'columns' | 'onColumns'>) => {
  const t = useS('bank');
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          className="list-columns"
          value={columns}
          options={COLUMNS.map((value) => ({ value, label: t(`col.${value}`) }))}
          onChange={(chosen) => onColumns(COLUMNS.filter((c) => chosen.includes(c)))}
        />
      }
    >
      <Button icon={<TableOutlined />}>{t('columns')}</Button>
    </Popover>
  );
};

const KEYS = [
  ['J', '↓', 'keys.down'],
  ['K', '↑', 'keys.up'],
  ['Enter', '', 'keys.open'],
  ['Space', '', 'keys.pick'],
  ['P', '', 'keys.preview'],
  ['/', '', 'keys.search'],
  ['?', '', 'keys.help'],
] as const;

/** The keys of the list, and the switch for those of a single letter. */
export const Keys = ({ onClose }: { onClose: () => void }) => {
  const t = useS('bank');
  const letters = useStore(settings, (s) => s.shortcuts);
  return (
    <Modal open title={t('keys')} footer={null} onCancel={onClose}>
      <dl className="list-keys">
        {KEYS.map(([key, other, says]) => (
          <div key={says}>
            <dt>
              <kbd>{key}</kbd>
              {other !== '' && <kbd>{other}</kbd>}
            </dt>
            <dd>{t(says)}</dd>
          </div>
        ))}
      </dl>
      <label className="list-letters" htmlFor="list-letters">
        <Switch
          id="list-letters"
          aria-label={t('keys.letters')}
          checked={letters}
          onChange={(on) => void saveSettings({ shortcuts: on }).catch(() => undefined)}
        />
        {t('keys.letters')}
      </label>
    </Modal>
  );
};
