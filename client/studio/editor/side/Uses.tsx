import type { QuestionDetail } from '../../../../server/domain/api-bank.ts';
import { pick } from '../../../i18n/index.ts';
import { useS } from '../../i18n/index.ts';
import { goTo } from '../../place.ts';

/** Where learners meet this question. */
export const Uses = ({ detail }: { detail: QuestionDetail }) => {
  const t = useS('editor');
  const { quests, attempts } = detail.uses;
  return (
    <div className="editor-stack">
      <p>{t('uses.attempts', { count: attempts })}</p>
      <h2 className="qf-label">{t('uses.quests')}</h2>
      {quests.length === 0 && <p className="qf-note">{t('uses.none')}</p>}
      <ul className="editor-uses">
        {quests.map((q) => (
          <li key={q.id}>
            <button type="button" className="qf-link" onClick={() => goTo({ name: 'quest', quest: q.id })}>
              {pick(q.name)}
            </button>{' '}
            <span className="qf-note">{t('uses.stations', { count: q.stations })}</span>
          </li>
        ))}
      </ul>
      {detail.ref !== undefined && <p className="qf-note">{t('uses.ref', { ref: detail.ref })}</p>}
    </div>
  );
};
