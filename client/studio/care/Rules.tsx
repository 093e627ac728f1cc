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
  const { chat, gift, bounty, boards } = draft;
  const set = {
    chat: (part: Partial<Policy['chat']>) => setDraft({ ...draft, chat: { ...chat, ...part } }),
    gift: (part: Partial<Policy['gift']>) => setDraft({ ...draft, gift: { ...gift, ...part } }),
    bounty: (part: Partial<Policy['bounty']>) => setDraft({ ...draft, bounty: { ...bounty, ...part } }),
    boards: (part: Partial<Policy['boards']>) => setDraft({ ...draft, boards: { ...boards, ...part } }),
  };
  const coins = t('coins');
  return (
    <form
      className="care-rules"
      onSubmit={(e) => {
        e.preventDefault();
        save({ ...draft, chat: { ...draft.chat, words: policy.chat.words } });
      }}
    >
      <Card aria-label={t('rules.chat')}>
        <h2>{t('rules.chat')}</h2>
        <Count
          label={t('rule.slowSeconds')}
          value={chat.slowSeconds}
          range={[0, 3600]}
          onSet={(slowSeconds) => set.chat({ slowSeconds })}
        />
        <Count
          label={t('rule.keptDays')}
          value={chat.keptDays}
          range={[1, 180]}
          onSet={(keptDays) => set.chat({ keptDays })}
        />
      </Card>
      <Card aria-label={t('rules.gift')}>
        <h2>{t('rules.gift')}</h2>
        <Flag label={t('rule.on')} on={gift.on} onSet={(on) => set.gift({ on })} />
        <Count
          label={t('rule.perDay')}
          value={gift.perDay}
          range={[0, 100_000]}
          unit={coins}
          onSet={(perDay) => set.gift({ perDay })}
        />
        <Count
          label={t('rule.perFriend')}
          value={gift.perFriend}
          range={[0, 100_000]}
          unit={coins}
          onSet={(perFriend) => set.gift({ perFriend })}
        />
        <Count
          label={t('rule.taxPercent')}
          value={gift.taxPercent}
          range={[0, 50]}
          onSet={(taxPercent) => set.gift({ taxPercent })}
        />
        <Flag
          label={t('rule.friendsOnly')}
          on={gift.friendsOnly}
          onSet={(friendsOnly) => set.gift({ friendsOnly })}
        />
      </Card>
      <Card aria-label={t('rules.bounty')}>
        <h2>{t('rules.bounty')}</h2>
        <Count
          label={t('rule.most')}
          value={bounty.most}
          range={[1, 10_000]}
          unit={coins}
          onSet={(most) => set.bounty({ most })}
        />
        <Count
          label={t('rule.openDays')}
          value={bounty.openDays}
          range={[1, 60]}
          onSet={(openDays) => set.bounty({ openDays })}
        />
      </Card>
      <Card aria-label={t('rules.boards')}>
        <h2>{t('rules.boards')}</h2>
        <Flag label={t('rule.people')} on={boards.people} onSet={(people) => set.boards({ people })} />
        <Flag
          label={t('rule.departments')}
          on={boards.departments}
          onSet={(departments) => set.boards({ departments })}
        />
      </Card>
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
