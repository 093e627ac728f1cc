import { Alert, App, Button, Popconfirm, Select } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { QuestionDetail, VersionView } from '../../../../server/domain/api-bank.ts';
import { dayAndTime } from '../../../i18n/index.ts';
import { loadHistory, restoreQuestion } from '../../../net/bank.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { Changes } from '../Changes.tsx';

const NOW = 0;
type Props = {
  detail: QuestionDetail;
  /** The text as it is now. */
  now: unknown;
  unsaved: boolean;
  readOnly: boolean;
  onRestored: (detail: QuestionDetail) => void;
};

/** Every version, the difference between any two, and the way back to an old one. */
export const History = (props: Props) => {
  const { detail } = props;
  const { id, version } = detail;
  const { value, fault, reload } = useLoaded(useCallback(() => loadHistory(id), [id]));
  useEffect(() => {
    if (version > 0) reload();
  }, [version, reload]);
  const t = useS('editor');
  return (
    <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
      {value?.length === 0 ? (
        <p className="qf-note">{t('history.none')}</p>
      ) : (
        <Versions {...props} versions={value ?? []} key={version} />
      )}
    </Loaded>
  );
};

const Versions = ({
  detail,
  now,
  unsaved,
  readOnly,
  onRestored,
  versions,
}: Props & { versions: VersionView[] }) => {
  const t = useS('editor');
  const { message } = App.useApp();
  const newest = versions[0]?.version ?? 0;
  const [from, setFrom] = useState(unsaved ? newest : (versions[1]?.version ?? newest));
  const [to, setTo] = useState(unsaved ? NOW : newest);
  const contentOf = (v: number): unknown =>
    v === NOW ? now : versions.find((x) => x.version === v)?.content;
  const name = (v: VersionView): string =>
    t('history.version', {
      version: v.version,
      time: dayAndTime(v.at),
      by: v.by ?? t('history.somebody'),
    });
  const options = versions.map((v) => ({ value: v.version, label: name(v) }));
  const restore = async (version: number): Promise<void> => {
    try {
      const restored = await restoreQuestion({ question: detail.id, base: detail.version, version });
      void message.success(t('history.restored', { version: restored.version }));
      onRestored(restored);
    } catch (f) {
      void message.error(faultLine(f));
    }
  };
  return (
    <div className="editor-stack">
      <div className="editor-compare">
        <Select aria-label={t('history.from')} value={from} onChange={setFrom} options={options} />
        <span aria-hidden="true">→</span>
        <Select
          aria-label={t('history.to')}
          value={to}
          onChange={setTo}
          options={[...(unsaved ? [{ value: NOW, label: t('history.now') }] : []), ...options]}
        />
      </div>
      <Changes before={contentOf(from)} after={contentOf(to)} same={t('history.same')} />
      <ol className="editor-versions">
        {versions.map((v) => (
          <li key={v.version}>
            <span>{name(v)}</span>
            {!readOnly && v.version !== newest && (
              <Popconfirm
                title={t('history.restore.ask', { version: v.version })}
                okText={t('history.restore', { version: v.version })}
                disabled={unsaved}
                onConfirm={() => restore(v.version)}
              >
                <Button size="small" disabled={unsaved}>
                  {t('history.restore', { version: v.version })}
                </Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ol>
      {unsaved && !readOnly && versions.length > 1 && <Alert type="info" title={t('history.unsaved')} />}
    </div>
  );
};
