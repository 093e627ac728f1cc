import { useStore } from 'zustand';
import { plainOf } from '../../../server/domain/rich-text.ts';
import type { Settings } from '../../../server/domain/settings.ts';
import type { LocalText } from '../../../server/domain/text.ts';
import { pick, pickedLang, textOf, useT } from '../../i18n/index.ts';
import { Offline, Refusal } from '../../net/call.ts';
import { saveSettings } from '../../net/session.ts';
import { settings } from '../../stores/settings.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { Button } from '../parts/index.ts';
import { useSpeech } from './use-speech.ts';

const SIZES: Settings['textSize'][] = ['normal', 'large', 'larger'];

const resize = async (textSize: Settings['textSize']): Promise<void> => {
  try {
    await saveSettings({ textSize });
  } catch (fault) {
    if (!(fault instanceof Refusal || fault instanceof Offline)) throw fault;
    say(fault instanceof Refusal ? faultText(fault.code, fault.details) : textOf('common')('offline.short'), {
      tone: 'bad',
    });
  }
};

/** Read aloud, and smaller or larger text (the same setting as everywhere). */
export const CardTools = ({ title, body }: { title: LocalText; body: LocalText }) => {
  const t = useT('play');
  const { can, speaking, speak, stop } = useSpeech();
  const size = SIZES.indexOf(useStore(settings, (s) => s.textSize));
  const smaller = SIZES[size - 1];
  const larger = SIZES[size + 1];
  return (
    <div className="card-tools">
      {can && (
        <Button
          look="mini"
          icon={speaking ? 'muted-speaker' : 'speaker-high-volume'}
          aria-pressed={speaking}
          onClick={() =>
            speaking ? stop() : speak(`${pick(title)}\n${plainOf(pick(body))}`, pickedLang(body))
          }
        >
          {speaking ? t('speech.stop') : t('speech.start')}
        </Button>
      )}
      <Button
        look="mini"
        aria-label={t('text.smaller')}
        aria-disabled={smaller === undefined || undefined}
        onClick={() => smaller && void resize(smaller)}
      >
        <span className="text-small">A</span>
      </Button>
      <Button
        look="mini"
        aria-label={t('text.larger')}
        aria-disabled={larger === undefined || undefined}
        onClick={() => larger && void resize(larger)}
      >
        <span className="text-large">A</span>
      </Button>
    </div>
  );
};
