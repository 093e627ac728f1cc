import { App, Button, Input, Tag } from 'antd';
import { type FormEvent, useState } from 'react';
import type { BankFrame, QuestionDetail, QuestionRow } from '../../../../server/domain/api-bank.ts';
import { dayAndTime, lang, pick } from '../../../i18n/index.ts';
import { comment, resolveComment } from '../../../net/bank.ts';
import { QuestionPreview } from '../../../ui/play/QuestionPreview.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';

type Props = {
  row: QuestionRow;
  detail: QuestionDetail | undefined;
  frame: BankFrame;
  zone: string;
  busy: boolean;
  mayEdit: boolean;
  act: Record<'approve' | 'back' | 'skip' | 'edit', () => void>;
  onDetail: (detail: QuestionDetail) => void;
};

/** One question under review: how it looks, who wrote it, what was said of it, and the decision. */
export const Desk = (props: Props) => {
  const { row, detail, frame } = props;
  const t = useS('bank');
  const point = frame.points.find((p) => p.id === row.point)?.name;
  return (
    <div className="review-desk">
      <section aria-label={t('review.question')}>
        {detail === undefined && <Waiting />}
        {detail !== undefined && detail.content === undefined && <p>{t('preview.none')}</p>}
        {detail?.content !== undefined && (
          <QuestionPreview question={detail.content} lang={lang()} width="desktop" point={point} />
        )}
      </section>
      <div className="review-side">
        <Decide {...props} />
        <About {...props} />
        {detail !== undefined && <Thread {...props} detail={detail} />}
      </div>
    </div>
  );
};

const Decide = ({ busy, mayEdit, act }: Props) => {
  const t = useS('bank');
  return (
    <div className="review-acts">
      {mayEdit && (
        <>
          <Button type="primary" size="large" loading={busy} onClick={act.approve} aria-keyshortcuts="a">
            {t('review.approve')} <kbd>A</kbd>
          </Button>
          <Button size="large" disabled={busy} onClick={act.back} aria-keyshortcuts="b">
            {t('review.back')} <kbd>B</kbd>
          </Button>
        </>
      )}
      <Button size="large" disabled={busy} onClick={act.skip} aria-keyshortcuts="s">
        {t('review.skip')} <kbd>S</kbd>
      </Button>
      <Button size="large" disabled={busy} onClick={act.edit} aria-keyshortcuts="e">
        {t(mayEdit ? 'edit' : 'open')} <kbd>E</kbd>
      </Button>
    </div>
  );
};

const About = ({ row, frame, zone }: Props) => {
  const t = useS('bank');
  const ts = useS('shell');
  const point = frame.points.find((p) => p.id === row.point);
  const lines: [string, string | undefined][] = [
    [t('col.type'), ts(`type.${row.type}`)],
    [t('col.author'), frame.people.find((p) => p.id === row.author)?.name],
    [t('col.updated'), dayAndTime(row.updatedAt, zone)],
    [t('col.category'), frame.categories.find((c) => c.id === row.category)?.name],
    [t('col.point'), point === undefined ? undefined : pick(point.name)],
    [t('col.difficulty'), ts(`difficulty.${row.difficulty}` as 'difficulty.1')],
  ];
  return (
    <dl className="review-about">
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? '—'}</dd>
        </div>
      ))}
      {row.tags.length > 0 && (
        <div>
          <dt>{t('col.tags')}</dt>
          <dd>
            {row.tags.map((tag) => (
              <Tag key={tag}>{tag}</Tag>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
};

const Thread = ({ detail, zone, mayEdit, onDetail }: Props & { detail: QuestionDetail }) => {
  const t = useS('bank');
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const tell = async (work: Promise<QuestionDetail>): Promise<void> => {
    try {
      onDetail(await work);
      setText('');
    } catch (f) {
      void message.error(faultLine(f));
    }
  };
  const send = (e: FormEvent): void => {
    e.preventDefault();
    if (text.trim() !== '') void tell(comment(detail.id, text.trim()));
  };
  return (
    <section className="review-thread" aria-label={t('thread')}>
      <h2>{t('thread')}</h2>
      {detail.thread.length === 0 && <p className="bank-note">{t('thread.none')}</p>}
      <ul>
        {detail.thread.map((c) => (
          <li key={c.id} className={c.resolved ? 'is-resolved' : undefined}>
            <small>
              {c.by} · {dayAndTime(c.at, zone)} {c.resolved && <Tag>{t('thread.resolved')}</Tag>}
            </small>
            <p>{c.text}</p>
            {!c.resolved && mayEdit && (
              <Button size="small" type="link" onClick={() => void tell(resolveComment(detail.id, c.id))}>
                {t('thread.resolve')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <form onSubmit={send}>
        <Input.TextArea
          rows={2}
          maxLength={4000}
          aria-label={t('thread.say')}
          placeholder={t('thread.say')}
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
        <Button htmlType="submit" disabled={text.trim() === ''}>
          {t('thread.send')}
        </Button>
      </form>
    </section>
  );
};
