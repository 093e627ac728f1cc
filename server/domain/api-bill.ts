/** The learning bill and the annual report. */
export type BillApi = Record<never, never>;
