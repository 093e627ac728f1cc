import { CommentOutlined, EditOutlined, FlagFilled, WarningFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { QuestionRow, StatFlag } from '../../../../server/domain/api-bank.ts';
import type { QuestionState } from '../../../../server/domain/question.ts';
import { number } from '../../../i18n/index.ts';
import { useS } from '../../i18n/index.ts';
import type { Column } from './columns.ts';
import { FLAG_TEXT } from './flag-text.ts';

/** Names for ids: what the frame of the bank knows. */
export type Names = {
  /** From the top of the tree down. */
  category: (id: string) => string;
  point: (id: string) => string;
  person: (id: string) => string;
  /** A time by the company's clock. */
  time: (at: number) => string;
};

export const StateTag = ({ state }: { state: QuestionState }) => {
  const ts = useS('shell');
  return <span className={`row-tag state-${state}`}>{ts(`state.${state}`)}</span>;
};

const BAD: readonly StatFlag[] = ['negative_discrimination', 'suspicious_key'];
/** What the answers say of a question, in words beside the icon; "too few" is no blame. */
const Flags = ({ flags }: { flags: readonly StatFlag[] }) => {
  const t = useS('bank');
  return flags.map((flag) => {
    const bad = BAD.includes(flag);
    const icon = flag === 'too_few' ? undefined : bad ? <WarningFilled /> : <FlagFilled />;
    return (
      <span key={flag} className={`row-tag${bad ? ' is-bad' : flag === 'too_few' ? '' : ' is-odd'}`}>
        {icon} {t(FLAG_TEXT[flag])}
      </span>
    );
  });
};

const figure = (value: number | undefined, few: ReactNode): ReactNode =>
  value === undefined ? few : `${number(Math.round(value))}%`;

/** What one column shows of a row. */
export const Cell = ({ row, column, names }: { row: QuestionRow; column: Column; names: Names }) => {
  const t = useS('bank');
  const ts = useS('shell');
  const few = row.answers === 0 ? '—' : <span className="list-few">{t('few')}</span>;
  switch (column) {
    case 'name':
      return row.name;
    case 'type':
      return ts(`type.${row.type}`);
    case 'state':
      return <StateTag state={row.state} />;
    case 'category':
      return row.category === undefined ? '—' : <Leaf path={names.category(row.category)} />;
    case 'point':
      return row.point === undefined ? '—' : names.point(row.point);
    case 'tags':
      return row.tags.length === 0
        ? '—'
        : row.tags.map((tag) => (
            <span key={tag} className="row-tag">
              {tag}
            </span>
          ));
    case 'difficulty':
      return ts(`difficulty.${row.difficulty}` as 'difficulty.1');
    case 'author':
    case 'reviewer': {
      const who = row[column];
      return who === undefined ? '—' : names.person(who);
    }
    case 'updated':
      return names.time(row.updatedAt);
    case 'version':
      return row.version === 0 ? '—' : `v${row.version}`;
    case 'comments':
      return row.comments === 0 ? (
        '—'
      ) : (
        <Mark icon={<CommentOutlined />} text={t('comments', { count: row.comments })} />
      );
    case 'draft':
      return row.draft ? <Mark icon={<EditOutlined />} text={t('draft.mark')} /> : '—';
    case 'answers':
      return number(row.answers);
    case 'facility':
    case 'discrimination':
      return figure(row[column], few);
    default:
      return row.flags.length === 0 ? '—' : <Flags flags={row.flags} />;
  }
};

/** The last part of a path; all of it when pointed at. */
const Leaf = ({ path }: { path: string }) => <span title={path}>{path.split(' / ').at(-1)}</span>;

const Mark = ({ icon, text }: { icon: ReactNode; text: string }) => (
  <span className="list-mark">
    {icon} {text}
  </span>
);
