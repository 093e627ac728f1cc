/** The parts of untyped packages that the tests use. */
declare module '@digitalbazaar/vc' {
  export type Loaded = { contextUrl: null; documentUrl: string; document: unknown };
  export const defaultDocumentLoader: (url: string) => Promise<Loaded>;
  export const verifyCredential: (input: {
    credential: object;
    suite: unknown;
    documentLoader: (url: string) => Promise<Loaded>;
  }) => Promise<{ verified: boolean; error?: Error & { errors?: Error[] } }>;
}
declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { cryptosuite: unknown });
  }
}
declare module '@digitalbazaar/eddsa-jcs-2022-cryptosuite' {
  export const createVerifyCryptosuite: () => unknown;
}
