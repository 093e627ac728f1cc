import type { CertificateView, CreditsView, GraduationView } from '../../server/domain/api-programme.ts';
import { quest, setCoins } from '../stores/quest.ts';
import { call } from './call.ts';

export const creditsNow = (): Promise<CreditsView> => call('GET /api/credits');
export const graduationNow = (): Promise<GraduationView> => call('GET /api/graduation');

/** The ceremony: the medal, and the certificate with it. The purse and the map's offer follow. */
export const claimGraduation = async (): Promise<GraduationView> => {
  const view = await call('POST /api/graduation/claim', { body: {} });
  setCoins(view.balance);
  quest.setState((s) => (s.view === undefined ? s : { view: { ...s.view, ceremony: 'done' } }));
  return view;
};

export const certificateOf = (code: string): Promise<CertificateView> =>
  call('GET /api/certificates/:code', { params: { code } });
/** The same as a file: for print, and as the signed credential that other programs can check. */
export const certificatePdf = (code: string): string => `/api/certificates/${encodeURIComponent(code)}/pdf`;
export const certificateCredential = (code: string): string =>
  `/api/certificates/${encodeURIComponent(code)}/credential`;
