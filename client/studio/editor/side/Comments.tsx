import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import type { QuestionDetail } from '../../../../server/domain/api-bank.ts';
import { dayAndTime } from '../../../i18n/index.ts';
import { comment, resolveComment } from '../../../net/bank.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { keeperOf } from '../kept-text.ts';

type Props = { person: string; detail: QuestionDetail; onSeen: (detail: QuestionDetail) => void };
type Remark = QuestionDetail['thread'][number];

/** What reviewers and authors say to each other; a remark that is being written outlives a closed page. */
export const Comments = ({ person, detail, onSeen }: Props) => {
  const t = useS('editor');
  const { message } = App.useApp();
  const keeper = keeperOf(person, `${detail.id}.comment`);
  const [text, setText] = useState(() => String(keeper.read()?.content ?? ''));
  const [busy, setBusy] = useState(false);
  const write = (next: string): void => {
    setText(next);
    if (next.trim() === '') keeper.drop();
    else keeper.write({ content: next, base: detail.version, at: Date.now() });
  };
  const run = async (work: () => Promise<QuestionDetail>): Promise<boolean> => {
    setBusy(true);
    try {
      onSeen(await work());
      return true;
    } catch (f) {
      void message.error(faultLine(f));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const send = async (): Promise<void> => {
    if (text.trim() !== '' && (await run(() => comment(detail.id, text.trim())))) write('');
  };
  const open = detail.thread.filter((c) => !c.resolved);
  const closed = detail.thread.filter((c) => c.resolved);
  return (
    <div className="editor-stack">
      {detail.thread.length === 0 && <p className="qf-note">{t('comments.none')}</p>}
      <ul className="editor-thread">
        {open.map((c) => (
          <Said key={c.id} remark={c}>
            <Button
              size="small"
              disabled={busy}
              onClick={() => void run(() => resolveComment(detail.id, c.id))}
            >
              {t('comments.resolve')}
            </Button>
          </Said>
        ))}
      </ul>
      <label className="qf-field">
        <span className="qf-label">{t('comments.write')}</span>
        <textarea
          className="qf-text"
          rows={3}
          maxLength={4000}
          value={text}
          onChange={(e) => write(e.target.value)}
        />
      </label>
      <Button type="primary" loading={busy} disabled={text.trim() === ''} onClick={() => void send()}>
        {t('comments.send')}
      </Button>
      {closed.length > 0 && (
        <details className="qf-fold">
          <summary>{t('comments.closed', { count: closed.length })}</summary>
          <ul className="editor-thread">
            {closed.map((c) => (
              <Said key={c.id} remark={c}>
                <Tag>{t('comments.resolved')}</Tag>
              </Said>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
};

const Said = ({ remark, children }: { remark: Remark; children: React.ReactNode }) => (
  <li>
    <header>
      <strong>{remark.by}</strong> <time className="qf-note">{dayAndTime(remark.at)}</time>
      {children}
    </header>
    <p>{remark.text}</p>
  </li>
);
