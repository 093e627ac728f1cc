import { useId } from 'react';
import type { SurveyItem } from '../../../server/domain/survey.ts';
import { number, pick, pickedLang, useT } from '../../i18n/index.ts';
import { Button } from '../parts/index.ts';

type Value = number | string | undefined;
type Props = { item: SurveyItem; n: number; value: Value; onAnswer: (value: Value) => void };

/** One question: a mark of 1 to 5, of 0 to 10, one choice, or a text; an answer can be taken back. */
export const SurveyItemField = (props: Props) => {
  const { item, n, value, onAnswer } = props;
  const t = useT('survey');
  return (
    <fieldset className={`ask ask-${item.kind}`}>
      <legend>
        <span className="ask-n num" aria-hidden="true">
          {n}
        </span>
        <span lang={pickedLang(item.text)}>{pick(item.text)}</span>
      </legend>
      <Control {...props} />
      {value !== undefined && item.kind !== 'text' && (
        <Button look="link" className="ask-clear" onClick={() => onAnswer(undefined)}>
          {t('clear')}
          <span className="sr-only">{t('clear.which', { n })}</span>
        </Button>
      )}
    </fieldset>
  );
};

const Control = ({ item, n, value, onAnswer }: Props) => {
  switch (item.kind) {
    case 'rating':
      return <Scale from={1} to={5} ends="rating" value={value} onAnswer={onAnswer} />;
    case 'nps':
      return <Scale from={0} to={10} ends="nps" value={value} onAnswer={onAnswer} />;
    case 'choice':
      return <Choices options={item.options} value={value} onAnswer={onAnswer} />;
    case 'text':
      return <Words n={n} value={value} onAnswer={onAnswer} />;
  }
};

type Answer = { value: Value; onAnswer: (value: Value) => void };
type ScaleProps = Answer & { from: number; to: number; ends: 'rating' | 'nps' };

const Scale = ({ from, to, ends, value, onAnswer }: ScaleProps) => {
  const t = useT('survey');
  const name = useId();
  const marks = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const said = (k: number): string =>
    k === from ? t(`${ends}.low`) : k === to ? t(`${ends}.high`) : number(k);
  return (
    <>
      <div className={`scale scale-${ends}`}>
        {marks.map((k) => (
          <label key={k} className={scaleLook(ends, k, value)}>
            <input
              type="radio"
              name={name}
              checked={value === k}
              aria-label={k === from || k === to ? `${number(k)} ${said(k)}` : undefined}
              onChange={() => onAnswer(k)}
            />
            {ends === 'rating' && <i aria-hidden="true">★</i>}
            <b className="num">{k}</b>
          </label>
        ))}
      </div>
      <p className="scale-ends" aria-hidden="true">
        <span>{t(`${ends}.low`)}</span>
        <span>{t(`${ends}.high`)}</span>
      </p>
    </>
  );
};

/** Stars fill up to the chosen one; of the eleven only the chosen one is lit. */
const scaleLook = (ends: 'rating' | 'nps', k: number, value: Value): string => {
  if (value === k) return 'on here';
  return ends === 'rating' && typeof value === 'number' && k < value ? 'on' : '';
};

const Choices = ({
  options,
  value,
  onAnswer,
}: Answer & { options: Extract<SurveyItem, { kind: 'choice' }>['options'] }) => {
  const name = useId();
  return (
    <div className="ask-choices">
      {options.map((option, k) => (
        <label key={pick(option)} className={value === k ? 'on' : ''} lang={pickedLang(option)}>
          <input type="radio" name={name} checked={value === k} onChange={() => onAnswer(k)} />
          <span>{pick(option)}</span>
        </label>
      ))}
    </div>
  );
};

const MOST_LETTERS = 2000;
/** The room left is told when it becomes small. */
const FEW_LEFT = 200;

const Words = ({ n, value, onAnswer }: Answer & { n: number }) => {
  const t = useT('survey');
  const text = typeof value === 'string' ? value : '';
  const left = MOST_LETTERS - text.length;
  return (
    <>
      <textarea
        className="ask-words"
        rows={3}
        maxLength={MOST_LETTERS}
        value={text}
        aria-label={t('words', { n })}
        placeholder={t('words.hint')}
        onChange={(e) => onAnswer(e.target.value === '' ? undefined : e.target.value)}
      />
      {left < FEW_LEFT && <p className="ask-left">{t('words.left', { n: number(left) })}</p>}
    </>
  );
};
