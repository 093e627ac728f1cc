import { ArrowLeftOutlined, DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Tag } from 'antd';
import { useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { BankFrame } from '../../../server/domain/api-bank.ts';
import { QUESTION_TYPES, type QuestionType } from '../../../server/domain/question.ts';
import { pick } from '../../i18n/index.ts';
import { createQuestion } from '../../net/bank.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { goTo } from '../place.ts';
import { ExportForm } from './ExportForm.tsx';

type Props = { me: Me; frame: BankFrame; onChange: () => void };

/** Whose bank this is, and what may be brought in and taken out. */
export const BankHead = ({ frame }: Props) => {
  const t = useS('bank');
  const ts = useS('shell');
  const [exporting, setExporting] = useState(false);
  const { bank } = frame;
  const mayEdit = bank.access !== 'view';
  return (
    <header className="studio-head bank-head">
      <Button
        type="text"
        icon={<ArrowLeftOutlined />}
        aria-label={ts('back.banks')}
        title={ts('back.banks')}
        onClick={() => goTo({ name: 'banks' })}
      />
      <h1>{pick(bank.name)}</h1>
      <p>
        <Tag>{t(`access.${bank.access}`)}</Tag>
        {bank.shipped && <Tag color="blue">{t('shipped')}</Tag>}
      </p>
      <div className="studio-actions">
        <Button icon={<DownloadOutlined />} onClick={() => setExporting(true)}>
          {t('export')}
        </Button>
        {mayEdit && (
          <>
            <Button icon={<UploadOutlined />} onClick={() => goTo({ name: 'import', bank: bank.id })}>
              {t('import')}
            </Button>
            <NewQuestion bank={bank.id} />
          </>
        )}
      </div>
      {exporting && <ExportForm bank={bank.id} onClose={() => setExporting(false)} />}
    </header>
  );
};

/** The eleven types, each with what it is good for. */
const NewQuestion = ({ bank }: { bank: string }) => {
  const t = useS('bank');
  const ts = useS('shell');
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const make = async (type: QuestionType): Promise<void> => {
    setBusy(true);
    try {
      const made = await createQuestion(bank, type);
      goTo({ name: 'question', bank, question: made.id });
    } catch (f) {
      setBusy(false);
      void message.error(faultLine(f));
    }
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        className: 'bank-types',
        items: QUESTION_TYPES.map((type) => ({
          key: type,
          label: (
            <span className="bank-type">
              <strong>{ts(`type.${type}`)}</strong>
              <small>{t(`type.${type}`)}</small>
            </span>
          ),
          onClick: () => void make(type),
        })),
      }}
    >
      <Button type="primary" icon={<PlusOutlined />} loading={busy}>
        {t('question.new')}
      </Button>
    </Dropdown>
  );
};
