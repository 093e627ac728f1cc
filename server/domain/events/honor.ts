import { z } from 'zod';
import { count, name, real, verbsOf, version, word } from './entry.ts';

const { server, client } = verbsOf('honor');

/** What is recognised. */
export const honor = {
  /** obj = board */
  'board.viewed': client(100, 'B', { period: word, myRank: count.optional() }),
  /** obj = board */
  'rank.changed': server(101, 'E', { from: count.optional(), to: count, n: count }),
  /** obj = badge */
  'badge.earned': server(102, 'E', { ruleVer: version, evidence: z.array(name).max(20) }),
  /** obj = title */
  'title.earned': server(103, 'E', { ruleVer: version }),
  /** obj = certificate */
  'certificate.issued': server(104, 'E', { serial: name, hash: name }),
  /** obj = award; `value` is the composite score */
  'award.decided': server(105, 'E', { rank: count, value: real, weightsVer: version, confirmedBy: name }),
  /** obj = medal */
  'medal.granted': server(106, 'E', { ruleVer: version }),
  'bill.viewed': client(107, 'B', { period: word }),
};
