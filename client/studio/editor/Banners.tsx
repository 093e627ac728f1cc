import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useStore } from 'zustand';
import { dayAndTime, listOf } from '../../i18n/index.ts';
import { useS } from '../i18n/index.ts';
import type { EditingStore } from './editing.ts';

type Props = {
  editing: EditingStore;
  onCompare: () => void;
  onDiscard: () => void;
};

/** What an author has to know before writing on: restored text, newer versions, others who write. */
export const Banners = ({ editing, onCompare, onDiscard }: Props) => {
  const t = useS('editor');
  const { opening, aside, detail } = useStore(editing.store);
  const { editors, base, newest, status } = useStore(editing.autosave.store);
  const [read, setRead] = useState(false);
  const time = opening.at === undefined ? '' : dayAndTime(opening.at);
  const by = editors[0]?.name ?? t('newer.somebody');
  const restored = !read && status !== 'clean' ? opening.from : 'version';
  return (
    <div className="editor-banners">
      {editors.length > 0 && (
        <Alert
          type="info"
          showIcon
          role="status"
          title={t('editors.now', { names: listOf(editors.map((e) => e.name)) })}
        />
      )}
      {newest > base && status !== 'clean' && detail.version > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('newer.title', { by, version: newest })}
          action={
            <Button size="small" onClick={onCompare}>
              {t('newer.compare')}
            </Button>
          }
        />
      )}
      {restored !== 'version' && (
        <Alert
          type="info"
          showIcon
          title={t(restored === 'device' ? 'kept.title' : 'mine.title', { time })}
          action={
            <span className="editor-actions">
              <Button size="small" onClick={() => setRead(true)}>
                {t('kept.keep')}
              </Button>
              <Button size="small" onClick={onDiscard}>
                {t(restored === 'device' ? 'kept.drop' : 'discard')}
              </Button>
            </span>
          }
        />
      )}
      {aside !== undefined && (
        <Alert
          type="info"
          showIcon
          closable={{ onClose: editing.dropAside }}
          title={t(aside.why === 'theirs' ? 'aside.title' : 'aside.device')}
          action={
            <Button size="small" onClick={editing.bringBack}>
              {t('aside.back')}
            </Button>
          }
        />
      )}
    </div>
  );
};
