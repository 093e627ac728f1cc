import { Button, Input } from 'antd';
import { useId, useMemo, useState } from 'react';
import type { Policy } from '../../../server/domain/policy.ts';
import { hasWord } from '../../../server/domain/word-list.ts';
import { useS } from '../i18n/index.ts';
import { usePolicy } from './use-policy.ts';

const MOST_WORDS = 2000;
const MOST_SIGNS = 40;

/** Words of a text: one a line, or a row or column of a sheet; each once. */
export const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n\r\t,，、;；]+/u)
      .map((w) => w.trim())
      .filter((w) => w !== ''),
  ),
];

/** The company's word list, with a sentence to try it on. */
export const Words = ({ policy, onSaved }: { policy: Policy; onSaved: (policy: Policy) => void }) => {
  const t = useS('care');
  const id = useId();
  const saved = policy.chat.words.join('\n');
  const [text, setText] = useState(saved);
  const { busy, save } = usePolicy(policy, (next) => {
    setText(next.chat.words.join('\n'));
    onSaved(next);
  });
  const words = useMemo(() => wordsIn(text), [text]);
  const long = words.filter((w) => w.length > MOST_SIGNS).length;
  const fits = long === 0 && words.length <= MOST_WORDS;
  return (
    <div className="care-words">
      <p className="studio-note care-lead">{t('words.lead')}</p>
      <div className="care-field">
        <label htmlFor={id}>{t('words.label')}</label>
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 8, maxRows: 18 }}
          value={text}
          status={fits ? '' : 'error'}
          onChange={(e) => setText(e.target.value)}
        />
      </div>
      <p className={fits ? 'studio-note' : 'care-fault'} role="status">
        {t('words.count', { count: words.length, most: MOST_WORDS })}
        {long > 0 && ` · ${t('words.long', { count: long, most: MOST_SIGNS })}`}
      </p>
      <Button
        type="primary"
        loading={busy}
        disabled={!fits || words.join('\n') === saved}
        onClick={() => save({ ...policy, chat: { ...policy.chat, words } })}
      >
        {t('save')}
      </Button>
      <Trying words={words} />
    </div>
  );
};

const Trying = ({ words }: { words: readonly string[] }) => {
  const t = useS('care');
  const id = useId();
  const [text, setText] = useState('');
  const hit = useMemo(() => hasWord(text, words), [text, words]);
  return (
    <div className="care-field">
      <label htmlFor={id}>{t('words.try')}</label>
      <Input
        id={id}
        value={text}
        placeholder={t('words.try.hint')}
        onChange={(e) => setText(e.target.value)}
      />
      <span className={hit ? 'care-fault' : 'care-good'} role="status">
        {text.trim() === '' ? '' : hit ? `✕ ${t('words.hit')}` : `✓ ${t('words.free')}`}
      </span>
    </div>
  );
};
