import { App, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import type { CohortBoard, MemberRow } from '../../../../server/domain/api-cohorts.ts';
import { pick } from '../../../i18n/index.ts';
import { extendMember, resetStation } from '../../../net/cohort.ts';
import { useS } from '../../i18n/index.ts';
import { faultLine } from '../../parts/fault-line.ts';

const MOST_DAYS = 60;
const MOST_REASON = 300;
type Props = {
  board: CohortBoard;
  member: MemberRow;
  onBoard: (next: CohortBoard) => void;
  onClose: () => void;
};

/** Sends a change, tells how it went, and closes when it is done. */
const useChange = ({ onBoard, onClose }: Pick<Props, 'onBoard' | 'onClose'>) => {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const change = (send: () => Promise<CohortBoard>, done: string): void => {
    setBusy(true);
    send()
      .then(
        (next) => {
          void message.success(done);
          onBoard(next);
          onClose();
        },
        (f: unknown) => void message.error(faultLine(f)),
      )
      .finally(() => setBusy(false));
  };
  return { busy, change };
};

type ReasonProps = { value: string; onChange: (text: string) => void };
const Reason = ({ value, onChange }: ReasonProps) => {
  const t = useS('cohort');
  return (
    <Form.Item label={t('reason')} extra={t('reason.hint')} required>
      <Input.TextArea
        aria-label={t('reason')}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={MOST_REASON}
        value={value}
        onChange={(e) => onChange(e.target.value)}
      />
    </Form.Item>
  );
};

/** Days more for one member, with a reason. */
export const Extend = ({ board, member, ...rest }: Props) => {
  const t = useS('cohort');
  const ts = useS('shell');
  const { busy, change } = useChange(rest);
  const [days, setDays] = useState(2);
  const [reason, setReason] = useState('');
  const body = { cohort: board.cohort.id, person: member.person, days, reason: reason.trim() };
  const isReady = reason.trim() !== '';
  return (
    <Modal
      open
      title={t('extend.title', { name: member.name })}
      okText={t('extend.do', { n: days })}
      cancelText={ts('cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: !isReady }}
      onOk={() => change(() => extendMember(body), t('extend.done', { name: member.name, n: days }))}
      onCancel={rest.onClose}
    >
      <Form layout="vertical" component="div">
        <p className="studio-note">{t('extend.note')}</p>
        <Form.Item label={t('extend.days')}>
          <InputNumber
            autoFocus
            aria-label={t('extend.days')}
            min={1}
            max={MOST_DAYS}
            precision={0}
            value={days}
            onChange={(n) => setDays(typeof n === 'number' ? n : 1)}
          />
        </Form.Item>
        <Reason value={reason} onChange={setReason} />
      </Form>
    </Modal>
  );
};

const RESETS = ['exam', 'boss', 'assignment'] as const;

/** Gives a station back to one member, and says plainly what that means. */
export const Reset = ({ board, member, ...rest }: Props) => {
  const t = useS('cohort');
  const ts = useS('shell');
  const { busy, change } = useChange(rest);
  const here = board.places.some((p) => p.station === member.station) ? member.station : undefined;
  const [station, setStation] = useState(here);
  const [reason, setReason] = useState('');
  const place = board.places.find((p) => p.station === station);
  const kind = RESETS.find((k) => k === place?.kind);
  const islands = Map.groupBy(board.places, (p) => pick(p.island));
  const done = t('reset.done', { name: member.name, station: place === undefined ? '' : pick(place.name) });
  return (
    <Modal
      open
      title={t('reset.title', { name: member.name })}
      okText={t('reset.do')}
      cancelText={ts('cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: station === undefined || reason.trim() === '' }}
      onOk={() =>
        station !== undefined &&
        change(
          () =>
            resetStation({ cohort: board.cohort.id, person: member.person, station, reason: reason.trim() }),
          done,
        )
      }
      onCancel={rest.onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('reset.station')}>
          <Select
            aria-label={t('reset.station')}
            placeholder={board.places.length === 0 ? t('reset.none') : t('reset.choose')}
            value={station ?? null}
            options={[...islands].map(([label, places]) => ({
              label,
              options: places.map((p) => ({ value: p.station, label: pick(p.name) })),
            }))}
            onChange={(next: string | null) => setStation(next ?? undefined)}
          />
        </Form.Item>
        {kind !== undefined && <p className="cohort-plain">{t(`reset.${kind}`)}</p>}
        <p className="studio-note">{t('reset.note')}</p>
        <Reason value={reason} onChange={setReason} />
      </Form>
    </Modal>
  );
};
