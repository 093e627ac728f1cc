import { Button, Popover } from 'antd';
import { useEffect } from 'react';
import { useS } from '../i18n/index.ts';

const ROWS = [
  ['Ctrl S', 'keys.save'],
  ['Ctrl Enter', 'keys.next'],
  ['Alt N', 'keys.new'],
  ['Alt ↑ ↓', 'keys.move'],
  ['Enter', 'keys.enter'],
  ['Ctrl V', 'keys.paste'],
  ['Ctrl B / E', 'keys.bold'],
  ['Alt G', 'keys.gap'],
  ['Esc', 'keys.close'],
] as const;

/** The list of shortcuts behind a question mark. */
export const Keys = () => {
  const t = useS('editor');
  return (
    <Popover
      trigger="click"
      title={t('keys.title')}
      content={
        <dl className="editor-keys">
          {ROWS.map(([keys, what]) => (
            <div key={what}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{t(what)}</dd>
            </div>
          ))}
        </dl>
      }
    >
      <Button aria-label={t('keys.title')} title={t('keys.title')}>
        ?
      </Button>
    </Popover>
  );
};

type Acts = { save: () => void; saveNext: () => void; fresh: () => void };
/** Ctrl or Cmd with S and Enter, Alt with N, wherever the focus is; not while a dialog is open. */
export const useShortcuts = ({ save, saveNext, fresh }: Acts): void => {
  useEffect(() => {
    const press = (e: KeyboardEvent): void => {
      if (e.isComposing) return;
      const control = (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey;
      const act =
        control && e.key.toLowerCase() === 's'
          ? save
          : control && e.key === 'Enter'
            ? saveNext
            : e.altKey && !e.ctrlKey && e.code === 'KeyN'
              ? fresh
              : undefined;
      if (!act) return;
      e.preventDefault();
      if (document.querySelector('.ant-modal-wrap:not([style*="display: none"])') === null) act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [save, saveNext, fresh]);
};
