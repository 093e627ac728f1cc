import './editor.css';
import { App, Button, Grid, Tabs } from 'antd';
import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import type { Me } from '../../../server/domain/api.ts';
import type { BankFrame, QuestionDetail } from '../../../server/domain/api-bank.ts';
import { type QuestionFault, questionFaults } from '../../../server/domain/question-fault.ts';
import { lang, pick } from '../../i18n/index.ts';
import { createQuestion, loadFrame, loadQuestion, searchQuestions } from '../../net/bank.ts';
import { useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { goTo } from '../place.ts';
import { Banners } from './Banners.tsx';
import { Conflict } from './Conflict.tsx';
import { typeOf } from './draft.ts';
import type { EditingStore, Saved } from './editing.ts';
import { Keys, useShortcuts } from './Keys.tsx';
import { Lifecycle } from './Lifecycle.tsx';
import { insertBefore, nextQuestion } from './neighbours.ts';
import { Placing } from './Placing.tsx';
import { Preview, type Width } from './Preview.tsx';
import { QuestionForm } from './QuestionForm.tsx';
import { SavingLine } from './SavingLine.tsx';
import { Statistics } from './Statistics.tsx';
import { Comments } from './side/Comments.tsx';
import { History } from './side/History.tsx';
import { Regrade } from './side/Regrade.tsx';
import { Uses } from './side/Uses.tsx';
import { useEditing } from './use-editing.ts';

type Props = { me: Me; bank: string; question: string };

/** One question: written, looked at as a learner, saved as versions, talked about. */
export const Editor = ({ me, bank, question }: Props) => {
  const load = useCallback(() => Promise.all([loadFrame(bank), loadQuestion(question)]), [bank, question]);
  const { value, fault, reload } = useLoaded(load);
  return (
    <Loaded ready={value !== undefined} fault={fault} onRetry={reload}>
      {value && <Desk person={me.person.id} frame={value[0]} detail={value[1]} />}
    </Loaded>
  );
};

type DeskProps = { person: string; frame: BankFrame; detail: QuestionDetail };

/** What the buttons and the shortcuts do. */
const useActs = (editing: EditingStore) => {
  const t = useS('editor');
  const { message, modal } = App.useApp();
  const [faults, setFaults] = useState<QuestionFault[]>([]);
  const [busy, setBusy] = useState(false);
  const { bank, id } = editing.store.getState().detail;
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (f) {
      void message.error(faultLine(f));
    } finally {
      setBusy(false);
    }
  };
  const told = (saved: Saved): boolean => {
    setFaults(saved.kind === 'invalid' ? saved.faults : []);
    if (saved.kind !== 'saved') return false;
    void message.success(t(saved.fresh ? 'saved' : 'saved.same', { version: saved.version }));
    return true;
  };
  const save = (): void => void run(async () => void told(await editing.save(lang())));
  const saveNext = (): void =>
    void run(async () => {
      const next = await nextQuestion(bank, id, searchQuestions);
      const saved = await editing.save(lang());
      if (!told(saved)) return;
      if (next === undefined) void message.info(t('last.question'));
      else goTo({ name: 'question', bank, question: next });
    });
  const fresh = (): void =>
    void run(async () => {
      await editing.autosave.flush();
      const { category } = editing.store.getState().detail;
      const made = await createQuestion(bank, typeOf(editing.autosave.store.getState().content), category);
      insertBefore(bank, id, made.id);
      goTo({ name: 'question', bank, question: made.id });
    });
  const discard = (): void =>
    void modal.confirm({
      title: t('discard'),
      content: t('discard.ask', { version: editing.store.getState().detail.version }),
      okText: t('discard.yes'),
      onOk: () => run(() => editing.discard()),
    });
  return {
    busy,
    faults,
    setFaults,
    save,
    saveNext,
    fresh,
    discard,
    compare: () => void run(() => editing.compare()),
    keepMine: () =>
      void run(async () => {
        if (told(await editing.keepMine(lang()))) editing.closeConflict();
      }),
    takeTheirs: () => void run(() => editing.takeTheirs()),
  };
};
type Acts = ReturnType<typeof useActs>;

const Desk = ({ person, frame, detail: first }: DeskProps) => {
  const t = useS('editor');
  const { message } = App.useApp();
  const editing = useEditing(person, first);
  const acts = useActs(editing);
  const { detail, conflict } = useStore(editing.store);
  const { content } = useStore(editing.autosave.store);
  const [width, setWidth] = useState<Width>('phone');
  const wide = Grid.useBreakpoint().lg ?? true;
  const readOnly = detail.access === 'view';
  const { save, saveNext, fresh } = acts;
  const nothing = useCallback(() => {}, []);
  useShortcuts(readOnly ? { save: nothing, saveNext: nothing, fresh: nothing } : { save, saveNext, fresh });
  const form = <Form editing={editing} frame={frame} acts={acts} readOnly={readOnly} />;
  const tabs = useSideTabs({ person, editing, frame, readOnly, width, setWidth });
  return (
    <div className="editor">
      <Head editing={editing} frame={frame} acts={acts} readOnly={readOnly} />
      <Banners editing={editing} onCompare={acts.compare} onDiscard={acts.discard} />
      {wide ? (
        <div className={`editor-desk is-${width}`}>
          {form}
          <aside className="editor-side" aria-label={t('side')}>
            <Tabs size="small" items={tabs} />
          </aside>
        </div>
      ) : (
        <Tabs items={[{ key: 'edit', label: t('tab.edit'), children: form }, ...tabs]} />
      )}
      {conflict && (
        <Conflict
          conflict={conflict}
          mine={content}
          onKeep={acts.keepMine}
          onTake={acts.takeTheirs}
          onMerge={(sides) => {
            editing.merge(sides);
            acts.setFaults([]);
            void message.info(t('conflict.merged'));
          }}
          onClose={editing.closeConflict}
        />
      )}
    </div>
  );
};

