import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { useS } from '../i18n/index.ts';
import { keepList, keptList } from '../parts/keep.ts';

const KEPT = 'phrases';
const MOST_PHRASES = 20;
const MOST_TEXT = 5000;
type Props = { person: string; value: string; onChange: (text: string) => void };

/** What is said about a work; phrases that are often used are kept on this machine and put in by a press. */
export const Comment = ({ person, value, onChange }: Props) => {
  const t = useS('marking');
  const [phrases, setPhrases] = useState(() =>
    keptList(person, KEPT, [t('phrase.first'), t('phrase.second')]),
  );
  const keep = (next: string[]): void => {
    setPhrases(next);
    keepList(person, KEPT, next);
  };
  const text = value.trim();
  const isNew = text !== '' && !phrases.includes(text) && phrases.length < MOST_PHRASES;
  return (
    <div className="marking-comment">
      <span className="marking-label" aria-hidden="true">
        {t('comment')}
      </span>
      <Input.TextArea
        aria-label={t('comment')}
        autoSize={{ minRows: 3, maxRows: 10 }}
        maxLength={MOST_TEXT}
        value={value}
        placeholder={t('comment.hint')}
        onChange={(e) => onChange(e.target.value)}
      />
      <ul aria-label={t('phrases')}>
        {phrases.map((p) => (
          <li key={p}>
            <button type="button" onClick={() => onChange(text === '' ? p : `${text}\n${p}`)}>
              {p}
            </button>
            <button
              type="button"
              className="marking-forget"
              aria-label={t('phrase.forget', { text: p })}
              onClick={() => keep(phrases.filter((x) => x !== p))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <Button size="small" disabled={!isNew} onClick={() => keep([...phrases, text])}>
        {t('phrase.keep')}
      </Button>
      {phrases.length >= MOST_PHRASES && <Tag>{t('phrases.full', { n: MOST_PHRASES })}</Tag>}
    </div>
  );
};
