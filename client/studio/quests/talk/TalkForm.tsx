import './talk.css';
import { CaretRightOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Grid } from 'antd';
import { useContext, useEffect, useMemo, useRef, useState } from 'react';
import { MOST_NODES } from '../../../../server/domain/talk.ts';
import { type Draft, fieldsOf, put, stringOf } from '../../editor/draft.ts';
import { useS } from '../../i18n/index.ts';
import { FaultsContext, Said, Texts } from '../fields.tsx';
import { IconPicker } from '../IconPicker.tsx';
import { NodeForm } from './NodeForm.tsx';
import { type NodesProps, TalkGraph, TalkList } from './TalkGraph.tsx';
import { TryOut } from './TryOut.tsx';
import {
  type Added,
  addNode,
  idOf,
  indexOf,
  NODE_KINDS,
  type NodeKind,
  nodesOf,
  openWayOf,
  putNode,
  removeNode,
  restoreNode,
  talkGraph,
  type Way,
} from './talk-draft.ts';

const UNDO_S = 10;
type Props = { path: string; talk: Draft; onChange: (next: Draft) => void };

/** A role play: whom one talks to, the graph of the talk, the form of the chosen node, and a try-out. */
export const TalkForm = ({ path, talk, onChange }: Props) => {
  const t = useS('talk');
  const other = fieldsOf(talk.other);
  const setOther = (field: string) => (value: unknown) =>
    onChange(put(talk, 'other', put(other, field, value)));
  return (
    <section className="te" aria-label={t('title')} data-path={path}>
      <div className="te-other">
        <IconPicker
          label={t('other')}
          path={`${path}.other.icon`}
          value={stringOf(other.icon)}
          onChange={setOther('icon')}
        />
        <Texts
          label={t('other.name')}
          path={`${path}.other.name`}
          value={other.name}
          most={60}
          onChange={setOther('name')}
        />
        <Texts
          label={t('other.role')}
          hint={t('other.role.hint')}
          path={`${path}.other.role`}
          value={other.role}
          most={60}
          onChange={setOther('role')}
        />
      </div>
      <Texts
        label={t('situation')}
        hint={t('situation.hint')}
        path={`${path}.situation`}
        value={talk.situation}
        rows={2}
        most={1000}
        onChange={(situation) => onChange(put(talk, 'situation', situation))}
      />
      <Desk path={path} talk={talk} onChange={onChange} />
    </section>
  );
};

const useFaultCount = (path: string) => {
  const faults = useContext(FaultsContext);
  return (at: number): number => faults.filter((f) => `${f.path}.`.startsWith(`${path}.nodes.${at}.`)).length;
};

/** After the graph has been drawn again, the focus goes to the chosen node. */
const focusChosen = (): void => {
  setTimeout(() => document.querySelector<HTMLElement>('.te-node[aria-pressed="true"]')?.focus(), 30);
};

/** Takes nodes out with a way back for ten seconds. */
const useRemove = (talk: Draft, onChange: (next: Draft) => void, onShow: (at: number) => void) => {
  const t = useS('talk');
  const ts = useS('shell');
  const { notification } = App.useApp();
  const latest = useRef({ talk, onChange });
  latest.current = { talk, onChange };
  const told = useRef(new Set<string>());
  useEffect(
    () => () => {
      for (const key of told.current) notification.destroy(key);
    },
    [notification],
  );
  return (at: number): void => {
    const now = latest.current;
    if (nodesOf(now.talk).length <= 1) return;
    const { talk: left, removed } = removeNode(now.talk, at);
    now.onChange(left);
    onShow(Math.max(0, indexOf(left, removed.links[0]?.node ?? '')));
    focusChosen();
    const key = `talk ${idOf(removed.node)}`;
    told.current.add(key);
    const back = (): void => {
      notification.destroy(key);
      const restored = restoreNode(latest.current.talk, removed);
      latest.current.onChange(restored.talk);
      onShow(restored.at);
    };
    notification.success({
      key,
      title: t('removed', { id: idOf(removed.node) }),
      duration: UNDO_S,
      showProgress: true,
      placement: 'bottom',
      role: 'status',
      actions: (
        <Button type="primary" size="small" onClick={back}>
          {ts('undo')}
        </Button>
      ),
    });
  };
};

const Desk = ({ path, talk, onChange }: Props) => {
  const t = useS('talk');
  const isPhone = Grid.useBreakpoint().md === false;
  const [chosen, setChosen] = useState(() => Math.max(0, indexOf(talk, stringOf(talk.start))));
  const [open, setOpen] = useState(false);
  const [trying, setTrying] = useState<number>();
  const nodes = nodesOf(talk);
  const at = Math.min(chosen, nodes.length - 1);
  const graph = useMemo(() => talkGraph(talk), [talk]);
  const faults = useFaultCount(path);
  const show = (next: number): void => {
    setChosen(next);
    setOpen(true);
  };
  const remove = useRemove(talk, onChange, setChosen);
  const add = ({ talk: next, at: place }: Added, go: boolean): void => {
    onChange(next);
    if (go) show(place);
  };
  const view: NodesProps = { talk, graph, at, path, faults, onChoose: show, onRemove: remove };
  const node = nodes[at];
  return (
    <>
      <Said path={path} />
      <Said path={`${path}.nodes`} />
      <Said path={`${path}.start`} />
      <Bar
        talk={talk}
        onAdd={(kind) => add(addNode(talk, kind, openWayOf(talk, at)), true)}
        onPlay={setTrying}
      />
      <div className="te-desk">
        {!isPhone && <TalkGraph {...view} />}
        {isPhone && !open && <TalkList {...view} />}
        {isPhone && open && <Button onClick={() => setOpen(false)}>← {t('nodes')}</Button>}
        {node !== undefined && (!isPhone || open) && (
          <NodeForm
            key={idOf(node)}
            talk={talk}
            at={at}
            node={node}
            path={`${path}.nodes.${at}`}
            onChange={(next) => onChange(putNode(talk, at, next))}
            onNew={(way: Way, kind: NodeKind) => add(addNode(talk, kind, way), false)}
            onGo={show}
            onPlay={() => setTrying(at)}
            onStart={() => onChange(put(talk, 'start', idOf(node)))}
            onRemove={() => {
              remove(at);
              setOpen(false);
            }}
          />
        )}
      </div>
      {trying !== undefined && <TryOut talk={talk} from={trying} onClose={() => setTrying(undefined)} />}
    </>
  );
};

type BarProps = { talk: Draft; onAdd: (kind: NodeKind) => void; onPlay: (from: number) => void };
/** What can be added behind the chosen node, how large the talk is, and the try-out from its start. */
const Bar = ({ talk, onAdd, onPlay }: BarProps) => {
  const t = useS('talk');
  const n = nodesOf(talk).length;
  return (
    <div className="te-bar" role="toolbar" aria-label={t('add.note')}>
      {NODE_KINDS.map((kind) => (
        <Button
          key={kind}
          icon={<PlusOutlined />}
          disabled={n >= MOST_NODES}
          title={t('add.note')}
          onClick={() => onAdd(kind)}
        >
          {t(`add.${kind}`)}
        </Button>
      ))}
      <span className="qb-hint">{t('graph.size', { n, most: MOST_NODES })}</span>
      <Button
        type="primary"
        icon={<CaretRightOutlined />}
        onClick={() => onPlay(Math.max(0, indexOf(talk, stringOf(talk.start))))}
      >
        {t('play.start')}
      </Button>
      <span className="qb-hint te-keys">{t('graph.help')}</span>
    </div>
  );
};
