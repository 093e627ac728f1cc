import type { QuestionView } from '../../../../server/domain/answer.ts';
import { useT } from '../../../i18n/index.ts';
import { Categorising } from './Categorising.tsx';
import { Cloze } from './Cloze.tsx';
import { Essay } from './Essay.tsx';
import { Field } from './Field.tsx';
import { Matching } from './Matching.tsx';
import { Ordering } from './Ordering.tsx';
import type { AnswerProps } from './props.ts';
import { Tiles } from './Tiles.tsx';

/** The answer control of a question, by its type. */
export const AnswerArea = ({ question, ...rest }: AnswerProps & { question: QuestionView }) => {
  const t = useT('play');
  switch (question.type) {
    case 'single':
    case 'multiple':
      return (
        <Tiles
          {...rest}
          many={question.type === 'multiple'}
          tiles={question.options.map((text, value) => ({ value, text }))}
        />
      );
    case 'true-false': {
      const tiles = [
        { value: true, text: t('true') },
        { value: false, text: t('false') },
      ];
      return <Tiles {...rest} many={false} tiles={tiles} />;
    }
    case 'matching':
      return <Matching {...rest} question={question} />;
    case 'ordering':
      return <Ordering {...rest} question={question} />;
    case 'cloze':
      return <Cloze {...rest} question={question} />;
    case 'categorising':
      return <Categorising {...rest} question={question} />;
    case 'essay':
      return <Essay {...rest} question={question} />;
    case 'description':
      return null;
    default:
      return <Field {...rest} question={question} />;
  }
};
