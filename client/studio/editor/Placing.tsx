import { App, Select } from 'antd';
import { useState } from 'react';
import type { BankFrame, BulkChange, QuestionDetail } from '../../../server/domain/api-bank.ts';
import { bulkChange, loadQuestion } from '../../net/bank.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { leaveByTab } from '../parts/leave-by-tab.ts';

type Props = {
  detail: QuestionDetail;
  frame: BankFrame;
  name: string | undefined;
  readOnly: boolean;
  onName: (name: string) => void;
  onSeen: (detail: QuestionDetail) => void;
};

/** Where the question lies in its bank: name, category, tags. */
export const Placing = ({ detail, frame, name, readOnly, onName, onSeen }: Props) => {
  const t = useS('editor');
  const { message } = App.useApp();
  const [tags, setTags] = useState(detail.tags);
  const change = async (...changes: BulkChange[]): Promise<void> => {
    try {
      for (const c of changes) await bulkChange(detail.bank, [detail.id], c);
    } catch (f) {
      void message.error(faultLine(f));
    }
    const next = await loadQuestion(detail.id).catch(() => undefined);
    if (!next) return;
    setTags(next.tags);
    onSeen(next);
  };
  const retag = (next: string[]): void => {
    setTags(next);
    const added = next.filter((tag) => !detail.tags.includes(tag));
    const gone = detail.tags.filter((tag) => !next.includes(tag));
    void change(
      ...(added.length > 0 ? [{ kind: 'add-tags' as const, tags: added }] : []),
      ...(gone.length > 0 ? [{ kind: 'remove-tags' as const, tags: gone }] : []),
    );
  };
  return (
    <div className="editor-placing">
      <label className="qf-field">
        <span className="qf-label">{t('name')}</span>
        <input
          className="qf-text"
          maxLength={200}
          readOnly={readOnly}
          placeholder={t('name.note')}
          value={name ?? detail.name}
          onChange={(e) => onName(e.target.value)}
        />
      </label>
      <div className="qf-field">
        <span className="qf-label">{t('category_of')}</span>
        <Select
          aria-label={t('category_of')}
          disabled={readOnly}
          value={detail.category ?? ''}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(c: string) => void change({ kind: 'category', category: c === '' ? null : c })}
          options={[
            { value: '', label: t('category.none') },
            ...frame.categories.map((c) => ({ value: c.id, label: c.name })),
          ]}
        />
      </div>
      <div className="qf-field">
        <span className="qf-label">{t('tags')}</span>
        <Select
          mode="tags"
          onInputKeyDown={leaveByTab}
          aria-label={t('tags')}
          placeholder={t('tags.add')}
          disabled={readOnly}
          value={tags}
          onChange={retag}
          options={frame.tags.map((tag) => ({ value: tag.tag, label: tag.tag }))}
        />
      </div>
    </div>
  );
};
