import { useStore } from 'zustand';
import { useT } from '../../i18n/index.ts';
import { practice } from '../../stores/practice.ts';
import { quest } from '../../stores/quest.ts';
import { up } from '../../stores/screen.ts';
import { Icon, Progress } from '../parts/index.ts';
import { Calm } from '../play/Calm.tsx';
import { Loading } from '../play/Loading.tsx';
import { PlayFrame } from '../play/PlayFrame.tsx';
import { Flame } from '../play/PracticeScreen.tsx';
import { QuestionPanel } from '../play/QuestionPanel.tsx';
import { ResultFrame } from '../play/ResultFrame.tsx';
import { Review } from '../play/Review.tsx';
import { SyncMark } from './SyncMark.tsx';
import { type OfflineSet, useOffline } from './use-offline.ts';
import '../play/styles.ts';
import './practice.css';

/** Practice without a network: the questions kept on this device, judged at once, scored by the server later. */
export const OfflineDrill = ({ onLeave = up }: { onLeave?: () => void }) => {
  const t = useT('practice');
  const play = useT('play');
  const { set, again, choose, commit, next, painted } = useOffline();
  if (set === 'loading') return <Loading label={t('drill.loading')} onLeave={onLeave} />;
  const item = set === 'none' ? undefined : set.items[set.at];
  if (set === 'none' || item === undefined)
    return <Summary set={set === 'none' ? undefined : set} onLeave={onLeave} onAgain={again} />;
  const { told } = set;
  const total = set.items.length;
  const answered = set.at + (told === undefined ? 0 : 1);
  return (
    <PlayFrame
      look="drill"
      label={t('offline')}
      onLeave={onLeave}
      leaveLabel={t('sum.back')}
      bar={
        <>
          <span className="drill-title">
            <b>{t('offline')}</b>
          </span>
          <Progress value={answered} max={total} label={play('progress', { n: answered, total })} />
        </>
      }
      count={
        <>
          {set.at + 1}
          <small>/{total}</small>
        </>
      }
    >
      <Calm island={quest.getState().view?.current?.island ?? ''} icon="desert-island" />
      <QuestionPanel
        question={item.question}
        asking={`${set.stored.pack.id}-${item.item}`}
        draft={set.draft}
        verdict={told?.verdict}
        aside={<Flame run={set.run} broken={set.run === 0 && set.bestRun > 0} />}
        gain={told !== undefined && <span className="gain offline-gain">{t('offline.mark')}</span>}
        nextLabel={answered === total ? t('drill.end') : play('next')}
        foot={
          <div className="offline-foot">
            <SyncMark />
            <p>{t('offline.verdict')}</p>
          </div>
        }
        onDraft={choose}
        onCommit={commit}
        onNext={next}
        onPainted={painted}
      />
    </PlayFrame>
  );
};

type SummaryProps = { set: OfflineSet | undefined; onLeave: () => void; onAgain: () => void };

const Summary = ({ set, onLeave, onAgain }: SummaryProps) => {
  const t = useT('practice');
  const play = useT('play');
  const packed = useStore(practice, (s) => s.packed);
  const total = set?.items.length ?? 0;
  return (
    <ResultFrame
      title={total === 0 ? t('offline') : t('sum.title')}
      line={
        total === 0
          ? t(set === undefined ? 'offline.empty' : 'offline.done')
          : t('sum.line', { right: set?.right ?? 0, total })
      }
      joy={false}
      onLeave={onLeave}
      leaveLabel={t('sum.back')}
      onAgain={packed > 0 ? onAgain : undefined}
      againLabel={t('sum.again')}
      art={<Icon name="compass" size={150} large />}
    >
      <SyncMark />
      {total > 0 && packed === 0 && <p className="result-note">{t('offline.done')}</p>}
      {set !== undefined && set.missed.length > 0 && (
        <Review list={set.missed} label={play('missed', { n: set.missed.length })} />
      )}
    </ResultFrame>
  );
};
