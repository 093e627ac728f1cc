import { useS } from '../i18n/index.ts';
import { changesOf } from './content-lines.ts';
import { diffWords } from './diff.ts';
import { useLineNames } from './use-names.ts';

/** Two texts as one: what went is struck through, what came is underlined. */
export const Words = ({ before, after }: { before: string; after: string }) => (
  <span className="diff-words">
    {diffWords(before, after).map((p, i) => {
      const key = `${i}-${p.kind}`;
      if (p.kind === 'gone') return <del key={key}>{p.text}</del>;
      return p.kind === 'new' ? <ins key={key}>{p.text}</ins> : <span key={key}>{p.text}</span>;
    })}
  </span>
);

/** The places in which two contents differ. */
export const Changes = ({ before, after, same }: { before: unknown; after: unknown; same: string }) => {
  const t = useS('editor');
  const changes = changesOf(before, after, useLineNames());
  if (changes.length === 0) return <p className="qf-note">{same}</p>;
  return (
    <dl className="diff" aria-label={t('tab.history')}>
      {changes.map((c) => (
        <div key={c.id}>
          <dt>{c.label}</dt>
          <dd>
            <Words before={c.before} after={c.after} />
          </dd>
        </div>
      ))}
    </dl>
  );
};
