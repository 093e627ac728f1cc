import { Button, InputNumber, Switch } from 'antd';
import { useId, useState } from 'react';
import type { Policy } from '../../../server/domain/policy.ts';
import { Card } from '../../ui/parts/index.ts';
import { useS } from '../i18n/index.ts';
import { usePolicy } from './use-policy.ts';

/** What the company has decided about chat, gifts, bounties and boards. */
export const Rules = ({ policy, onSaved }: { policy: Policy; onSaved: (policy: Policy) => void }) => {
  const t = useS('care');
  const [draft, setDraft] = useState(policy);
  const { busy, save } = usePolicy(policy, (next) => {
    setDraft(next);
    onSaved(next);
  });
  return (
    <form
      className="care-rules"
      onSubmit={(e) => {
        e.preventDefault();
        save({ ...draft, chat: { ...draft.chat, words: policy.chat.words } });
      }}
    >
      <ChatRules
        rule={draft.chat}
        onSet={(part) => setDraft({ ...draft, chat: { ...draft.chat, ...part } })}
      />
      <GiftRules
        rule={draft.gift}
        onSet={(part) => setDraft({ ...draft, gift: { ...draft.gift, ...part } })}
      />
      <BountyRules
        rule={draft.bounty}
        onSet={(part) => setDraft({ ...draft, bounty: { ...draft.bounty, ...part } })}
      />
      <BoardRules
        rule={draft.boards}
        onSet={(part) => setDraft({ ...draft, boards: { ...draft.boards, ...part } })}
      />
      <p className="care-save">
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          loading={busy}
          disabled={JSON.stringify(draft) === JSON.stringify(policy)}
        >
          {t('save')}
        </Button>
      </p>
    </form>
  );
};

type PartProps<K extends keyof Policy> = { rule: Policy[K]; onSet: (part: Partial<Policy[K]>) => void };

const ChatRules = ({ rule, onSet }: PartProps<'chat'>) => {
  const t = useS('care');
  return (
    <Card aria-label={t('rules.chat')}>
      <h2>{t('rules.chat')}</h2>
      <Count
        label={t('rule.slowSeconds')}
        value={rule.slowSeconds}
        range={[0, 3600]}
        onSet={(slowSeconds) => onSet({ slowSeconds })}
      />
      <Count
        label={t('rule.keptDays')}
        value={rule.keptDays}
        range={[1, 180]}
        onSet={(keptDays) => onSet({ keptDays })}
      />
    </Card>
  );
};

const GiftRules = ({ rule, onSet }: PartProps<'gift'>) => {
  const t = useS('care');
  const coins = t('coins');
  return (
    <Card aria-label={t('rules.gift')}>
      <h2>{t('rules.gift')}</h2>
      <Flag label={t('rule.on')} on={rule.on} onSet={(on) => onSet({ on })} />
      <Count
        label={t('rule.perDay')}
        value={rule.perDay}
        range={[0, 100_000]}
        unit={coins}
        onSet={(perDay) => onSet({ perDay })}
      />
      <Count
        label={t('rule.perFriend')}
        value={rule.perFriend}
        range={[0, 100_000]}
        unit={coins}
        onSet={(perFriend) => onSet({ perFriend })}
      />
      <Count
        label={t('rule.taxPercent')}
        value={rule.taxPercent}
        range={[0, 50]}
        onSet={(taxPercent) => onSet({ taxPercent })}
      />
      <Flag
        label={t('rule.friendsOnly')}
        on={rule.friendsOnly}
        onSet={(friendsOnly) => onSet({ friendsOnly })}
      />
    </Card>
  );
};

const BountyRules = ({ rule, onSet }: PartProps<'bounty'>) => {
  const t = useS('care');
  return (
    <Card aria-label={t('rules.bounty')}>
      <h2>{t('rules.bounty')}</h2>
      <Count
        label={t('rule.most')}
        value={rule.most}
        range={[1, 10_000]}
        unit={t('coins')}
        onSet={(most) => onSet({ most })}
      />
      <Count
        label={t('rule.openDays')}
        value={rule.openDays}
        range={[1, 60]}
        onSet={(openDays) => onSet({ openDays })}
      />
    </Card>
  );
};

const BoardRules = ({ rule, onSet }: PartProps<'boards'>) => {
  const t = useS('care');
  return (
    <Card aria-label={t('rules.boards')}>
      <h2>{t('rules.boards')}</h2>
      <Flag label={t('rule.people')} on={rule.people} onSet={(people) => onSet({ people })} />
      <Flag
        label={t('rule.departments')}
        on={rule.departments}
        onSet={(departments) => onSet({ departments })}
      />
    </Card>
  );
};

type CountProps = {
  label: string;
  value: number;
  range: [number, number];
  unit?: string;
  onSet: (n: number) => void;
};
const Count = ({ label, value, range: [min, max], unit = '', onSet }: CountProps) => {
  const id = useId();
  return (
    <p className="care-rule">
      <label htmlFor={id}>{label}</label>
      <InputNumber
        id={id}
        {...{ min, max, value }}
        precision={0}
        suffix={unit}
        onChange={(n) => n !== null && onSet(n)}
      />
    </p>
  );
};

const Flag = ({ label, on, onSet }: { label: string; on: boolean; onSet: (on: boolean) => void }) => {
  const id = useId();
  return (
    <p className="care-rule">
      <label htmlFor={id}>{label}</label>
      <Switch id={id} checked={on} onChange={onSet} />
    </p>
  );
};
