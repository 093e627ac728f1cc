import { useRef, useState } from 'react';
import type { QuestionView } from '../../../../server/domain/answer.ts';
import type { LocalText } from '../../../../server/domain/text.ts';
import { pick, pickedLang, useT } from '../../../i18n/index.ts';
import { Phrases } from '../../parts/index.ts';
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

/** Arming a left side and giving it a right one; by key the focus goes along. */
const usePairing = (props: Props) => {
  const { question, draft, locked, letterKeys, onDraft } = props;
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
    const free = question.rights.findIndex((_, r) => !pairs.includes(r));
    if (byKey && armed !== i) focusOn('right', Math.max(0, free));
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
  useKeys(letterKeys !== 'none' && !locked, (event) => {
    const i = /^\d$/u.test(event.key) ? optionOfKey(event.key) : undefined;
    if (i === undefined || isTyping(event.target)) return;
    event.preventDefault();
    if (armed === undefined) takeLeft(i, true);
    else takeRight(i, true);
  });
  return { root, armed, pairs, takeLeft, takeRight };
};

const Pairing = (props: Props) => {
  const { lefts, rights } = props.question;
  const t = useT('play');
  const { root, armed, pairs, takeLeft, takeRight } = usePairing(props);
  return (
    <fieldset ref={root} className="match" aria-labelledby={props.labelledBy}>
      <p className="match-how">{armed === undefined ? t('match.left') : t('match.right')}</p>
      <ol className="match-side">
        {lefts.map((text, i) => (
          <li key={LETTERS[i]}>
            <Side
              side="left"
              text={text}
              pair={pairs[i] === UNPAIRED ? undefined : i}
              no={i + 1}
              mate={rights[pairs[i] ?? UNPAIRED]}
              armed={armed === i}
              locked={props.locked}
              onTake={(byKey) => takeLeft(i, byKey)}
            />
          </li>
        ))}
      </ol>
      <ol className="match-side">
        {rights.map((text, r) => {
          const left = pairs.indexOf(r);
          return (
            <li key={LETTERS[r]}>
              <Side
                side="right"
                text={text}
                pair={left < 0 ? undefined : left}
                no={left < 0 ? undefined : left + 1}
                mate={lefts[left]}
                locked={props.locked}
                onTake={(byKey) => takeRight(r, byKey)}
              />
            </li>
          );
        })}
      </ol>
    </fieldset>
  );
};

type SideProps = {
  side: 'left' | 'right';
  text: LocalText;
  /** The left index whose colour both halves of a pair wear; undefined = not paired. */
  pair: number | undefined;
  no: number | undefined;
  mate: LocalText | undefined;
  armed?: boolean;
  locked: boolean;
  onTake: (byKey: boolean) => void;
};

const Side = ({ side, text, pair, no, mate, armed, locked, onTake }: SideProps) => {
  const t = useT('play');
  const said = mate === undefined ? t('match.none') : t('match.with', { text: pick(mate) });
  const colour = pair === undefined ? '' : ` is-paired key-${LETTERS[pair]?.toLowerCase()}`;
  return (
    <button
      type="button"
      className={`match-${side}${colour}`}
      aria-pressed={armed}
      aria-disabled={locked || undefined}
      onClick={(event) => onTake(event.detail === 0)}
    >
      <i className="match-no num" aria-hidden="true">
        {no}
      </i>
      <span lang={pickedLang(text)}>
        <Phrases text={pick(text)} />
      </span>
      <span className="sr-only">{said}</span>
    </button>
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
