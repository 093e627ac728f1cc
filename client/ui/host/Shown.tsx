import { type ReactNode, useId } from 'react';
import type { QuestionView } from '../../../server/domain/answer.ts';
import type { BattleView } from '../../../server/domain/api-battle.ts';
import { number, percent, pick, pickedLang, useT } from '../../i18n/index.ts';
import { Icon } from '../parts/index.ts';
import { keyLines } from '../play/answer-text.ts';
import { KeyBadge, keyClass } from '../play/KeyBadge.tsx';
import { RichLine, RichText } from '../play/RichText.tsx';
import { Stem } from '../play/Stem.tsx';
import { isTyped, type Line, linesOf, shareOf } from './choices.ts';

type Props = {
  view: BattleView;
  badge: ReactNode;
  aside?: ReactNode;
  /** Counts without a key, for the host before a discussion. */
  counts?: { choice: string; n: number }[] | undefined;
};

/** The open question as everybody sees it, to be read from afar: nothing is pressed. Told: bars, what is right and why. */
export const Shown = ({ view, badge, aside, counts }: Props) => {
  const t = useT('play');
  const id = useId();
  const { question: asked, reveal } = view;
  if (asked === undefined) return null;
  const { question } = asked;
  const skipped = reveal?.skipped === true;
  const lines = linesOf(question, skipped ? undefined : (reveal?.counts ?? counts));
  return (
    <section
      className={`shown${reveal === undefined ? '' : ' shown-told'}${view.phase === 'closed' ? ' shown-shut' : ''}`}
      aria-labelledby={id}
    >
      <header className="shown-card" key={`${asked.round}-${asked.nth}`}>
        {badge}
        <div className="shown-question">
          <p className="panel-over">
            {t(`type.${question.type}`)}
            {question.point !== undefined && (
              <>
                <span aria-hidden="true"> · </span>
                <span lang={pickedLang(question.point.name)}>{pick(question.point.name)}</span>
              </>
            )}
          </p>
          <Stem
            quiet
            id={id}
            body={question.type === 'cloze' ? gapsOf(pick(question.stem)) : pick(question.stem)}
            lang={pickedLang(question.stem)}
          />
        </div>
        {aside}
      </header>
      <Lines question={question} lines={lines} />
      <Told view={view} skipped={skipped} />
    </section>
  );
};

const gapsOf = (stem: string): string => stem.replace(/\[\[(\d+)\]\]/gu, ' ____($1) ');

const Lines = ({ question, lines }: { question: QuestionView; lines: Line[] }) => {
  const t = useT('host');
  if (lines.length === 0) return <Parts question={question} />;
  return (
    <ul className={`shown-lines shown-lines-${Math.min(lines.length, 9)}`} aria-label={t('answers')}>
      {lines.map((line) => (
        <li
          key={line.id}
          className={`shown-line ${line.sign === undefined ? 'shown-line-typed' : keyClass(line.sign)}${line.right === undefined ? '' : line.right ? ' right' : ' wrong'}`}
        >
          {line.n !== undefined && (
            <i
              className="shown-bar"
              aria-hidden="true"
              style={{ width: `${100 * shareOf(line.n, lines)}%` }}
            />
          )}
          {line.sign !== undefined && <KeyBadge index={line.sign} />}
          <span
            className="shown-text"
            {...(typeof line.text === 'string' ? {} : { lang: pickedLang(line.text) })}
          >
            {typeof line.text === 'string' ? line.text : <RichLine body={pick(line.text)} />}
          </span>
          {line.right === true && <span className="sr-only">{t('right')}</span>}
          {line.n !== undefined && <Count n={line.n} share={shareOf(line.n, lines)} />}
          {line.right === true && (
            <span className="shown-tick" aria-hidden="true">
              ✓
            </span>
          )}
        </li>
      ))}
    </ul>
  );
};

const Count = ({ n, share }: { n: number; share: number }) => {
  const t = useT('host');
  return (
    <span className="shown-count">
      <b className="num" aria-hidden="true">
        {number(n)}
      </b>
      <small className="num">{percent(share)}</small>
      <span className="sr-only">{t('chosen', { count: n })}</span>
    </span>
  );
};

/** Questions without options to choose from: their parts, and that the phones have the rest. */
const Parts = ({ question }: { question: QuestionView }) => {
  const t = useT('host');
  const lists =
    question.type === 'matching'
      ? [question.lefts, question.rights]
      : question.type === 'ordering'
        ? [question.items]
        : question.type === 'categorising'
          ? [question.items, question.categories]
          : [];
  return (
    <div className="shown-parts">
      {lists.map((list) => (
        <ul key={list.map(pick).join()}>
          {list.map((text) => (
            <li key={pick(text)} lang={pickedLang(text)}>
              <RichLine body={pick(text)} />
            </li>
          ))}
        </ul>
      ))}
      <p className="shown-note">
        <Icon name="mobile-phone" size={28} />
        {t(isTyped(question) ? 'typed' : 'on.phones')}
      </p>
    </div>
  );
};

const Told = ({ view, skipped }: { view: BattleView; skipped: boolean }) => {
  const t = useT('host');
  const play = useT('play');
  const { reveal, question: asked } = view;
  if (reveal === undefined || asked === undefined) return null;
  const { verdict } = reveal;
  const key = keyLines(asked.question, verdict.key);
  const named = ['single', 'multiple', 'true-false'].includes(asked.question.type) && !skipped;
  return (
    <div className="shown-why" role="note">
      <Icon name={skipped ? 'hourglass-not-done' : 'light-bulb'} size={40} />
      <div>
        {skipped && <p className="shown-skipped">{t('skipped')}</p>}
        {!named && key.length > 0 && (
          <p className="shown-key">
            <span aria-hidden="true">✓ </span>
            {t('key', { text: key.join(play('key.or')) })}
          </p>
        )}
        {verdict.explanation !== undefined && (
          <RichText body={pick(verdict.explanation)} lang={pickedLang(verdict.explanation)} />
        )}
      </div>
    </div>
  );
};
