import { uuidv7 } from 'uuidv7';
import { MOST_FILE_BYTES, MOST_FILES } from '../../../server/domain/assignment.ts';
import { textOf } from '../../i18n/index.ts';
import { Refusal } from '../../net/call.ts';
import { faultOf } from '../../net/fault.ts';
import { removeFile } from '../../net/station.ts';
import { type Upload, uploadFile } from '../../net/upload.ts';
import { addSending, dropSending, setSending, showFiles, work } from '../../stores/assignment.ts';
import { say } from '../../stores/toast.ts';
import { faultText } from '../fault-text.ts';
import { announce } from '../parts/index.ts';
import { shrink } from './shrink.ts';

export const MOST_MB = MOST_FILE_BYTES / 1024 / 1024;

/** What waits to be sent again, by its id on the page. */
const waiting = new Map<string, Upload>();
/** Files go one after another: the list then stays in the order in which they were chosen. */
let line: Promise<void> = Promise.resolve();

const sendOne = async (id: string): Promise<void> => {
  const upload = waiting.get(id);
  if (upload === undefined || work.getState().view?.station !== upload.station) return;
  setSending(id, { part: 0 });
  try {
    showFiles(await uploadFile(upload, (part) => setSending(id, { part })));
    waiting.delete(id);
    dropSending(id);
    announce(textOf('assignment')('files.added', { name: upload.name }));
  } catch (fault) {
    setSending(id, { part: 0, fault: faultOf(fault) });
    announce(faultText(faultOf(fault), fault instanceof Refusal ? fault.details : {}));
  }
};

/** Sends a file, again after a failure with the same command id. */
export const send = (id: string): void => {
  line = line.then(() => sendOne(id));
};
export const cancel = (id: string): void => {
  waiting.delete(id);
  dropSending(id);
};

/** Adds files that were chosen, dropped, pasted or photographed; says which ones do not fit. */
export const addFiles = async (station: string, chosen: readonly File[]): Promise<void> => {
  const t = textOf('assignment');
  for (const original of chosen) {
    const file = await shrink(original);
    const name = file.name === '' ? `${t('files.pasted')}.png` : file.name;
    const { view, sending } = work.getState();
    if (view === undefined) return;
    if (view.submission.files.length + sending.length >= MOST_FILES)
      return say(t('files.full', { n: MOST_FILES }), { tone: 'bad' });
    if (file.size > MOST_FILE_BYTES) {
      say(t('files.too.large', { name, mb: MOST_MB }), { tone: 'bad' });
      continue;
    }
    const id = uuidv7();
    waiting.set(id, { station, name, file, commandId: uuidv7() });
    addSending({ id, name, part: 0 });
    send(id);
  }
};

/** Takes a file out of the draft. */
export const takeOut = async (station: string, id: string, name: string): Promise<void> => {
  try {
    showFiles(await removeFile(station, id));
    announce(textOf('assignment')('files.removed', { name }));
  } catch (fault) {
    say(faultText(faultOf(fault)), { tone: 'bad' });
  }
};

/** Files that the network stopped go on when it is back. Gives the stop function. */
export const followUploads = (): (() => void) => {
  const back = (): void => {
    for (const { id, fault } of work.getState().sending) if (fault === 'offline') send(id);
  };
  addEventListener('online', back);
  return () => {
    removeEventListener('online', back);
    waiting.clear();
  };
};
