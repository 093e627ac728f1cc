import type { AssignmentView } from '../../server/domain/api-station.ts';
import type { ErrorCode } from '../../server/domain/errors.ts';
import { setOnline } from '../stores/session.ts';
import { Offline, Refusal } from './call.ts';

/** Where a file of a submission is fetched. */
export const fileUrl = (id: string): string => `/api/files/${encodeURIComponent(id)}`;

const base64Of = (file: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/u, ''));
    reader.onerror = () => reject(new Offline('file'));
    reader.readAsDataURL(file);
  });

type Told = { code?: ErrorCode; details?: Record<string, number | string> };
const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export type Upload = { station: string; name: string; file: Blob; commandId: string };

/**
 * Adds a file to the draft. One try, with its progress 0..1: a lost network throws `Offline`, and the caller tries again
 * with the same command id.
 */
export const uploadFile = async (
  { station, name, file, commandId }: Upload,
  onProgress: (part: number) => void,
): Promise<AssignmentView> => {
  const body = JSON.stringify({ station, name, base64: await base64Of(file) });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/assignments/upload');
    request.setRequestHeader('content-type', 'application/json');
    request.setRequestHeader('command-id', commandId);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    const lost = (): void => {
      setOnline(false);
      reject(new Offline('upload'));
    };
    request.onerror = lost;
    request.ontimeout = lost;
    request.onload = () => {
      const { status } = request;
      const told = jsonOf(request.responseText);
      if (status >= 502 && told === undefined) return lost();
      setOnline(true);
      if (status >= 200 && status < 300) return resolve(told as AssignmentView);
      const { code, details } = (told ?? {}) as Told;
      reject(new Refusal(code ?? 'server.fault', details ?? {}, status));
    };
    request.send(body);
  });
};
