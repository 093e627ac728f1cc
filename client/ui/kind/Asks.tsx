import { useCallback, useEffect, useRef, useState } from 'react';
import type { Me } from '../../../server/domain/api.ts';
import { ASK_TABS, type AskList, type AskTab, type AskView } from '../../../server/domain/api-kind.ts';
import { number, pick, useT } from '../../i18n/index.ts';
import { faultOf } from '../../net/fault.ts';
import { listAsks } from '../../net/kind.ts';
import { takeAbout } from '../../stores/kind.ts';
import { go } from '../../stores/screen.ts';
import { Fault } from '../Fault.tsx';
import { Page } from '../Page.tsx';
import { FaultNote } from '../parts/FaultNote.tsx';
import { Button, Card, Choice, Icon } from '../parts/index.ts';
import { Portrait } from '../people/Portrait.tsx';
import { whenOf } from '../programme/when.ts';
import { Waiting } from '../Waiting.tsx';
import { AskDetail } from './AskDetail.tsx';
import { AskForm } from './AskForm.tsx';
import './kind.css';
import './ask.css';

/** Questions to colleagues: the list by tab, or one of them with its answers. */
export const Asks = ({ me, ask }: { me: Me; ask: string | undefined }) =>
  ask === undefined ? <AskListPage me={me} /> : <AskDetail key={ask} id={ask} />;

type State = { value?: AskList; fault?: string; busy: boolean };

const useAsks = (tab: AskTab) => {
  const [state, setState] = useState<State>({ busy: true });
  const asked = useRef(0);
  const fetchPage = useCallback(
    (before?: string): void => {
      asked.current += 1;
      const nth = asked.current;
      const keep = (next: (s: State) => State): void => {
        if (nth === asked.current) setState(next);
      };
      setState(({ value }) => ({ ...(value && before !== undefined ? { value } : {}), busy: true }));
      listAsks(tab, before).then(
        (page) =>
          keep(({ value }) => ({
            value: { ...page, asks: [...(before === undefined ? [] : (value?.asks ?? [])), ...page.asks] },
            busy: false,
          })),
        (error: unknown) => keep((s) => ({ ...s, busy: false, fault: faultOf(error) })),
      );
    },
    [tab],
  );
  useEffect(() => fetchPage(), [fetchPage]);
  return { ...state, fetchPage };
};

const AskListPage = ({ me }: { me: Me }) => {
  const t = useT('kind');
  const [tab, setTab] = useState<AskTab>('open');
  const [about, setAbout] = useState<string>();
  const [asking, setAsking] = useState(false);
  const { value, fault, busy, fetchPage } = useAsks(tab);
  useEffect(() => {
    const station = takeAbout();
    if (station === undefined) return;
    setAbout(station);
    setAsking(true);
  }, []);
  const options = ASK_TABS.map((name) => ({ value: name, label: t(`ask.tab.${name}`) }));
  if (value === undefined && fault !== undefined) return <Fault code={fault} onRetry={() => fetchPage()} />;
  return (
    <Page title={t('ask.title')} icon="red-question-mark" lead={t('ask.lead')}>
      <Card aria-label={t('ask.tabs')} className="ask-head">
        <Choice label={t('ask.tabs')} value={tab} options={options} onPick={setTab} />
        <Button look="cta" icon="memo" onClick={() => setAsking(true)}>
          {t('ask.new')}
        </Button>
      </Card>
      <Card aria-label={t(`ask.tab.${tab}`)} aria-busy={busy}>
        <FaultNote code={fault} />
        {value === undefined && <Waiting />}
        {value?.asks.length === 0 && (
          <p className="kind-none">
            <Icon name="red-question-mark" size={64} />
            {t(`ask.empty.${tab}`)}
          </p>
        )}
        <ul className="rows">
          {value?.asks.map((a) => (
            <AskRow key={a.id} ask={a} />
          ))}
        </ul>
        {value?.next !== undefined && (
          <p className="kind-more">
            <Button busy={busy} onClick={() => fetchPage(value.next)}>
              {t('more')}
            </Button>
          </p>
        )}
      </Card>
      {asking && value !== undefined && (
        <AskForm rules={value} me={me} about={about} onClose={() => setAsking(false)} />
      )}
    </Page>
  );
};

const AskRow = ({ ask }: { ask: AskView }) => {
  const t = useT('kind');
  const about = ask.about === undefined ? undefined : pick(ask.about);
  return (
    <li>
      <button type="button" className="row ask-row" onClick={() => go({ name: 'asks', ask: ask.id })}>
        <Portrait face={ask.author} size={44} />
        <span className="row-text">
          <b>{ask.title}</b>
          <small>
            {[ask.mine ? t('me') : ask.author.name, whenOf(ask.at, Date.now()), about]
              .filter((s) => s !== undefined)
              .join(' · ')}
          </small>
          <small>
            {t(`ask.state.${ask.state}`)} · {t('ask.answers', { count: ask.answers })}
          </small>
        </span>
        {ask.bounty > 0 && <Bounty n={ask.bounty} />}
      </button>
    </li>
  );
};

/** The bounty of a question. */
export const Bounty = ({ n }: { n: number }) => {
  const t = useT('kind');
  return (
    <span className="bounty" role="img" aria-label={t('ask.bounty.n', { count: n })}>
      <Icon name="coin" size={24} />
      <b className="num">{number(n)}</b>
    </span>
  );
};
