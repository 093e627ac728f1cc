/** The version of the consent text that this page shows; domain/rights.ts `CONSENTS` says which one is asked for. */
export const CONSENT_OF_TRAITS = 1;
