import { useRef, useState } from 'react';
import type { QuestionView } from '../../../../server/domain/answer.ts';
import type { LocalText } from '../../../../server/domain/text.ts';
import { pick, pickedLang, useT } from '../../../i18n/index.ts';
import { announce } from '../../parts/index.ts';
import { plain } from '../answer-text.ts';
import { indexesOf, placed, UNPAIRED } from '../draft.ts';
import { keyClass, LETTERS } from '../KeyBadge.tsx';
import { RichLine } from '../RichText.tsx';
import { optionOfKey, plainKey, useKeys } from '../use-keys.ts';
import type { AnswerProps } from './props.ts';

type Props = AnswerProps & { question: Extract<QuestionView, { type: 'categorising' }> };

const placesOf = ({ question, draft }: Props): number[] => {
  const list = indexesOf(draft);
  return question.items.map((_, i) => list?.[i] ?? UNPAIRED);
};
const inCategory = (places: readonly number[], category: number): number[] =>
  places.flatMap((place, i) => (place === category ? [i] : []));

/** An item, then a category: two taps put it there. A placed item is taken up again by a tap. */
export const Categorising = (props: Props) =>
  props.verdict === undefined ? <Sorting {...props} /> : <Told {...props} />;

/** Taking up an item and putting it down; by key the focus goes along. */
const useSorting = (props: Props) => {
  const { question, draft, locked, letterKeys, onDraft } = props;
  const t = useT('play');
  const root = useRef<HTMLFieldSetElement>(null);
  const [armed, setArmed] = useState<number>();
  const places = placesOf(props);
  const n = question.items.length;
  const focusLater = (selector: string) =>
    queueMicrotask(() => root.current?.querySelector<HTMLElement>(selector)?.focus());

  const take = (i: number, byKey: boolean) => {
    if (locked || i >= n) return;
    setArmed(armed === i ? undefined : i);
    if (byKey && armed !== i) focusLater('.sort-into');
  };
  const putInto = (category: number, byKey: boolean) => {
    const item = armed ?? places.indexOf(UNPAIRED);
    const [entry, into] = [question.items[item], question.categories[category]];
    if (locked || entry === undefined || into === undefined) return;
    const next = placed(draft, n, item, category);
    onDraft(next);
    setArmed(undefined);
    announce(t('sort.moved', { text: plain(entry), into: plain(into) }));
    const open = next.indexOf(UNPAIRED);
    if (byKey && open >= 0) focusLater(`[data-item="${open}"]`);
  };
  useKeys(letterKeys !== 'none' && !locked, (event) => {
    const i = plainKey(event, letterKeys) ? optionOfKey(event.key) : undefined;
    if (i === undefined) return;
    event.preventDefault();
    if (armed === undefined) take(i, true);
    else putInto(i, true);
  });
  return { root, armed, places, take, putInto };
};

const Sorting = (props: Props) => {
  const { question, locked, labelledBy } = props;
  const t = useT('play');
  const { root, armed, places, take, putInto } = useSorting(props);
  const chips = (list: readonly number[]) =>
    list.map((i) => (
      <li key={LETTERS[i]}>
        <Chip
          text={question.items[i] ?? {}}
          i={i}
          into={question.categories[places[i] ?? UNPAIRED]}
          armed={armed === i}
          locked={locked}
          onTake={(byKey) => take(i, byKey)}
        />
      </li>
    ));
  const open = inCategory(places, UNPAIRED);
  return (
    <fieldset ref={root} className="sort" aria-labelledby={labelledBy}>
      <p className="match-how">{t(armed === undefined ? 'sort.take' : 'sort.put')}</p>
      {open.length > 0 && (
        <ul className="sort-pool" aria-label={t('sort.open')}>
          {chips(open)}
        </ul>
      )}
      <ol className={`sort-boxes${armed === undefined ? '' : ' is-armed'}`}>
        {question.categories.map((text, c) => (
          <li key={LETTERS[c]} className={`sort-box ${keyClass(c)}`}>
            <Into text={text} no={c + 1} locked={locked} onPut={(byKey) => putInto(c, byKey)} />
            <ul aria-label={plain(text)}>{chips(inCategory(places, c))}</ul>
          </li>
        ))}
      </ol>
    </fieldset>
  );
};

type IntoProps = { text: LocalText; no: number; locked: boolean; onPut: (byKey: boolean) => void };

/** The head of a group: pressing it puts the item taken up, else the first open one, into it. */
const Into = ({ text, no, locked, onPut }: IntoProps) => {
  const t = useT('play');
  return (
    <button
      type="button"
      className="sort-into"
      aria-disabled={locked || undefined}
      onClick={(event) => onPut(event.detail === 0)}
    >
      <i className="match-no num" aria-hidden="true">
        {no}
      </i>
      <span className="sr-only">{t('sort.into')}</span>
      <span lang={pickedLang(text)}>
        <RichLine body={pick(text)} />
      </span>
    </button>
  );
};

type ChipProps = {
  text: LocalText;
  i: number;
  /** The category it lies in. */
  into: LocalText | undefined;
  armed: boolean;
  locked: boolean;
  onTake: (byKey: boolean) => void;
};

const Chip = ({ text, i, into, armed, locked, onTake }: ChipProps) => {
  const t = useT('play');
  return (
    <button
      type="button"
      className="sort-item"
      data-item={i}
      aria-pressed={armed}
      aria-disabled={locked || undefined}
      onClick={(event) => onTake(event.detail === 0)}
    >
      <i className="match-no num" aria-hidden="true">
        {i + 1}
      </i>
      <span lang={pickedLang(text)}>
        <RichLine body={pick(text)} />
      </span>
      <span className="sr-only">
        {into === undefined ? t('sort.none') : t('sort.in', { text: plain(into) })}
      </span>
    </button>
  );
};

const Told = (props: Props) => {
  const { question, verdict } = props;
  const t = useT('play');
  const places = placesOf(props);
  const keys = Array.isArray(verdict?.key) ? verdict.key.map(Number) : [];
  return (
    <ol className="sort-boxes sort-told">
      {question.categories.map((category, c) => (
        <li key={LETTERS[c]} className={`sort-box ${keyClass(c)}`}>
          <p className="sort-head" lang={pickedLang(category)}>
            <RichLine body={pick(category)} />
          </p>
          <ul className="told" aria-label={plain(category)}>
            {inCategory(keys, c).map((i) => {
              const text = question.items[i] ?? {};
              const ok = places[i] === c;
              const mine = question.categories[places[i] ?? UNPAIRED];
              return (
                <li key={LETTERS[i]} className={ok ? 'told-right' : 'told-wrong'}>
                  <span className="told-mark">
                    <span className="sr-only">{ok ? t('tile.right') : t('tile.wrong')}</span>
                  </span>
                  <span className="told-pair">
                    <span lang={pickedLang(text)}>
                      <RichLine body={pick(text)} />
                    </span>
                    {!ok && mine !== undefined && <small>{t('sort.yours', { text: plain(mine) })}</small>}
                  </span>
                </li>
              );
            })}
          </ul>
        </li>
      ))}
    </ol>
  );
};
