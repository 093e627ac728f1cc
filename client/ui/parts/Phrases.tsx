import { Fragment } from 'react';
import { phrases } from '../phrases.ts';

/** A text whose lines end between words, in Chinese, too. */
export const Phrases = ({ text }: { text: string }) => {
  const parts = phrases(text);
  if (parts.length === 1) return text;
  let at = 0;
  return (
    <span className="phrases">
      {parts.map((part) => {
        at += part.length;
        return (
          <Fragment key={at}>
            {part}
            <wbr />
          </Fragment>
        );
      })}
    </span>
  );
};
