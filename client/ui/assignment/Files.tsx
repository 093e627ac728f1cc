import { type ChangeEvent, useId, useRef } from 'react';
import { useStore } from 'zustand';
import type { AssignmentView, FileView } from '../../../server/domain/api-station.ts';
import { MOST_FILES } from '../../../server/domain/assignment.ts';
import { number, useT } from '../../i18n/index.ts';
import { fileUrl } from '../../net/upload.ts';
import { type Sending, work } from '../../stores/assignment.ts';
import { useFaultText } from '../fault-text.ts';
import { Button, Icon, Progress, RoundButton } from '../parts/index.ts';
import { addFiles, cancel, MOST_MB, send, takeOut } from './uploads.ts';

const PHOTOS = 'image/jpeg,image/png,image/webp,image/gif';
const DOCUMENTS = '.pdf,.docx,.xlsx,.pptx,.txt,.md';

/** Photos and files of the draft, those on their way, and the ways to add more. */
export const Files = ({ view }: { view: AssignmentView }) => {
  const t = useT('assignment');
  const id = useId();
  const sending = useStore(work, (s) => s.sending);
  const head = useRef<HTMLHeadingElement>(null);
  /** The button that was pressed is gone with its file. */
  const gone = (): void => head.current?.focus();
  const { station, assignment, submission } = view;
  const full = submission.files.length + sending.length >= MOST_FILES;
  const any = assignment.accepts.includes('file');
  return (
    <section className="files" aria-labelledby={id}>
      <h3 id={id} ref={head} tabIndex={-1}>
        {t('files')}
        <small>{t('files.most', { n: MOST_FILES, mb: MOST_MB })}</small>
      </h3>
      <ul>
        {submission.files.map((file) => (
          <li key={file.id} className="file">
            <FileLink file={file} />
            <RoundButton
              label={t('files.remove', { name: file.name })}
              onClick={() => void takeOut(station, file.id, file.name).then(gone)}
            >
              ✕
            </RoundButton>
          </li>
        ))}
        {sending.map((file) => (
          <Underway key={file.id} file={file} onGone={gone} />
        ))}
      </ul>
      {full ? (
        <p className="files-full">{t('files.full', { n: MOST_FILES })}</p>
      ) : (
        <div className="files-add">
          <p>{t('files.drop')}</p>
          <Pick station={station} accept={any ? `${PHOTOS},${DOCUMENTS}` : PHOTOS} icon="package">
            {t('files.add')}
          </Pick>
          <Pick station={station} accept="image/*" camera icon="mobile-phone">
            {t('files.photo')}
          </Pick>
        </div>
      )}
    </section>
  );
};

type PickProps = { station: string; accept: string; icon: string; camera?: boolean; children: string };

/** A button that opens the device's chooser, or its camera. */
const Pick = ({ station, accept, icon, camera = false, children }: PickProps) => {
  const input = useRef<HTMLInputElement>(null);
  const chosen = (e: ChangeEvent<HTMLInputElement>): void => {
    const files = [...(e.target.files ?? [])];
    e.target.value = '';
    void addFiles(station, files);
  };
  return (
    <span className={camera ? 'files-camera' : ''}>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={children}
        accept={accept}
        multiple={!camera}
        {...(camera ? { capture: 'environment' as const } : {})}
        onChange={chosen}
      />
      <Button icon={icon} onClick={() => input.current?.click()}>
        {children}
      </Button>
    </span>
  );
};

const sizeOf = (t: ReturnType<typeof useT<'assignment'>>, bytes: number): string =>
  bytes < 1024 * 1024
    ? t('files.size.kb', { n: number(Math.max(1, Math.round(bytes / 1024))) })
    : t('files.size.mb', { n: number(Math.round((bytes / 1024 / 1024) * 10) / 10) });

/** A file of a submission: a photo shows itself, everything else its name and size. */
export const FileLink = ({ file }: { file: FileView }) => {
  const t = useT('assignment');
  const photo = file.mime.startsWith('image/');
  return (
    <a className="file-link" href={fileUrl(file.id)} target="_blank" rel="noreferrer">
      {photo ? (
        <img src={fileUrl(file.id)} alt="" width={56} height={56} loading="lazy" />
      ) : (
        <Icon name="page-facing-up" size={44} />
      )}
      <span>
        <span className="sr-only">{t('files.open')}</span>
        <b>{file.name}</b>
        <small>{sizeOf(t, file.size)}</small>
      </span>
    </a>
  );
};

/** What may go well the next time. */
const AGAIN: readonly string[] = [
  'offline',
  'rate.limited',
  'storage.unavailable',
  'server.fault',
  'unknown',
];

const Underway = ({ file, onGone }: { file: Sending; onGone: () => void }) => {
  const t = useT('assignment');
  const errors = useFaultText();
  const failed = file.fault !== undefined;
  return (
    <li className={failed ? 'file file-failed' : 'file'}>
      <Icon name={failed ? 'ring-buoy' : 'outbox-tray'} size={44} />
      <span className="file-way">
        <b>{file.name}</b>
        {file.fault === undefined ? (
          <Progress
            value={Math.round(file.part * 100)}
            max={100}
            label={t('files.sending', { name: file.name })}
          />
        ) : (
          <small role="alert">{errors(file.fault)}</small>
        )}
      </span>
      {failed && AGAIN.includes(file.fault ?? '') && (
        <Button look="mini" onClick={() => send(file.id)}>
          {t('files.again')}
        </Button>
      )}
      {failed && (
        <RoundButton
          label={`${t('files.cancel')} ${file.name}`}
          onClick={() => {
            cancel(file.id);
            onGone();
          }}
        >
          ✕
        </RoundButton>
      )}
    </li>
  );
};
