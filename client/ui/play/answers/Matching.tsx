import { useRef, useState } from 'react';
import type { QuestionView } from '../../../../server/domain/answer.ts';
import type { LocalText } from '../../../../server/domain/text.ts';
import { pick, pickedLang, useT } from '../../../i18n/index.ts';
import { plain } from '../answer-text.ts';
import { indexesOf, paired, UNPAIRED, unpaired } from '../draft.ts';
import { keyClass, LETTERS } from '../KeyBadge.tsx';
import { RichLine } from '../RichText.tsx';
import { optionOfKey, plainKey, useKeys } from '../use-keys.ts';
import type { AnswerProps } from './props.ts';

type Props = AnswerProps & { question: Extract<QuestionView, { type: 'matching' }> };

const partners = ({ question, draft }: Props): number[] => {
  const list = indexesOf(draft);
  return question.lefts.map((_, i) => list?.[i] ?? UNPAIRED);
};
/** The left sides that a right side was given to. */
const leftsOf = (pairs: readonly number[], right: number): number[] =>
  pairs.flatMap((r, left) => (r === right ? [left] : []));

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
    const next = paired(draft, n, left, r, question.shared);
    onDraft(next);
    setArmed(undefined);
    const open = next.indexOf(UNPAIRED);
    if (byKey && open >= 0) focusOn('left', open);
  };
  useKeys(letterKeys !== 'none' && !locked, (event) => {
    const i = plainKey(event, letterKeys) ? optionOfKey(event.key) : undefined;
    if (i === undefined) return;
    event.preventDefault();
    if (armed === undefined) takeLeft(i, true);
    else takeRight(i, true);
  });
  return { root, armed, pairs, takeLeft, takeRight };
};

const Pairing = (props: Props) => {
  const { lefts, rights, shared } = props.question;
  const t = useT('play');
  const { root, armed, pairs, takeLeft, takeRight } = usePairing(props);
  const how = armed !== undefined ? 'match.right' : shared === true ? 'match.shared' : 'match.left';
  return (
    <fieldset ref={root} className="match" aria-labelledby={props.labelledBy}>
      <p className="match-how">{t(how)}</p>
      <ol className="match-side">
        {lefts.map((text, i) => (
          <li key={LETTERS[i]}>
            <Side
              side="left"
              text={text}
              pair={pairs[i] === UNPAIRED ? undefined : i}
              no={String(i + 1)}
              mates={pairs[i] === UNPAIRED ? [] : [rights[pairs[i] ?? UNPAIRED]]}
              armed={armed === i}
              locked={props.locked}
              onTake={(byKey) => takeLeft(i, byKey)}
            />
          </li>
        ))}
      </ol>
      <ol className={`match-side${rights.length === lefts.length ? '' : ' match-uneven'}`}>
        {rights.map((text, r) => {
          const mine = leftsOf(pairs, r);
          return (
            <li key={LETTERS[r] ?? r}>
              <Side
                side="right"
                text={text}
                pair={mine[0]}
                no={mine.map((left) => left + 1).join(',')}
                mates={mine.map((left) => lefts[left])}
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
  no: string;
  mates: (LocalText | undefined)[];
  armed?: boolean;
  locked: boolean;
  onTake: (byKey: boolean) => void;
};

const Side = ({ side, text, pair, no, mates, armed, locked, onTake }: SideProps) => {
  const t = useT('play');
  const names = mates.flatMap((mate) => (mate === undefined ? [] : [plain(mate)]));
  const said = names.length === 0 ? t('match.none') : t('match.with', { text: names.join(t('join')) });
  return (
    <button
      type="button"
      className={`match-${side}${pair === undefined ? '' : ` is-paired ${keyClass(pair)}`}`}
      aria-pressed={armed}
      aria-disabled={locked || undefined}
      onClick={(event) => onTake(event.detail === 0)}
    >
      <i className="match-no num" aria-hidden="true">
        {no}
      </i>
      <span lang={pickedLang(text)}>
        <RichLine body={pick(text)} />
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
            <b lang={pickedLang(left)}>
              <RichLine body={pick(left)} />
            </b>
            <span className="told-mark">
              <span className="sr-only">{ok ? t('tile.right') : t('tile.wrong')}</span>
            </span>
            <span className="told-pair">
              {right !== undefined && (
                <span lang={pickedLang(right)}>
                  <RichLine body={pick(right)} />
                </span>
              )}
              {!ok && mine !== undefined && <del lang={pickedLang(mine)}>{plain(mine)}</del>}
            </span>
          </li>
        );
      })}
    </ol>
  );
};
