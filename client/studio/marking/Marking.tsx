import './marking.css';
import { App, Empty } from 'antd';
import { useCallback, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import type { EssayView } from '../../../server/domain/api-bank.ts';
import type { SubmissionView } from '../../../server/domain/api-station.ts';
import { percent } from '../../i18n/index.ts';
import { loadEssays, markEssay } from '../../net/bank.ts';
import { Refusal } from '../../net/call.ts';
import { loadSubmissions, markSubmission, openSubmission } from '../../net/submission.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { Desk, type Given } from './Desk.tsx';
import { Queue } from './Queue.tsx';
import { type Decision, WorkDesk } from './WorkDesk.tsx';
import { essayWork, isWaiting, nextOf, queueOf, submissionWork, type Work } from './works.ts';

const loadWorks = async (): Promise<Work[]> => {
  const [essays, submissions] = await Promise.all([loadEssays(), loadSubmissions()]);
  return queueOf([...essays.map(essayWork), ...submissions.map(submissionWork)]);
};

/** The queue with what is open in it, and what can be done to that. */
const useDesk = () => {
  const t = useS('marking');
  const { message } = App.useApp();
  const { value: works, fault, reload, setValue } = useLoaded(useCallback(loadWorks, []));
  const [chosen, setChosen] = useState<string>();
  const [busy, setBusy] = useState(false);
  const list = works ?? [];
  const open = list.find((w) => w.id === chosen) ?? list.find(isWaiting);
  const put = (next: Work): void =>
    setValue((all) => queueOf([...(all ?? []).filter((w) => w.id !== next.id), next]));
  const failed = (id: string) => (f: unknown) => {
    const isLate = f instanceof Refusal && f.code === 'submission.changed';
    void message.error(isLate ? t('faster') : faultLine(f));
    setChosen(id);
    reload();
  };
  const mark = (work: Work, send: () => Promise<Work>, said: (done: Work) => string): void => {
    setBusy(true);
    send()
      .then((done) => {
        void message.success(said(done));
        setChosen(nextOf(list, work.id));
        put(done);
      }, failed(work.id))
      .finally(() => setBusy(false));
  };
  const saveEssay = (essay: EssayView, given: Given): void =>
    mark(
      essayWork(essay),
      async () => essayWork(await markEssay({ essay: essay.id, base: essay.markedAt ?? null, ...given })),
      (done) =>
        t(essay.markedAt === undefined ? 'saved' : 'corrected', {
          name: essay.by,
          share: percent(done.kind === 'essay' ? (done.essay.score ?? 0) : 0),
        }),
    );
  const decide = (work: SubmissionView, { decision, ...given }: Decision): void =>
    mark(
      submissionWork(work),
      async () =>
        submissionWork(await markSubmission({ submission: work.id, base: work.rev, decision, ...given })),
      () => t(decision === 'accept' ? 'accepted' : 'sent.back', { name: work.person.name }),
    );
  const begin = (work: SubmissionView): void => {
    setChosen(work.id);
    openSubmission(work.id).then((next) => put(submissionWork(next)), failed(work.id));
  };
  return { works, list, open, fault, reload, busy, setChosen, saveEssay, decide, begin };
};

/** Essays and assignments one after the other: the work beside its rubric, decided and on to the next by one key. */
export const Marking = ({ me }: { me: Me }) => {
  const t = useS('marking');
  const { works, list, open, fault, reload, busy, setChosen, saveEssay, decide, begin } = useDesk();
  const next = open === undefined ? undefined : nextOf(list, open.id);
  const shared = {
    zone: me.org.zone,
    busy,
    onSkip: next === undefined ? undefined : () => setChosen(next),
  };
  return (
    <div className="marking">
      <header className="studio-head">
        <h1>{t('title')}</h1>
        <p>{t('lead')}</p>
      </header>
      <Loaded ready={works !== undefined} fault={fault} onRetry={reload}>
        {open === undefined && <None />}
        {list.length > 0 && (
          <div className="marking-desk">
            <Queue works={list} open={open?.id} zone={me.org.zone} onOpen={setChosen} />
            {open?.kind === 'essay' && (
              <Desk
                key={`${open.id} ${open.essay.markedAt ?? ''}`}
                {...shared}
                essay={open.essay}
                onSave={(given) => saveEssay(open.essay, given)}
              />
            )}
            {open?.kind === 'submission' && (
              <WorkDesk
                key={`${open.id} ${open.submission.rev}`}
                {...shared}
                me={me.person.id}
                work={open.submission}
                onBegin={() => begin(open.submission)}
                onDecide={(decision) => decide(open.submission, decision)}
              />
            )}
          </div>
        )}
      </Loaded>
    </div>
  );
};

const None = () => {
  const t = useS('marking');
  return (
    <Empty
      className="marking-none"
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <>
          <b>{t('none.title')}</b>
          <p>{t('none.lead')}</p>
        </>
      }
    />
  );
};
