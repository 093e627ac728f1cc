import { Alert, Button, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import type { Note } from '../../../server/domain/notes/index.ts';
import { noteText } from '../../../server/domain/notes/index.ts';
import type { Lang } from '../../../server/domain/text.ts';
import { lang } from '../../i18n/index.ts';
import { download, exportQuestions } from '../../net/importing.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';

const EXPORTS = ['xlsx', 'csv', 'moodle-xml', 'gift', 'aiken', 'qti22', 'qti30', 'json'] as const;
type Format = (typeof EXPORTS)[number];
type Props = { bank: string; questions?: readonly string[]; onClose: () => void };

/** Format and extent of an export; afterwards what the format could not hold. */
export const ExportForm = ({ bank, questions = [], onClose }: Props) => {
  const t = useS('bank');
  const ts = useS('shell');
  const [format, setFormat] = useState<Format>('xlsx');
  const [language, setLanguage] = useState<Lang>(lang());
  const [extent, setExtent] = useState<'all' | 'selected'>(questions.length > 0 ? 'selected' : 'all');
  const [state, setState] = useState<{ busy: boolean; fault?: string; losses?: Note[] }>({ busy: false });
  const run = async (): Promise<void> => {
    setState({ busy: true });
    try {
      const some = extent === 'selected' ? { questions: [...questions] } : {};
      const file = await exportQuestions({ bank, format, lang: language, ...some });
      download(file);
      setState({ busy: false, losses: file.losses });
    } catch (f) {
      setState({ busy: false, fault: faultLine(f) });
    }
  };
  return (
    <Modal
      open
      title={t('export.title')}
      onCancel={onClose}
      footer={[
        <Button key="close" onClick={onClose}>
          {ts('close')}
        </Button>,
        <Button key="go" type="primary" loading={state.busy} onClick={() => void run()}>
          {t('export.go')}
        </Button>,
      ]}
    >
      <div className="bank-form">
        {state.fault !== undefined && <Alert type="error" showIcon title={state.fault} />}
        <span>{t('export.format')}</span>
        <Select
          aria-label={t('export.format')}
          value={format}
          onChange={setFormat}
          listHeight={360}
          options={EXPORTS.map((value) => ({ value, label: t(`format.${value}`) }))}
        />
        {questions.length > 0 && (
          <Radio.Group
            value={extent}
            onChange={(e) => setExtent(e.target.value === 'all' ? 'all' : 'selected')}
          >
            <Radio value="selected">{t('export.selected', { count: questions.length })}</Radio>
            <Radio value="all">{t('export.all')}</Radio>
          </Radio.Group>
        )}
        <span>{t('export.lang')}</span>
        <Select
          aria-label={t('export.lang')}
          value={language}
          onChange={setLanguage}
          options={(['zh', 'en'] as const).map((value) => ({ value, label: ts(`lang.${value}`) }))}
        />
        {state.losses !== undefined && <Losses losses={state.losses} />}
      </div>
    </Modal>
  );
};

const MOST_LOSSES = 100;
const Losses = ({ losses }: { losses: Note[] }) => {
  const t = useS('bank');
  if (losses.length === 0) return <Alert type="success" showIcon title={t('export.whole')} />;
  return (
    <section role="status">
      <Alert type="warning" showIcon title={t('export.losses', { count: losses.length })} />
      <ul className="bank-losses">
        {losses.slice(0, MOST_LOSSES).map((note) => {
          const { place, reason, cure } = noteText(note, lang());
          return (
            <li key={JSON.stringify(note)}>
              <strong>{place}</strong> {reason} {cure}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
