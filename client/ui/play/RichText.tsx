import type { ReactNode } from 'react';
import { type Block, blocksOf, type Run } from '../../../server/domain/rich-text.ts';
import { Phrases } from '../parts/index.ts';
import { mediaUrl, RichPicture, RichSound } from './RichMedia.tsx';
import './rich.css';

/** Shows a stretch of plain text; a cloze puts its gaps in here. */
export type ShowText = (text: string) => ReactNode;
const asPhrases: ShowText = (text) => <Phrases text={text} />;
const asIs: ShowText = (text) => text;

type RunsProps = { runs: readonly Run[]; show?: ShowText };

const one = (run: Run, show: ShowText): ReactNode => {
  switch (run.kind) {
    case 'bold':
      return <strong>{show(run.text)}</strong>;
    case 'code':
      return <code>{show(run.text)}</code>;
    case 'picture':
      return <RichPicture name={run.name} alt={run.text} />;
    case 'sound':
      return <RichSound name={run.name} alt={run.text} />;
    default:
      return show(run.text);
  }
};

/** Runs of one line of rich text, pictures and sounds with their controls. */
export const Runs = ({ runs, show = asPhrases }: RunsProps) => {
  let at = 0;
  return runs.map((run) => {
    const key = at;
    at += run.text.length + 1;
    return <span key={key}>{one(run, show)}</span>;
  });
};

const Part = ({ block, show }: { block: Block; show: ShowText }) => {
  if (block.kind === 'code')
    return (
      <pre>
        <code>{show === asPhrases ? block.text : show(block.text)}</code>
      </pre>
    );
  if (block.kind === 'paragraph')
    return (
      <p>
        <Runs runs={block.runs} show={show} />
      </p>
    );
  const items = block.items.map((runs, i) => ({ runs, key: `${i} ${JSON.stringify(runs)}` }));
  return (
    <ul>
      {items.map(({ runs, key }) => (
        <li key={key}>
          <Runs runs={runs} show={show} />
        </li>
      ))}
    </ul>
  );
};

type Props = { body: string; lang?: string | undefined; className?: string; show?: ShowText };

/** Rich text: paragraphs, lists, bold, code, pictures that can be enlarged, sounds that can be played. */
export const RichText = ({ body, lang, className = '', show = asPhrases }: Props) => {
  const blocks = blocksOf(body).map((block, i) => ({ block, key: `${i} ${JSON.stringify(block)}` }));
  return (
    <div className={`rich ${className}`} lang={lang}>
      {blocks.map(({ block, key }) => (
        <Part key={key} block={block} show={show} />
      ))}
    </div>
  );
};

const RichLineRun = ({ run }: { run: Run }): ReactNode => {
  if (run.kind === 'picture')
    return <img className="rich-inline" src={mediaUrl(run.name)} alt={run.text} loading="lazy" />;
  if (run.kind === 'sound') return <span className="rich-note">{run.text}</span>;
  return one(run, run.kind === 'code' ? asIs : asPhrases);
};

const LineRuns = ({ runs }: { runs: readonly Run[] }) => {
  let at = 0;
  return runs.map((run) => {
    const key = at;
    at += run.text.length + 1;
    return <RichLineRun key={key} run={run} />;
  });
};

const linesOf = (block: Block): Run[][] => {
  if (block.kind === 'code')
    return block.text.split('\n').map((text): Run[] => [{ kind: 'code', text: text === '' ? ' ' : text }]);
  if (block.kind === 'paragraph') return [block.runs];
  return block.items.map((runs): Run[] => [{ kind: 'text', text: '• ' }, ...runs]);
};

/** Rich text where nothing may be pressed, because a button or a summary holds it: media are shown, not operated. */
export const RichLine = ({ body }: { body: string }) => {
  const lines = blocksOf(body)
    .flatMap(linesOf)
    .map((runs, i) => ({ runs, key: `${i} ${JSON.stringify(runs)}` }));
  return lines.map(({ runs, key }) => (
    <span key={key} className={lines.length > 1 ? 'rich-row' : undefined}>
      <LineRuns runs={runs} />
    </span>
  ));
};
