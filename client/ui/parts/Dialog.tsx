import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useT } from '../../i18n/index.ts';
import { RoundButton } from './Button.tsx';

type Props = {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** sheet = from the bottom edge on a phone, a centred panel on a desktop. */
  sheet?: boolean;
  className?: string;
};

/** A modal: focus goes to what is marked `data-first`, else to the title, and stays inside; Escape and the backdrop close it, focus returns to where it was. */
export const Dialog = ({ title, onClose, children, sheet = false, className = '' }: Props) => {
  const t = useT('common');
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const box = ref.current;
    const before = document.activeElement;
    if (box !== null && !box.open) box.showModal();
    const first = box?.querySelector<HTMLElement>('[data-first]') ?? box?.querySelector<HTMLElement>('h2');
    first?.focus({ preventScroll: true });
    return () => {
      box?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog ${sheet ? 'sheet' : ''} ${className}`}
      aria-labelledby={id}
      onCancel={(e) => {
        e.preventDefault();
        onClose();
      }}
      onKeyDown={(e) => e.stopPropagation()}
      onPointerDown={(e) => {
        if (e.target === ref.current) onClose();
      }}
    >
      <div className="dialog-in">
        <header className="dialog-head">
          <h2 id={id} tabIndex={-1}>
            {title}
          </h2>
          <RoundButton label={t('close')} onClick={onClose}>
            ✕
          </RoundButton>
        </header>
        {children}
      </div>
    </dialog>
  );
};

/** A dialog that rises from the bottom edge on a phone. */
export const Sheet = (props: Omit<Props, 'sheet'>) => <Dialog {...props} sheet />;
