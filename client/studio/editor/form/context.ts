import { createContext, useContext } from 'react';
import type { QuestionFault } from '../../../../server/domain/question-fault.ts';
import type { Lang } from '../../../../server/domain/text.ts';

/** What every field of the form needs to know. */
export type FormSetting = {
  /** Languages that have a column now. */
  show: readonly Lang[];
  readOnly: boolean;
  faults: readonly QuestionFault[];
  /** The rich text that the toolbar writes into. */
  onFocus: (field: HTMLTextAreaElement) => void;
};

export const FormContext = createContext<FormSetting>({
  show: ['zh'],
  readOnly: false,
  faults: [],
  onFocus: () => {},
});
export const useForm = (): FormSetting => useContext(FormContext);
