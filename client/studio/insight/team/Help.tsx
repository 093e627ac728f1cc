import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import type { Row } from '../../../../server/domain/figure.ts';
import { FigureCard } from '../../charts/FigureCard.tsx';
import { useFigure } from '../../charts/use-figure.ts';
import { useS } from '../../i18n/index.ts';
import { Labelled } from '../../parts/Labelled.tsx';
import type { ScreenProps } from '../Insight.tsx';
import type { Letters } from './Letter.tsx';

type Props = ScreenProps & { letter: Letters };

/** Who is stuck on what since when; a row offers a buddy, free time or a good word. */
export const Help = ({ filter, letter }: Props) => {
  const t = useS('insight');
  const [chosen, setChosen] = useState<Row>();
  const [pairing, setPairing] = useState<Row>();
  return (
    <>
      <FigureCard
        wide
        metric="programme.help_list"
        filter={filter}
        asks={t('ask.help')}
        draw={{ kind: 'table' }}
        onOpen={setChosen}
        act={<p className="studio-note">{t('help.lead')}</p>}
      />
      {chosen !== undefined && (
        <Modal open title={String(chosen.name)} footer={null} onCancel={() => setChosen(undefined)}>
          <div className="plan-form">
            {(['time', 'praise'] as const).map((kind) => (
              <Button
                key={kind}
                size="large"
                block
                onClick={() => {
                  letter.open(kind, chosen);
                  setChosen(undefined);
                }}
              >
                {t(`help.${kind}`)}
              </Button>
            ))}
            <Button
              size="large"
              block
              onClick={() => {
                setPairing(chosen);
                setChosen(undefined);
              }}
            >
              {t('help.buddy')}
            </Button>
          </div>
        </Modal>
      )}
      {pairing !== undefined && (
        <Pair
          row={pairing}
          filter={filter}
          onPick={(buddy) => letter.open('buddy', pairing, buddy)}
          onClose={() => setPairing(undefined)}
        />
      )}
    </>
  );
};

type PairProps = {
  row: Row;
  filter: ScreenProps['filter'];
  onPick: (buddy: Row) => void;
  onClose: () => void;
};
/** A colleague of the same quest, by name. */
const Pair = ({ row, filter, onPick, onClose }: PairProps) => {
  const t = useS('insight');
  const ts = useS('shell');
  const { view } = useFigure('programme.islands', filter);
  const [person, setPerson] = useState<string>();
  const others = (view?.rows ?? []).filter((r) => r.person !== row.person && r.quest === row.quest);
  const buddy = others.find((r) => r.person === person);
  return (
    <Modal
      open
      title={t('pair.title', { name: String(row.name) })}
      okText={t('pair.ok')}
      cancelText={ts('cancel')}
      okButtonProps={{ disabled: buddy === undefined }}
      onOk={() => {
        if (buddy !== undefined) onPick(buddy);
        onClose();
      }}
      onCancel={onClose}
    >
      <Labelled label={t('pair.who')}>
        <Select
          size="large"
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: '100%' }}
          value={person ?? null}
          options={others.map((r) => ({ value: String(r.person), label: String(r.name) }))}
          onChange={(value: string | null) => setPerson(value ?? undefined)}
        />
      </Labelled>
    </Modal>
  );
};
