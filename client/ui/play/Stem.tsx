import { useEffect, useRef } from 'react';
import { blocksOf, plainOf } from '../../../server/domain/rich-text.ts';
import { RichText, Runs } from './RichText.tsx';

const LONG = 140;

type StemProps = {
  id: string;
  body: string;
  /** Its language, when it is not that of the page. */
  lang: string | undefined;
  onPainted?: (() => void) | undefined;
  /** A preview leaves the focus where it is. */
  quiet?: boolean;
};

/** The question; it takes the focus when it appears and tells when it has been painted. */
export const Stem = ({ id, body, lang, onPainted, quiet = false }: StemProps) => {
  const head = useRef<HTMLHeadingElement & HTMLDivElement>(null);
  const painted = useRef(onPainted);
  painted.current = onPainted;
  useEffect(() => {
    if (!quiet) head.current?.focus({ preventScroll: true });
    const frame = requestAnimationFrame(() => painted.current?.());
    return () => cancelAnimationFrame(frame);
  }, [quiet]);
  const Heading = quiet ? 'h2' : 'h1';
  const [first, ...more] = blocksOf(body);
  const shared = { id, ref: head, tabIndex: -1, lang };
  const className = `stem${plainOf(body).length > LONG ? ' stem-long' : ''}`;
  if (first?.kind === 'paragraph' && more.length === 0)
    return (
      <Heading {...shared} className={className}>
        <Runs runs={first.runs} />
      </Heading>
    );
  return (
    <div {...shared} {...{ role: 'heading', 'aria-level': quiet ? 2 : 1 }} className={className}>
      <RichText body={body} lang={lang} />
    </div>
  );
};
