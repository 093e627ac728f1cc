/** What of people's texts can be reported. */
export const REPORT_KINDS = ['chat', 'bottle', 'ask', 'answer', 'profile', 'reading'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** Talk in channels, and its care. */
export type ChatApi = Record<never, never>;
