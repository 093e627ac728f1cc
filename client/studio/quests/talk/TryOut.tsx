import { Button, Modal, Tag } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { TALK_PASS } from '../../../../server/domain/talk.ts';
import { percent } from '../../../i18n/index.ts';
import { Icon } from '../../../ui/parts/index.ts';
import { type Draft, fieldsOf, numberOf, stringOf } from '../../editor/draft.ts';
import { useS } from '../../i18n/index.ts';
import { nameIn } from '../names.ts';
import { levelOf, nodesOf, optionsOf } from './talk-draft.ts';
import { type Said, type Step, type Walk, walk } from './walk.ts';

type Props = { talk: Draft; from: number; onClose: () => void };

/** Walks the talk as a learner does, with what every answer is worth in sight; nothing is saved. */
export const TryOut = ({ talk, from, onClose }: Props) => {
  const t = useS('talk');
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const end = useRef<HTMLDivElement>(null);
  const now = walk(talk, from, steps);
  const other = fieldsOf(talk.other);
  useEffect(() => {
    if (now.said.length > 0) end.current?.scrollIntoView?.({ block: 'end' });
  }, [now.said.length]);
  return (
    <Modal
      open
      width={560}
      title={t('play.title')}
      onCancel={onClose}
      footer={[
        <Button key="back" disabled={steps.length === 0} onClick={() => setSteps(steps.slice(0, -1))}>
          {t('play.back')}
        </Button>,
        <Button key="again" disabled={steps.length === 0} onClick={() => setSteps([])}>
          {t('play.again')}
        </Button>,
      ]}
    >
      <p className="te-situation">
        <Icon name={stringOf(other.icon) || 'person'} size={36} />
        <span>
          <b>{nameIn(other.name)}</b> {nameIn(other.role)}
          <br />
          {nameIn(talk.situation)}
        </span>
      </p>
      <ol className="te-said" aria-live="polite">
        {now.said.map((line) => (
          <Line key={line.key} line={line} name={nameIn(other.name)} />
        ))}
      </ol>
      <Stand talk={talk} now={now} onStep={(step) => setSteps([...steps, step])} />
      <div ref={end} />
    </Modal>
  );
};

const Line = ({ line, name }: { line: Said; name: string }) => {
  const t = useS('talk');
  const who =
    line.speaker === 'me' ? t('play.me') : line.speaker === 'narrator' ? t('speaker.narrator') : name;
  return (
    <li className={`is-${line.speaker}`}>
      <span className="sr-only">{who}：</span>
      {nameIn(line.text) || t('empty')}
      {line.score !== undefined && <Level score={line.score} />}
    </li>
  );
};

const COLORS = { poor: 'red', fair: 'orange', good: 'blue', best: 'green' } as const;
const Level = ({ score }: { score: number }) => {
  const t = useS('talk');
  const level = levelOf(score);
  return (
    <Tag color={COLORS[level]}>
      {t(`level.${level}`)} {percent(score)}
    </Tag>
  );
};

type StandProps = { talk: Draft; now: Walk; onStep: (step: Step) => void };
/** What the learner can say next, or how it ended. */
const Stand = ({ talk, now, onStep }: StandProps) => {
  const t = useS('talk');
  if (now.stands === 'nowhere' || now.stands === 'loop')
    return <p className="qb-fault">{t(`play.${now.stands}`)}</p>;
  if (now.stands === 'end') return <Result {...now} />;
  return (
    <section className="te-answers" aria-label={t('play.choose')}>
      <h3>{t('play.choose')}</h3>
      {optionsOf(nodesOf(talk)[now.at]).map((o, i) => (
        <button key={stringOf(o.id) || i} type="button" onClick={() => onStep({ at: now.at, option: i })}>
          <span>{nameIn(o.text) || t('empty')}</span>
          <Level score={numberOf(o.score) ?? 0} />
        </button>
      ))}
    </section>
  );
};

const Result = ({ had, most, choices }: Pick<Walk, 'had' | 'most' | 'choices'>) => {
  const t = useS('talk');
  const share = most === 0 ? 1 : Math.min(1, had / most);
  return (
    <p className="te-result" role="status">
      <b>{t('play.over')}</b>
      {choices > 0 && (
        <>
          <span>{t('play.score', { share: percent(share), pass: percent(TALK_PASS) })}</span>
          <Tag color={share >= TALK_PASS - 1e-9 ? 'green' : 'red'}>
            {t(share >= TALK_PASS - 1e-9 ? 'play.passed' : 'play.failed')}
          </Tag>
        </>
      )}
    </p>
  );
};
