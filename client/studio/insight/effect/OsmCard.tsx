import { App, Button } from 'antd';
import { useCallback, useState } from 'react';
import type { Sheet } from '../../../../server/domain/api-effect.ts';
import type { OsmTree } from '../../../../server/domain/effect.ts';
import { dayAndTime } from '../../../i18n/index.ts';
import { loadOsm, saveOsm } from '../../../net/effect.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';
import { Loaded } from '../../parts/Loaded.tsx';
import { useLoaded } from '../../parts/use-loaded.ts';
import { OsmEditor } from './OsmEditor.tsx';
import { OsmView } from './OsmView.tsx';
import { isComplete } from './osm.ts';

type Props = { today: number; zone: string };

/** Objective, strategy, measure: what is aimed at, and whether it is reached. */
export const OsmCard = (props: Props) => {
  const t = useS('effect');
  const { value, fault, reload, setValue } = useLoaded(useCallback(() => loadOsm(), []));
  return (
    <section className="effect-card" aria-labelledby="effect-osm">
      <h2 id="effect-osm">{t('osm')}</h2>
      <p className="studio-note">{t('osm.about')}</p>
      <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
        {value && <Tree key={value.rev} {...props} sheet={value} onSaved={setValue} />}
      </Loaded>
    </section>
  );
};

type TreeProps = Props & { sheet: Sheet<OsmTree>; onSaved: (next: Sheet<OsmTree>) => void };
const Tree = ({ sheet, onSaved, today, zone }: TreeProps) => {
  const t = useS('effect');
  const { message } = App.useApp();
  const [draft, setDraft] = useState<OsmTree>();
  const save = (): void => {
    if (draft === undefined) return;
    saveOsm(sheet.rev, draft).then(onSaved, (f: unknown) => void message.error(faultLine(f)));
  };
  if (draft === undefined)
    return (
      <>
        {sheet.data.objectives.length === 0 && <p>{t('osm.empty')}</p>}
        <OsmView tree={sheet.data} today={today} />
        <p className="effect-save">
          <Button onClick={() => setDraft(sheet.data)}>{t('edit')}</Button>
          {sheet.savedAt !== undefined && (
            <small>{t('saved', { name: sheet.savedBy ?? '', at: dayAndTime(sheet.savedAt, zone) })}</small>
          )}
        </p>
      </>
    );
  return (
    <>
      <OsmEditor tree={draft} onChange={setDraft} />
      <p className="effect-save">
        <Button type="primary" disabled={!isComplete(draft)} onClick={save}>
          {t('save')}
        </Button>
        <Button onClick={() => setDraft(undefined)}>{t('cancel')}</Button>
        {!isComplete(draft) && <span>{t('osm.unnamed')}</span>}
      </p>
    </>
  );
};
