import { App, Button, Input } from 'antd';
import { useCallback, useState } from 'react';
import type { Sheet } from '../../../../server/domain/api-effect.ts';
import type { Checklist as List } from '../../../../server/domain/effect.ts';
import { loadChecklist, saveChecklist } from '../../../net/effect.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Labelled } from '../../parts/Labelled.tsx';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';

/** The five behaviours of level 3, in both languages. */
export const ChecklistForm = () => {
  const t = useS('effect');
  const { value, fault, reload, setValue } = useLoaded(useCallback(() => loadChecklist(), []));
  return (
    <section className="effect-card" aria-labelledby="effect-checklist">
      <h2 id="effect-checklist">{t('checklist')}</h2>
      <p className="studio-note">{t('checklist.about')}</p>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value && (
          <details>
            <summary>{t('checklist.edit')}</summary>
            <Form key={value.rev} sheet={value} onSaved={setValue} />
          </details>
        )}
      </Loaded>
    </section>
  );
};

type Props = { sheet: Sheet<List>; onSaved: (next: Sheet<List>) => void };
const Form = ({ sheet, onSaved }: Props) => {
  const t = useS('effect');
  const { message } = App.useApp();
  const [items, setItems] = useState(sheet.data.items);
  const put = (at: number, lang: 'zh' | 'en', text: string): void =>
    setItems(items.map((item, i) => (i === at ? { ...item, [lang]: text } : item)));
  const save = (): void =>
    void saveChecklist(sheet.rev, { items }).then(onSaved, (f: unknown) => void message.error(faultLine(f)));
  return (
    <div className="effect-import">
      {items
        .map((item, i) => ({ item, i }))
        .map(({ item, i }) => (
          <div key={i} className="effect-fields">
            {(['zh', 'en'] as const).map((lang) => (
              <Labelled key={lang} label={t(`checklist.${lang}`, { n: i + 1 })}>
                <Input
                  maxLength={120}
                  value={item[lang] ?? ''}
                  onChange={(e) => put(i, lang, e.target.value)}
                />
              </Labelled>
            ))}
          </div>
        ))}
      <Button type="primary" onClick={save}>
        {t('save')}
      </Button>
    </div>
  );
};
