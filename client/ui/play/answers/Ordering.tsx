import { type KeyboardEvent, useRef } from 'react';
import type { QuestionView } from '../../../../server/domain/answer.ts';
import { pick, pickedLang, useT } from '../../../i18n/index.ts';
import { announce } from '../../parts/index.ts';
import { plain } from '../answer-text.ts';
import { indexesOf, moved } from '../draft.ts';
import { LETTERS } from '../KeyBadge.tsx';
import { RichLine } from '../RichText.tsx';
import type { AnswerProps } from './props.ts';

type Props = AnswerProps & { question: Extract<QuestionView, { type: 'ordering' }> };

const orderOf = ({ question, draft }: Props): number[] => {
  const order = indexesOf(draft);
  return order?.length === question.items.length ? order : question.items.map((_, i) => i);
};

/** Entries to put in order by their up and down buttons, or Alt and an arrow key anywhere in a row. */
export const Ordering = (props: Props) =>
  props.verdict === undefined ? <Sorting {...props} /> : <Told {...props} />;

const Sorting = (props: Props) => {
  const { question, locked, labelledBy, onDraft, onCommit } = props;
  const t = useT('play');
  const root = useRef<HTMLOListElement>(null);
  const order = orderOf(props);

  const move = (from: number, by: -1 | 1) => {
    const entry = question.items[order[from] ?? -1];
    const to = from + by;
    if (locked || entry === undefined || to < 0 || to >= order.length) return;
    onDraft(moved(order, from, to));
    announce(t('order.moved', { text: plain(entry), n: to + 1 }));
    const same = document.activeElement?.classList.contains('order-up') === true ? 'order-up' : 'order-down';
    queueMicrotask(() => root.current?.querySelectorAll<HTMLElement>(`.${same}`)[to]?.focus());
  };
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      move(at, event.key === 'ArrowUp' ? -1 : 1);
    } else if (event.key === 'Enter' && event.ctrlKey) onCommit();
  };
  return (
    <ol ref={root} className="order" aria-labelledby={labelledBy}>
      {order.map((entry, at) => {
        const text = question.items[entry] ?? {};
        return (
          <li key={LETTERS[entry]} onKeyDown={(event) => onKeyDown(event, at)}>
            <i className="match-no num" aria-hidden="true">
              {at + 1}
            </i>
            <span className="order-text" lang={pickedLang(text)}>
              <RichLine body={pick(text)} />
            </span>
            <MoveButton
              way="up"
              name={t('order.up', { text: plain(text), n: at + 1 })}
              off={at === 0 || locked}
              onMove={() => move(at, -1)}
            />
            <MoveButton
              way="down"
              name={t('order.down', { text: plain(text), n: at + 1 })}
              off={at === order.length - 1 || locked}
              onMove={() => move(at, 1)}
            />
          </li>
        );
      })}
    </ol>
  );
};

type MoveProps = { way: 'up' | 'down'; name: string; off: boolean; onMove: () => void };
const MoveButton = ({ way, name, off, onMove }: MoveProps) => (
  <button
    type="button"
    className={`order-move order-${way}`}
    aria-label={name}
    aria-disabled={off || undefined}
    onClick={onMove}
  >
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={way === 'up' ? 'M5 15l7-7 7 7' : 'M5 9l7 7 7-7'} />
    </svg>
  </button>
);

const Told = (props: Props) => {
  const { question, verdict, labelledBy } = props;
  const t = useT('play');
  const order = orderOf(props);
  const keys = Array.isArray(verdict?.key) ? verdict.key.map(Number) : [];
  return (
    <ol className="told" aria-labelledby={labelledBy}>
      {keys.map((entry, at) => {
        const text = question.items[entry] ?? {};
        const mine = order.indexOf(entry);
        return (
          <li key={LETTERS[entry]} className={mine === at ? 'told-right' : 'told-wrong'}>
            <i className="match-no num" aria-hidden="true">
              {at + 1}
            </i>
            <span className="told-mark">
              <span className="sr-only">{mine === at ? t('tile.right') : t('tile.wrong')}</span>
            </span>
            <span className="told-pair">
              <span lang={pickedLang(text)}>
                <RichLine body={pick(text)} />
              </span>
              {mine !== at && <small>{t('order.yours', { n: mine + 1 })}</small>}
            </span>
          </li>
        );
      })}
    </ol>
  );
};
