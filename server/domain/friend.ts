/**
 * What is between two people. `asked` waits for the other; `declined` still looks like waiting to who asked; `hushed` is a
 * declined request that was taken back; no state at all = strangers.
 */
export type LinkState = 'asked' | 'declined' | 'hushed' | 'friends';
