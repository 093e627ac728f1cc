/** 20261122 -> "2026-11-22"; '' for anything else. */
export const dateText = (day: unknown): string => {
  const text = String(day ?? '');
  return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : '';
};
export const dayOfDate = (text: string): number => Number(text.replaceAll('-', ''));
