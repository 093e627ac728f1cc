import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Lang } from '../../../../server/domain/text.ts';
import { useS } from '../../i18n/index.ts';
import { linesOf } from '../choice.ts';
import { useForm } from './context.ts';
import { FaultAt } from './TextPair.tsx';

/** What the text fields of one part hand on: Enter, Alt and the arrows, a paste of many lines. */
export type PartKeys = {
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onPaste: (event: React.ClipboardEvent<HTMLElement>, lang: Lang) => void;
};

type Props = {
  /** The list's place in the draft. */
  path: string;
  label: string;
  count: number;
  most: number;
  least?: number;
  addLabel: string;
  /** What a part is called: "选项 A". */
  nameOf: (at: number) => string;
  onAdd: () => void;
  onMove?: (from: number, to: number) => void;
  onRemove: (at: number) => void;
  onSpread?: (at: number, lines: readonly string[], lang: Lang) => void;
  children: (at: number, keys: PartKeys) => ReactNode;
};

const fieldIn = (root: HTMLElement | null, at: number, nth: number): HTMLElement | undefined => {
  const part = root?.querySelectorAll<HTMLElement>(':scope > ol > li')[at];
  const fields = part?.querySelectorAll<HTMLElement>('textarea, input:not([type])');
  return fields?.[Math.min(nth, fields.length - 1)];
};

/** Parts in an order: added with Enter in the last one, moved with Alt and the arrows, pasted line by line. */
export const PartList = (props: Props) => {
  const { path, label, count, most, least = 1, nameOf, onAdd, onMove, onRemove, onSpread } = props;
  const t = useS('editor');
  const { readOnly } = useForm();
  const root = useRef<HTMLFieldSetElement>(null);
  const wanted = useRef<{ at: number; nth: number }>(undefined);
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    fieldIn(root.current, wanted.current.at, wanted.current.nth)?.focus();
    wanted.current = undefined;
  });
  const add = (): void => {
    if (count >= most) return;
    wanted.current = { at: count, nth: 0 };
    onAdd();
  };
  const move = (from: number, to: number, nth: number): void => {
    if (to < 0 || to >= count) return;
    wanted.current = { at: to, nth };
    onMove?.(from, to);
  };
  const keysOf = (at: number): PartKeys => ({
    onKeyDown: (e) => {
      if (readOnly || e.nativeEvent.isComposing) return;
      const fields = [
        ...(e.currentTarget.closest('li')?.querySelectorAll('textarea, input:not([type])') ?? []),
      ];
      const nth = Math.max(0, fields.indexOf(e.currentTarget));
      const plain = !e.shiftKey && !e.ctrlKey && !e.metaKey && !e.altKey;
      if (e.key === 'Enter' && plain) {
        e.preventDefault();
        if (at === count - 1) add();
        else fieldIn(root.current, at + 1, nth)?.focus();
      } else if (e.altKey && onMove && (e.key === 'ArrowUp' || e.key === 'ArrowDown')) {
        e.preventDefault();
        move(at, at + (e.key === 'ArrowUp' ? -1 : 1), nth);
      }
    },
    onPaste: (e, lang) => {
      const lines = linesOf(e.clipboardData.getData('text/plain'));
      if (readOnly || !onSpread || lines.length < 2) return;
      e.preventDefault();
      wanted.current = { at: Math.min(most, at + lines.length) - 1, nth: 0 };
      onSpread(at, lines, lang);
    },
  });
  return (
    <fieldset className="qf-parts" ref={root}>
      <legend className="qf-label">{label}</legend>
      <ol>
        {Array.from({ length: count }, (_, at) => (
          <li key={nameOf(at)}>
            <div className="qf-part">{props.children(at, keysOf(at))}</div>
            {!readOnly && (
              <span className="qf-part-acts">
                {onMove && (
                  <>
                    <PartButton
                      sign="↑"
                      name={t('part.up', { name: nameOf(at) })}
                      disabled={at === 0}
                      onClick={() => onMove(at, at - 1)}
                    />
                    <PartButton
                      sign="↓"
                      name={t('part.down', { name: nameOf(at) })}
                      disabled={at === count - 1}
                      onClick={() => onMove(at, at + 1)}
                    />
                  </>
                )}
                <PartButton
                  sign="×"
                  name={t('part.remove', { name: nameOf(at) })}
                  disabled={count <= least}
                  onClick={() => {
                    wanted.current = { at: Math.max(0, at - 1), nth: 0 };
                    onRemove(at);
                  }}
                />
              </span>
            )}
          </li>
        ))}
      </ol>
      <FaultAt path={path} />
      {!readOnly && count < most && (
        <button type="button" className="qf-add" onClick={add}>
          + {props.addLabel}
        </button>
      )}
    </fieldset>
  );
};

type ButtonProps = { sign: string; name: string; disabled: boolean; onClick: () => void };
const PartButton = ({ sign, name, disabled, onClick }: ButtonProps) => (
  <button
    type="button"
    className="qf-mini"
    aria-label={name}
    title={name}
    disabled={disabled}
    onClick={onClick}
  >
    <span aria-hidden="true">{sign}</span>
  </button>
);
