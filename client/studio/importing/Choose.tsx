import { InboxOutlined } from '@ant-design/icons';
import { Alert, Button, Input, Select, Upload } from 'antd';
import { useState } from 'react';
import type { StageBody } from '../../../server/domain/api-import.ts';
import { lang } from '../../i18n/index.ts';
import { download, loadTemplate, stageImport } from '../../net/importing.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { type Chosen, chosenOf, MOST_BYTES, pastedAs } from './files.ts';

const FORMATS = [
  'gift',
  'aiken',
  'moodle-xml',
  'qti12',
  'qti22',
  'qti30',
  'csv',
  'xlsx',
  'zh-text',
  'trivia',
  'json',
];

type Props = { bank: string; onStaged: (stage: string, files: Chosen[]) => void };

/** Step one: files, dropped, chosen or pasted. */
export const Choose = ({ bank, onStaged }: Props) => {
  const t = useS('importing');
  const [format, setFormat] = useState('');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const stage = async (files: Chosen[]): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      const body: StageBody = { bank, files, lang: lang(), ...(format === '' ? {} : { format }) };
      onStaged((await stageImport(body)).stage, files);
    } catch (f) {
      setFault(faultLine(f));
    } finally {
      setBusy(false);
    }
  };
  const take = (files: File[]): void => {
    if (files.reduce((n, f) => n + f.size, 0) > MOST_BYTES) setFault(t('choose.too_large'));
    else void chosenOf(files).then(stage);
  };
  return (
    <div className="import-choose">
      {fault !== undefined && <Alert type="error" showIcon title={fault} />}
      <Upload.Dragger
        multiple
        disabled={busy}
        showUploadList={false}
        beforeUpload={(file, all) => {
          if (file === all[0]) take(all);
          return Upload.LIST_IGNORE;
        }}
      >
        <p className="import-drop">
          <InboxOutlined aria-hidden /> {t('choose.drop')}
        </p>
        <p className="studio-note">{t('choose.formats')}</p>
        <p className="studio-note">{t('choose.safe')}</p>
      </Upload.Dragger>
      <div className="import-row">
        <span>
          {t('choose.format')}{' '}
          <Select
            value={format}
            onChange={setFormat}
            style={{ minWidth: 170 }}
            aria-label={t('choose.format')}
            options={[
              { value: '', label: t('choose.auto') },
              ...FORMATS.map((f) => ({ value: f, label: f })),
            ]}
          />
        </span>
        <Button onClick={() => void loadTemplate().then(download, (f: unknown) => setFault(faultLine(f)))}>
          {t('choose.template')}
        </Button>
      </div>
      <div className="import-paste">
        {t('choose.paste')}
        <Input.TextArea
          value={text}
          rows={6}
          disabled={busy}
          onChange={(e) => setText(e.target.value)}
          aria-label={t('choose.paste')}
        />
      </div>
      <Button
        type="primary"
        loading={busy}
        disabled={text.trim() === ''}
        onClick={() => void stage([pastedAs(t('pasted.name'), text)])}
      >
        {t('choose.paste.go')}
      </Button>
    </div>
  );
};
