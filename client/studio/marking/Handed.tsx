import type { FileView, SubmissionView } from '../../../server/domain/api-station.ts';
import { dayAndTime, number, pick, pickedLang } from '../../i18n/index.ts';
import { RichText } from '../../ui/play/RichText.tsx';
import { useS } from '../i18n/index.ts';

const KB = 1024;
export const fileUrl = (id: string): string => `/api/files/${encodeURIComponent(id)}`;

/** What was asked for and what was handed in: the text, pictures in place, other files as links. */
export const Handed = ({ work, zone }: { work: SubmissionView; zone: string }) => {
  const t = useS('marking');
  const { assignment, text, files } = work;
  return (
    <div className="marking-texts">
      <section aria-label={t('brief')}>
        <details className="marking-sample" open>
          <summary>
            {pick(work.quest)} › {pick(work.station)}
          </summary>
          <RichText body={pick(assignment.brief)} lang={pickedLang(assignment.brief)} />
        </details>
      </section>
      <section className="marking-answer" aria-label={t('handed')}>
        <h2>{t('handed')}</h2>
        <p className="marking-by">
          {t('by', { name: work.person.name, at: dayAndTime(work.submittedAt, zone) })}
          {work.nth > 1 && ` · ${t('nth', { n: work.nth })}`}
          {text !== '' && ` · ${t('answer.length', { n: [...text].length })}`}
        </p>
        {text !== '' && <p className="marking-text">{text}</p>}
        <Files files={files} />
      </section>
      {assignment.example !== undefined && (
        <details className="marking-sample">
          <summary>{t('sample')}</summary>
          <RichText body={pick(assignment.example)} lang={pickedLang(assignment.example)} />
        </details>
      )}
    </div>
  );
};

const Files = ({ files }: { files: readonly FileView[] }) => {
  const t = useS('marking');
  if (files.length === 0) return null;
  return (
    <ul className="marking-files" aria-label={t('files')}>
      {files.map((f) => (
        <li key={f.id}>
          <a href={fileUrl(f.id)} target="_blank" rel="noreferrer">
            {f.mime.startsWith('image/') ? (
              <img src={fileUrl(f.id)} alt={f.name} loading="lazy" />
            ) : (
              <>
                <b>{f.name}</b>{' '}
                <small>{t('file.size', { kb: number(Math.max(1, Math.round(f.size / KB))) })}</small>
              </>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
};
