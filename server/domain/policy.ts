import { z } from 'zod';

const line = (most: number) => z.string().trim().min(1).max(most);

/** What a company has decided about its social and economic life; trainers and above change it. */
export const Policy = z.strictObject({
  chat: z.strictObject({
    /** Words that are not said here; each stands for itself in any case, width and spacing. */
    words: z.array(line(40)).max(2000),
    images: z.boolean(),
    /** Seconds between two messages of a person in one channel. */
    slowSeconds: z.int().min(0).max(3600),
    /** Days a text is kept; at most what privacy class F allows. */
    keptDays: z.int().min(1).max(180),
  }),
  gift: z.strictObject({
    on: z.boolean(),
    /** Coins a person may give away on one play day, and to one colleague. */
    perDay: z.int().min(0).max(100_000),
    perFriend: z.int().min(0).max(100_000),
    /** Whole percent of a gift that goes to the company's tax account, rounded down. */
    taxPercent: z.int().min(0).max(50),
    friendsOnly: z.boolean(),
  }),
  bounty: z.strictObject({ most: z.int().min(1).max(10_000), openDays: z.int().min(1).max(60) }),
  boards: z.strictObject({ people: z.boolean(), departments: z.boolean() }),
});
export type Policy = z.output<typeof Policy>;

export const DEFAULT_POLICY: Policy = {
  chat: { words: [], images: false, slowSeconds: 0, keptDays: 180 },
  gift: { on: true, perDay: 100, perFriend: 50, taxPercent: 0, friendsOnly: true },
  bounty: { most: 200, openDays: 7 },
  boards: { people: true, departments: true },
};

/** A policy as stored, with defaults for whatever a later version added. Throws ZodError when it is none. */
export const readPolicy = (json: string): Policy => {
  const stored = JSON.parse(json) as Partial<Policy>;
  const { chat, gift, bounty, boards } = DEFAULT_POLICY;
  return Policy.parse({
    chat: { ...chat, ...stored.chat },
    gift: { ...gift, ...stored.gift },
    bounty: { ...bounty, ...stored.bounty },
    boards: { ...boards, ...stored.boards },
  });
};
