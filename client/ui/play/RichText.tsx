import { blocksOf, type Run } from './rich-text.ts';

const Runs = ({ runs }: { runs: Run[] }) => {
  let at = 0;
  return runs.map(({ text, bold }) => {
    const key = at;
    at += text.length;
    return bold ? <strong key={key}>{text}</strong> : <span key={key}>{text}</span>;
  });
};

/** The body of a card panel: paragraphs, lists and bold. */
export const RichText = ({ body, lang }: { body: string; lang: string }) => {
  const blocks = blocksOf(body).map((block) => ({ block, key: JSON.stringify(block) }));
  return (
    <div className="rich" lang={lang}>
      {blocks.map(({ block, key }) =>
        block.kind === 'paragraph' ? (
          <p key={key}>
            <Runs runs={block.runs} />
          </p>
        ) : (
          <ul key={key}>
            {block.items.map((runs) => (
              <li key={JSON.stringify(runs)}>
                <Runs runs={runs} />
              </li>
            ))}
          </ul>
        ),
      )}
    </div>
  );
};
