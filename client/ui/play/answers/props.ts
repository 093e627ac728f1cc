import type { ReactNode } from 'react';
import type { Answer, Verdict } from '../../../../server/domain/answer.ts';

/** What every answer control gets; none of them knows where the question comes from. */
export type AnswerProps = {
  draft: Answer | undefined;
  verdict: Verdict | undefined;
  /** True while sending and after the verdict. */
  locked: boolean;
  /** One tap on a tile answers at once. */
  oneTap: boolean;
  /** Id of the question heading. */
  labelledBy: string;
  /** Shortcuts: digits and letters, digits only (the letters are taken), or none. */
  letterKeys: 'all' | 'digits' | 'none';
  /** Under this name a long text is kept on this device until it is handed in. */
  keepAs?: string | undefined;
  /** At the end of a tile: how often its choice was given, in a battle. */
  beside?: ((choice: number | boolean) => ReactNode) | undefined;
  onDraft: (answer: Answer | undefined) => void;
  onCommit: () => void;
};
