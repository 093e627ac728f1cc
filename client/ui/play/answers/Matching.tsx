import { type MouseEvent, useRef, useState } from 'react';
import type { QuestionView } from '../../../../server/domain/answer.ts';
import { pick, pickedLang, useT } from '../../../i18n/index.ts';
import { paired, UNPAIRED, unpaired } from '../draft.ts';
import { LETTERS } from '../KeyBadge.tsx';
import { isTyping, optionOfKey, useKeys } from '../use-keys.ts';
import type { AnswerProps } from './props.ts';

type Props = AnswerProps & { question: Extract<QuestionView, { type: 'matching' }> };

const partners = (props: Props): number[] =>
  props.question.lefts.map((_, i) => (Array.isArray(props.draft) ? (props.draft[i] ?? UNPAIRED) : UNPAIRED));

/** Left side, then right side: two taps make a pair; tapping a paired left side parts it again. */
export const Matching = (props: Props) =>
  props.verdict === undefined ? <Pairing {...props} /> : <Told {...props} />;

const Pairing = (props: Props) => {
  const { question, draft, locked, labelledBy, letterKeys, onDraft } = props;
  const t = useT('play');
  const root = useRef<HTMLFieldSetElement>(null);
  const [armed, setArmed] = useState<number>();
  const pairs = partners(props);
  const n = question.lefts.length;
  const focusOn = (side: 'left' | 'right', i: number) =>
    root.current?.querySelectorAll<HTMLElement>(`.match-${side}`)[i]?.focus();

  const takeLeft = (i: number, byKey: boolean) => {
    if (locked || i >= n) return;
    if (pairs[i] !== UNPAIRED) onDraft(unpaired(draft, n, i));
    setArmed(armed === i ? undefined : i);
    if (byKey && armed !== i)
      focusOn(
        'right',
        question.rights.findIndex((_, r) => !pairs.includes(r)),
      );
  };
  const takeRight = (r: number, byKey: boolean) => {
    const left = armed ?? pairs.indexOf(UNPAIRED);
    if (locked || r >= question.rights.length || left < 0) return;
    const next = paired(draft, n, left, r);
    onDraft(next);
    setArmed(undefined);
    const open = next.indexOf(UNPAIRED);
    if (byKey && open >= 0) focusOn('left', open);
  };
  const byKey = (event: MouseEvent) => event.detail === 0;
  useKeys(letterKeys !== 'none' && !locked, (event) => {
    const i = /^\d$/u.test(event.key) ? optionOfKey(event.key) : undefined;
    if (i === undefined || isTyping(event.target)) return;
    event.preventDefault();
    if (armed === undefined) takeLeft(i, true);
    else takeRight(i, true);
  });

  return (
    <fieldset ref={root} className="match" aria-labelledby={labelledBy}>
      <p className="match-how">{armed === undefined ? t('match.left') : t('match.right')}</p>
      <ol className="match-side">
        {question.lefts.map((left, i) => {
          const r = pairs[i] ?? UNPAIRED;
          const right = question.rights[r];
          const mate = right === undefined ? t('match.none') : t('match.with', { text: pick(right) });
          return (
            <li key={LETTERS[i]}>
              <button
                type="button"
                className={`match-left key-${LETTERS[i]?.toLowerCase()}${r === UNPAIRED ? '' : ' is-paired'}`}
                aria-pressed={armed === i}
                aria-disabled={locked || undefined}
                onClick={(e) => takeLeft(i, byKey(e))}
              >
                <i className="match-no num" aria-hidden="true">
                  {i + 1}
                </i>
                <span lang={pickedLang(left)}>{pick(left)}</span>
                <span className="sr-only">{mate}</span>
              </button>
            </li>
          );
        })}
      </ol>
      <ol className="match-side">
        {question.rights.map((right, r) => {
          const left = pairs.indexOf(r);
          const mate = question.lefts[left];
          return (
            <li key={LETTERS[r]}>
              <button
                type="button"
                className={`match-right${left < 0 ? '' : ` is-paired key-${LETTERS[left]?.toLowerCase()}`}`}
                aria-disabled={locked || undefined}
                onClick={(e) => takeRight(r, byKey(e))}
              >
                <i className="match-no num" aria-hidden="true">
                  {left < 0 ? '' : left + 1}
                </i>
                <span lang={pickedLang(right)}>{pick(right)}</span>
                {mate !== undefined && (
                  <span className="sr-only">{t('match.with', { text: pick(mate) })}</span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
    </fieldset>
  );
};

const Told = (props: Props) => {
  const { question, verdict, labelledBy } = props;
  const t = useT('play');
  const pairs = partners(props);
  const keys = Array.isArray(verdict?.key) ? verdict.key : [];
  return (
    <ol className="told" aria-labelledby={labelledBy}>
      {question.lefts.map((left, i) => {
        const mine = question.rights[pairs[i] ?? UNPAIRED];
        const right = question.rights[Number(keys[i])];
        const ok = pairs[i] === keys[i];
        return (
          <li key={LETTERS[i]} className={ok ? 'told-right' : 'told-wrong'}>
            <b lang={pickedLang(left)}>{pick(left)}</b>
            <span className="told-mark">
              <span className="sr-only">{ok ? t('tile.right') : t('tile.wrong')}</span>
            </span>
            <span className="told-pair">
              {right !== undefined && <span lang={pickedLang(right)}>{pick(right)}</span>}
              {!ok && mine !== undefined && <del lang={pickedLang(mine)}>{pick(mine)}</del>}
            </span>
          </li>
        );
      })}
    </ol>
  );
};
