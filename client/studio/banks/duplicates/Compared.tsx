import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { Question } from '../../../../server/domain/question.ts';
import { lang } from '../../../i18n/index.ts';
import { QuestionPreview } from '../../../ui/play/QuestionPreview.tsx';
import { useS } from '../../i18n/index.ts';
import { diffMarks, type Piece } from './diff.ts';
import { type Line, linesOf, pairLines } from './lines.ts';

/** Two questions side by side, line by line, with the words marked that only one of them has. */
export const Compared = ({ a, b }: { a: Question; b: Question }) => {
  const t = useS('bank');
  const [isShown, setShown] = useState(false);
  const language = lang();
  const rows = useMemo(
    () =>
      pairLines(linesOf(a, language), linesOf(b, language)).map(([x, y], key) => {
        const [p, q] = diffMarks(x?.text ?? '', y?.text ?? '');
        return { key, x, y, p, q };
      }),
    [a, b, language],
  );
  return (
    <>
      <div className="compared">
        {rows.map(({ key, x, y, p, q }) => (
          <div key={key} className="compared-row">
            <Side line={x} pieces={p} />
            <Side line={y} pieces={q} />
          </div>
        ))}
      </div>
      <Button size="small" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {t(isShown ? 'pair.hide' : 'pair.show')}
      </Button>
      {isShown && (
        <div className="compared-row">
          <QuestionPreview question={a} lang={language} width="desktop" />
          <QuestionPreview question={b} lang={language} width="desktop" />
        </div>
      )}
    </>
  );
};

const Side = ({ line, pieces }: { line: Line | undefined; pieces: Piece[] }) => {
  const t = useS('bank');
  if (line === undefined) return <p className="compared-none">—</p>;
  return (
    <p className={`compared-${line.part}${line.right === true ? ' is-right' : ''}`}>
      {(line.part === 'explanation' || line.part === 'hint') && <small>{t(`part.${line.part}`)} </small>}
      {line.right === true && <span title={t('part.key')}>✓ </span>}
      <Marked pieces={pieces} />
    </p>
  );
};

/** A text in pieces, the differing ones marked. */
export const Marked = ({ pieces }: { pieces: readonly Piece[] }) => {
  let at = 0;
  return pieces.map(({ text, differs }) => {
    const key = at;
    at += text.length;
    return differs ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>;
  });
};
