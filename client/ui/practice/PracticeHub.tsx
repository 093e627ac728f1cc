import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { QuestView } from '../../../server/domain/api.ts';
import { useT } from '../../i18n/index.ts';
import { loadPractice } from '../../net/practice.ts';
import { practice } from '../../stores/practice.ts';
import { session } from '../../stores/session.ts';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card } from '../parts/index.ts';
import { Waiting } from '../Waiting.tsx';
import { Ghosts } from './Ghosts.tsx';
import { Numbers } from './Numbers.tsx';
import { OfflineCard } from './OfflineCard.tsx';
import { Points } from './Points.tsx';
import { Quick } from './Quick.tsx';
import { Review } from './Review.tsx';
import './practice.css';
import './points.css';

/** Practice outside the path: the best next thing, what is due, ghosts, one's own numbers, knowledge points. */
export const PracticeHub = ({ quest }: { quest: QuestView }) => {
  const t = useT('practice');
  const common = useT('common');
  const view = useStore(practice, (s) => s.view);
  const fault = useStore(practice, (s) => s.fault);
  const online = useStore(session, (s) => s.online);
  useEffect(() => {
    void loadPractice();
  }, []);
  const failed = fault !== undefined && online;
  return (
    <Page title={t('title')} icon="brain" lead={t('lead')}>
      <div className="hub">
        <OfflineCard online={online} />
        {view === undefined && !failed && online && <Waiting />}
        {failed && (
          <Card className="hub-wide">
            <FaultNote code={fault} />
            <Button onClick={() => void loadPractice()}>{common('retry')}</Button>
          </Card>
        )}
        {view !== undefined && (
          <>
            {online && <Quick view={view} />}
            <Review view={view} />
            <Ghosts view={view} quest={quest} />
            <Numbers corrections={view.corrections} />
            <Points points={view.points} quest={quest} />
          </>
        )}
      </div>
    </Page>
  );
};
