import { useDeferredValue, useLayoutEffect, useRef, useState } from 'react';
import type { BankFrame } from '../../../server/domain/api-bank.ts';
import type { Lang } from '../../../server/domain/text.ts';
import { lang } from '../../i18n/index.ts';
import { QuestionPreview } from '../../ui/play/QuestionPreview.tsx';
import { useS } from '../i18n/index.ts';
import { previewOf } from './draft.ts';

/** As wide as a learner's window and as a phone with its frame, then made to fit. */
const PX = { desktop: 1000, phone: 410 } as const;
export type Width = 'phone' | 'desktop';
type Props = { value: unknown; frame: BankFrame; width: Width; onWidth: (next: Width) => void };

/** The question as the learner sees it, while it is written. */
export const Preview = ({ value, frame, width, onWidth }: Props) => {
  const t = useS('editor');
  const ts = useS('shell');
  const [shown, setShown] = useState<Lang>(lang());
  const question = previewOf(useDeferredValue(value));
  const point = frame.points.find((p) => p.id === question?.point)?.name;
  return (
    <div className="editor-preview">
      <div className="editor-preview-how">
        <Pick
          label={t('preview.width')}
          value={width}
          options={[
            ['phone', t('preview.phone')],
            ['desktop', t('preview.desktop')],
          ]}
          onChange={onWidth}
        />
        <Pick
          label={t('preview.lang')}
          value={shown}
          options={[
            ['zh', ts('lang.zh')],
            ['en', ts('lang.en')],
          ]}
          onChange={setShown}
        />
      </div>
      {question === undefined ? (
        <p className="qf-note">{t('preview.more')}</p>
      ) : (
        <Fitted width={width}>
          <QuestionPreview question={question} lang={shown} width={width} point={point} />
        </Fitted>
      )}
    </div>
  );
};

/** A screen made smaller until it fits. */
const Fitted = ({ width, children }: { width: Width; children: React.ReactNode }) => {
  const box = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  useLayoutEffect(() => {
    const outer = box.current;
    if (!outer || typeof ResizeObserver === 'undefined') return;
    const watch = new ResizeObserver(() => setZoom(Math.min(1, outer.clientWidth / PX[width])));
    watch.observe(outer);
    return () => watch.disconnect();
  }, [width]);
  return (
    <div ref={box} className="editor-fitted">
      <div style={{ width: width === 'phone' && zoom === 1 ? undefined : PX[width], zoom }}>{children}</div>
    </div>
  );
};

type PickProps<V extends string> = {
  label: string;
  value: V;
  options: readonly (readonly [V, string])[];
  onChange: (next: V) => void;
};
const Pick = <V extends string>({ label, value, options, onChange }: PickProps<V>) => (
  <fieldset className="qf-switch" aria-label={label}>
    {options.map(([v, name]) => (
      <button key={v} type="button" aria-pressed={value === v} onClick={() => onChange(v)}>
        {name}
      </button>
    ))}
  </fieldset>
);