type HeadProps = { editing: EditingStore; frame: BankFrame; acts: Acts; readOnly: boolean };

const Head = ({ editing, frame, acts, readOnly }: HeadProps) => {
  const t = useS('editor');
  const { detail } = useStore(editing.store);
  const { status } = useStore(editing.autosave.store);
  const unsaved = status !== 'clean';
  return (
    <header className="editor-head">
      <div className="editor-title">
        <Button
          type="link"
          size="small"
          title={t('back.bank')}
          onClick={() => goTo({ name: 'bank', bank: detail.bank, tab: 'questions' })}
        >
          ← {pick(frame.bank.name)}
        </Button>
        <h1>{detail.version === 0 ? t('title.new') : t('title')}</h1>
        <span className="qf-note">
          {detail.version === 0 ? t('version.none') : t('version', { version: detail.version })}
        </span>
        <Lifecycle detail={detail} unsaved={unsaved} readOnly={readOnly} onSeen={editing.seen} />
      </div>
      {readOnly ? (
        <p className="qf-note">{t('read.only')}</p>
      ) : (
        <div className="editor-actions">
          <SavingLine autosave={editing.autosave} />
          {unsaved && detail.version > 0 && (
            <Button type="text" onClick={acts.discard}>
              {t('discard')}
            </Button>
          )}
          <Button loading={acts.busy} onClick={acts.saveNext}>
            {t('save.next')}
          </Button>
          <Button type="primary" loading={acts.busy} onClick={acts.save}>
            {t('save')}
          </Button>
          <Keys />
        </div>
      )}
    </header>
  );
};

const Form = ({ editing, frame, acts, readOnly }: HeadProps) => {
  const t = useS('editor');
  const { content, name } = useStore(editing.autosave.store);
  const { detail } = useStore(editing.store);
  // Once a save was refused, the faults follow what is typed.
  const faults = acts.faults.length === 0 ? acts.faults : questionFaults(content, lang());
  return (
    <section className="editor-form" aria-label={t('tab.edit')}>
      {faults.length > 0 && (
        <div className="editor-faults" role="alert">
          <strong>{t('faults.title')}</strong>
          <ul>
            {faults.map((f) => (
              <li key={f.path}>{f.reason}</li>
            ))}
          </ul>
        </div>
      )}
      <QuestionForm
        value={content}
        onChange={editing.autosave.type}
        frame={frame}
        faults={faults}
        readOnly={readOnly}
      />
      <Placing
        key={detail.tags.join()}
        detail={detail}
        frame={frame}
        name={name}
        readOnly={readOnly}
        onName={editing.autosave.rename}
        onSeen={editing.seen}
      />
    </section>
  );
};

type TabProps = {
  person: string;
  editing: EditingStore;
  frame: BankFrame;
  readOnly: boolean;
  width: Width;
  setWidth: (next: Width) => void;
};
const useSideTabs = ({ person, editing, frame, readOnly, width, setWidth }: TabProps) => {
  const t = useS('editor');
  const { detail } = useStore(editing.store);
  const { content, status } = useStore(editing.autosave.store);
  const open = detail.thread.filter((c) => !c.resolved).length;
  const unsaved = status !== 'clean';
  return [
    {
      key: 'preview',
      label: t('tab.preview'),
      children: <Preview value={content} frame={frame} width={width} onWidth={setWidth} />,
    },
    {
      key: 'history',
      label: t('tab.history'),
      children: (
        <History
          detail={detail}
          now={content}
          unsaved={unsaved}
          readOnly={readOnly}
          onRestored={editing.reset}
        />
      ),
    },
    {
      key: 'comments',
      label: open > 0 ? `${t('tab.comments')} ${open}` : t('tab.comments'),
      children: <Comments person={person} detail={detail} onSeen={editing.seen} />,
    },
    {
      key: 'statistics',
      label: t('tab.statistics'),
      children: (
        <div className="editor-stack">
          <Statistics question={detail.id} />
          {!readOnly && <Regrade detail={detail} />}
        </div>
      ),
    },
    { key: 'uses', label: t('tab.uses'), children: <Uses detail={detail} /> },
  ];
};
