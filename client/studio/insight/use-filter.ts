import { useCallback, useEffect, useState } from 'react';
import type { FilterChoices } from '../../../server/domain/api-figure.ts';
import type { Filter } from '../../../server/domain/figure.ts';
import { addressOf, filterOf } from './filter-address.ts';

/** What was chosen last on this page, for coming back to it without an address that says so. */
const last: { query?: string } = {};
const here = (): string => (location.search.length > 1 ? location.search : (last.query ?? ''));

/** The filter in the address: it can be sent, and stays when the tab changes. `tab` = what the address is of now. */
export const useFilter = (choices: FilterChoices, tab: string): [Filter, (next: Filter) => void] => {
  const [filter, setFilter] = useState(() => filterOf(here(), choices));
  useEffect(() => {
    const query = `?${addressOf(filter)}`;
    last.query = query;
    if (tab !== '' && location.search !== query)
      history.replaceState(null, '', `${location.pathname}${query}`);
  }, [filter, tab]);
  useEffect(() => {
    const read = (): void => {
      if (location.search.length > 1) setFilter(filterOf(location.search, choices));
    };
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }, [choices]);
  return [filter, useCallback((next: Filter) => setFilter(next), [])];
};
