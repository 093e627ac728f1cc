import { useStore } from 'zustand';
import type { Me, QuestView } from '../../../server/domain/api.ts';
import { useT } from '../../i18n/index.ts';
import { loadHall } from '../../net/battles.ts';
import { hall } from '../../stores/hall.ts';
import { session } from '../../stores/session.ts';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card } from '../parts/index.ts';
import { Waiting } from '../Waiting.tsx';
import { Battles } from './Battles.tsx';
import { useHall } from './use-hall.ts';
import './hall.css';

/** The hall of battles: what can be played now, against whom, and what has been. */
export const Hall = (_: { me: Me; view: QuestView }) => {
  const t = useT('hall');
  const common = useT('common');
  const view = useStore(hall, (s) => s.view);
  const fault = useStore(hall, (s) => s.fault);
  const online = useStore(session, (s) => s.online);
  useHall();
  return (
    <Page title={t('title')} icon="crossed-swords" lead={t('lead')}>
      <div className="hall">
        {view === undefined && fault === undefined && online && <Waiting />}
        {fault !== undefined && online && (
          <Card className="hall-wide">
            <FaultNote code={fault} />
            <Button onClick={() => void loadHall()}>{common('retry')}</Button>
          </Card>
        )}
        {view !== undefined && <Battles view={view} />}
      </div>
    </Page>
  );
};
