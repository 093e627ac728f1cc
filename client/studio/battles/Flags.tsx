import { App, Button, Empty, Input, Tag } from 'antd';
import { useState } from 'react';
import type { BattleFlag } from '../../../server/domain/api-battle.ts';
import { dayAndTime, listOf } from '../../i18n/index.ts';
import { judgeFlag } from '../../net/host.ts';
import { Avatar } from '../../ui/parts/index.ts';
import { type StudioKey, useS } from '../i18n/index.ts';
import { faultLine } from '../parts/fault-line.ts';

const FACTS = ['times', 'hard', 'least', 'near', 'alike', 'whole', 'answers', 'wrong', 'device'] as const;
const MOST_NOTE = 500;

type Props = { flags: BattleFlag[]; zone: string; onJudged: () => void };

/** What looked odd: those nobody has looked at first. */
export const Flags = ({ flags, zone, onJudged }: Props) => {
  const t = useS('battles');
  if (flags.length === 0) return <Empty description={t('flags.none')} />;
  const sorted = flags.toSorted(
    (a, b) => Number(a.verdict !== undefined) - Number(b.verdict !== undefined) || b.at - a.at,
  );
  return (
    <ul className="battles-flags">
      {sorted.map((flag) => (
        <li key={flag.id}>
          <Flag flag={flag} zone={zone} onJudged={onJudged} />
        </li>
      ))}
    </ul>
  );
};

const Flag = ({ flag, zone, onJudged }: Omit<Props, 'flags'> & { flag: BattleFlag }) => {
  const t = useS('battles');
  const names = listOf(flag.people.map((p) => p.name));
  return (
    <article aria-label={`${t(`flag.${flag.kind}`)} · ${names}`}>
      <header>
        <strong>{t(`flag.${flag.kind}`)}</strong>
        {flag.verdict !== undefined && (
          <Tag color={flag.verdict === 'fine' ? 'green' : 'red'}>{t(`judged.${flag.verdict}`)}</Tag>
        )}
        <small>
          {flag.title} · {dayAndTime(flag.at, zone)}
        </small>
      </header>
      <p className="battles-people">
        {flag.people.map((p) => (
          <span key={p.id}>
            <Avatar seed={p.avatar} size={32} /> {p.name}
          </span>
        ))}
      </p>
      <dl>
        {FACTS.filter((fact) => flag.facts[fact] !== undefined).map((fact) => (
          <div key={fact}>
            <dt>{t(`fact.${fact}` satisfies StudioKey<'battles'>)}</dt>
            <dd>{flag.facts[fact]}</dd>
          </div>
        ))}
      </dl>
      <Judging flag={flag} names={names} onJudged={onJudged} />
    </article>
  );
};

type JudgingProps = { flag: BattleFlag; names: string; onJudged: () => void };

/** A person's word, with a note if there is something to say. */
const Judging = ({ flag, names, onJudged }: JudgingProps) => {
  const t = useS('battles');
  const { message } = App.useApp();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const judge = (verdict: 'fine' | 'odd'): void => {
    setBusy(true);
    judgeFlag(flag.id, verdict, note.trim())
      .then(
        () => {
          void message.success(t('saved'));
          onJudged();
        },
        (fault: unknown) => void message.error(faultLine(fault)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <footer>
      <Input
        aria-label={`${t('note')} · ${names}`}
        placeholder={t('note')}
        maxLength={MOST_NOTE}
        value={note}
        onChange={(e) => setNote(e.target.value)}
      />
      <Button disabled={busy} onClick={() => judge('fine')}>
        {t('fine')}
      </Button>
      <Button danger disabled={busy} onClick={() => judge('odd')}>
        {t('odd')}
      </Button>
    </footer>
  );
};
