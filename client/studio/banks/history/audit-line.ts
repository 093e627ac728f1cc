import type { AuditView } from '../../../../server/domain/api-bank.ts';
import type { LocalText } from '../../../../server/domain/text.ts';
import { number, pick } from '../../../i18n/index.ts';
import type { StudioKey, StudioT } from '../../i18n/index.ts';

/** Actions with a sentence of their own; anything else is shown as it is. */
const KNOWN_ACTIONS = [
  'bank.create',
  'bank.change',
  'bank.share',
  'category.create',
  'category.change',
  'category.remove',
  'point.create',
  'point.change',
  'point.remove',
  'question.create',
  'question.save',
  'question.restore',
  'question.merge',
  'question.state',
  'question.category',
  'question.point',
  'question.difficulty',
  'question.reviewer',
  'question.add-tags',
  'question.remove-tags',
  'question.move',
  'question.delete',
  'question.regrade',
  'comment.add',
  'comment.resolve',
  'import.committed',
  'batch.undo',
] as const;
type KnownAction = (typeof KNOWN_ACTIONS)[number];
const isKnown = (action: string): action is KnownAction => KNOWN_ACTIONS.some((known) => known === action);

const isText = (value: unknown): value is LocalText =>
  typeof value === 'object' && value !== null && ('zh' in value || 'en' in value);

/** A name as it was written down: a text, a text in two languages, or one of those as JSON. */
const nameOf = (value: unknown): string => {
  if (isText(value)) return pick(value);
  if (typeof value !== 'string') return '';
  if (!value.startsWith('{')) return value;
  try {
    const read: unknown = JSON.parse(value);
    return isText(read) ? pick(read) : value;
  } catch {
    return value;
  }
};
const inner = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
const countOf = (value: unknown): number => (Array.isArray(value) ? value.length : 1);

type Texts = { t: StudioT<'bank'>; ts: StudioT<'shell'> };

/** One line of the trail as a sentence without its person. */
export const auditLine = ({ action, details }: AuditView, { t, ts }: Texts): string => {
  if (!isKnown(action)) return action;
  const key: StudioKey<'bank'> = `audit.${action}`;
  const { state, access, kind, tags, type, version, from, what, added, updated, kept, text, difficulty } =
    details;
  const name =
    nameOf(details.name) || nameOf(inner(details.after, 'name')) || nameOf(inner(details.before, 'name'));
  return t(key, {
    name,
    count: countOf(details.questions),
    n: number(countOf(details.questions)),
    state: typeof state === 'string' ? ts(`state.${state}` as 'state.draft') : '',
    type: typeof type === 'string' ? ts(`type.${type}` as 'type.single') : '',
    difficulty: typeof difficulty === 'number' ? ts(`difficulty.${difficulty}` as 'difficulty.1') : '',
    access: access === 'none' ? t('access.none') : access === 'edit' ? t('access.edit') : t('access.view'),
    kind: kind === 'person' ? t('share.person') : t('share.department'),
    tags: Array.isArray(tags) ? tags.join(', ') : '',
    version: Number(version ?? 0),
    from: typeof from === 'number' ? from : 0,
    what: Array.isArray(what) ? what.join(', ') : String(what ?? ''),
    added: Number(added ?? 0),
    updated: Number(updated ?? 0),
    kept: Number(kept ?? 0),
    text: typeof text === 'string' ? text.slice(0, 120) : '',
  });
};
