import { join, resolve } from 'node:path';
import { TraitForm } from '../domain/trait.ts';
import { readContentFile } from './content.ts';

let read: TraitForm | undefined;
/** The items of this release, read once. */
export const traitForm = (): TraitForm => {
  read ??= readContentFile(
    resolve(import.meta.dirname, join('../../content/catalog/traits.yaml')),
    TraitForm,
  );
  return read;
};
