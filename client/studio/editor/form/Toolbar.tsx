import { lazy, Suspense, useState } from 'react';
import { useS } from '../../i18n/index.ts';
import { applyEdit, type Mark, markField, mediumText } from '../rich-edit.ts';

const MediaPicker = lazy(() =>
  import('../../media/MediaPicker.tsx').then((m) => ({ default: m.MediaPicker })),
);

const MARKS = [
  { what: 'bold', sign: 'B' },
  { what: 'code', sign: '</>' },
  { what: 'list', sign: '•' },
] as const;

type Props = { field: () => HTMLTextAreaElement | undefined };

/** Layout, pictures and sounds for the text that was written in last. */
export const Toolbar = ({ field }: Props) => {
  const t = useS('editor');
  const [picking, setPicking] = useState(false);
  const act = (what: Mark): void => {
    const into = field();
    if (into) markField(into, what);
  };
  return (
    <div className="qf-toolbar" role="toolbar" aria-label={t('toolbar')}>
      {MARKS.map(({ what, sign }) => (
        <button
          key={what}
          type="button"
          className={`qf-mini is-${what}`}
          aria-label={t(`mark.${what}`)}
          title={t(`mark.${what}`)}
          onMouseDown={(e) => e.preventDefault()}
          onClick={() => act(what)}
        >
          <span aria-hidden="true">{sign}</span>
        </button>
      ))}
      <button
        type="button"
        className="qf-mini is-wide"
        onMouseDown={(e) => e.preventDefault()}
        onClick={() => setPicking(true)}
      >
        {t('mark.medium')}
      </button>
      <span className="qf-note">{t('toolbar.note')}</span>
      {picking && (
        <Suspense fallback={null}>
          <MediaPicker
            onClose={() => setPicking(false)}
            onPick={(medium) => {
              setPicking(false);
              const into = field();
              if (!into) return;
              const text = mediumText(medium.name, medium.alt);
              const [from, to] = [into.selectionStart, into.selectionEnd];
              const end = from + text.length;
              applyEdit(into, { from, to, text, selectFrom: end, selectTo: end });
            }}
          />
        </Suspense>
      )}
    </div>
  );
};
