import { useEffect, useState } from 'react';
import type { HonourCatalogue } from '../../../server/domain/api-honour.ts';
import { honoursByName } from '../../net/people.ts';

/** The names of titles and badges; undefined while they are not known, then ids are not shown. */
export const useCatalogue = (): HonourCatalogue | undefined => {
  const [catalogue, setCatalogue] = useState<HonourCatalogue>();
  useEffect(() => {
    let current = true;
    honoursByName().then(
      (found) => current && setCatalogue(found),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, []);
  return catalogue;
};
