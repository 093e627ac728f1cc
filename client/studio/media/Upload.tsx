import { Alert, Button, Upload as Drop, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { MediaView } from '../../../server/domain/api-bank.ts';
import { MOST_ALT, MOST_MEDIA } from '../../../server/domain/media.ts';
import { uploadMedia } from '../../net/bank.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { SoundPlayer } from '../parts/SoundPlayer.tsx';

const ACCEPTED = '.png,.jpg,.jpeg,.gif,.webp,.svg,.mp3,.ogg,.wav,.m4a';

const base64Of = (file: File): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/u, ''));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });

/** Files dropped or chosen, described and brought in one after the other. */
export const Upload = ({ onDone }: { onDone: (media: MediaView) => void }) => {
  const t = useS('bank');
  const [files, setFiles] = useState<File[]>([]);
  const [first] = files;
  return (
    <>
      <Drop.Dragger
        multiple
        height={132}
        accept={ACCEPTED}
        showUploadList={false}
        beforeUpload={(file) => {
          setFiles((before) => [...before, file]);
          return false;
        }}
      >
        <p className="media-drop">{t('media.drop')}</p>
        <p className="bank-note">{t('media.drop.note')}</p>
      </Drop.Dragger>
      {first !== undefined && (
        <Describe
          key={`${first.name} ${first.size} ${files.length}`}
          file={first}
          left={files.length - 1}
          onDone={(media) => {
            onDone(media);
            setFiles((before) => before.slice(1));
          }}
          onSkip={() => setFiles((before) => before.slice(1))}
        />
      )}
    </>
  );
};

type DescribeProps = {
  file: File;
  left: number;
  onDone: (media: MediaView) => void;
  onSkip: () => void;
};

const useUrl = (file: File): string | undefined => {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
};

/** A file comes in only with a sentence for those who cannot see or hear it. */
const Describe = ({ file, left, onDone, onSkip }: DescribeProps) => {
  const t = useS('bank');
  const [alt, setAlt] = useState('');
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const url = useUrl(file);
  const isSound = /\.(?:mp3|ogg|wav|m4a)$/iu.test(file.name);
  const isLarge = file.size > MOST_MEDIA[isSound ? 'sound' : 'picture'];
  const send = async (): Promise<void> => {
    if (alt.trim() === '' || isLarge) return;
    setBusy(true);
    try {
      onDone(await uploadMedia({ fileName: file.name, base64: await base64Of(file), alt: alt.trim() }));
    } catch (f) {
      setFault(faultLine(f));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('media.describe', { name: file.name })}
      onCancel={onSkip}
      mask={{ closable: false }}
      footer={[
        <Button key="skip" onClick={onSkip}>
          {t('media.skip')}
        </Button>,
        <Button
          key="go"
          type="primary"
          loading={busy}
          disabled={alt.trim() === '' || isLarge}
          onClick={() => void send()}
        >
          {left > 0 ? t('media.go.next', { count: left }) : t('media.go')}
        </Button>,
      ]}
    >
      <div className="bank-form media-new">
        {fault !== undefined && <Alert type="error" showIcon title={fault} />}
        {isLarge && <Alert type="error" showIcon title={t('media.large')} />}
        {url !== undefined &&
          (isSound ? <SoundPlayer url={url} about={file.name} /> : <img src={url} alt="" />)}
        <label htmlFor="media-alt">{t('media.alt')}</label>
        <Input
          id="media-alt"
          autoFocus
          required
          maxLength={MOST_ALT}
          placeholder={t('media.alt.hint')}
          value={alt}
          onChange={(e) => setAlt(e.target.value)}
          onPressEnter={() => void send()}
        />
      </div>
    </Modal>
  );
};
