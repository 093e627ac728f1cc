import { describe, expect, test } from 'vitest';
import {
  catalogue,
  DIMENSIONS,
  dimensionOf,
  entryOf,
  isClientVerb,
  type NewEvent,
  VERBS,
  verbOf,
} from '../../server/domain/events/index.ts';

/** Verb, who sends it (server or client), privacy class: analytics.md 1.3, row by row. */
const TABLE = {
  learning: `session.started S T, session.ended S T, activity.span C B, nav.viewed C B, programme.enrolled S B,
    island.entered C B, island.completed S R, lesson.started C B, lesson.completed S R, card.viewed C B, card.rated C B,
    card.bookmarked C B, media.progressed C B, hint.used S R, explanation.viewed C B, review.completed S R,
    search.performed C F, path.unlocked S B, recommendation.shown S B, recommendation.opened C B, note.created C F`,
  result: `attempt.started S R, question.answered S R, question.skipped S R, question.expired S R, answer.changed C R,
    attempt.submitted S R, exam.decided S E, assignment.submitted S R, assignment.graded S E, mastery.changed S R,
    question.flagged C F, survey.answered S O`,
  game: `quest.accepted C B, quest.progressed S B, quest.completed S R, level.finished S R, scene.entered C B,
    npc.talked C B, dialog.chosen C B, item.used S B, avatar.changed C B, match.started S B, round.scored S R,
    match.finished S R, coin.credited S L, coin.debited S L, xp.gained S B, daily.checked_in S B, mall.ordered S L`,
  social: `friend.changed S S, chat.sent S F, reaction.given S S, gift.sent S L, team.changed S S, comment.posted S F,
    share.made C S, profile.viewed C S, help.exchanged S S`,
  honor: `board.viewed C B, rank.changed S E, badge.earned S E, title.earned S E, certificate.issued S E,
    award.decided S E, medal.granted S E, bill.viewed C B`,
  governance: 'event.voided S T, score.corrected S R, consent.changed S T, erasure.executed S T',
};
const ROWS = Object.entries(TABLE).flatMap(([dimension, text]) =>
  text.split(',').map((row) => {
    const [verb = '', by = '', privacy = ''] = row.trim().split(/\s+/);
    return { verb, dimension, sender: by === 'S' ? 'server' : 'client', privacy };
  }),
);

describe('the catalogue of events', () => {
  test.each(ROWS)('$verb is of $dimension, sent by the $sender, class $privacy', (row) => {
    const entry = entryOf(row.verb);
    expect(entry).toMatchObject({ dimension: row.dimension, sender: row.sender, privacy: row.privacy });
  });

  test('has 67 verbs in five dimensions and four of governance, and no other', () => {
    expect([...VERBS].sort()).toEqual(ROWS.map((r) => r.verb).sort());
    const sizes = DIMENSIONS.map((d) => VERBS.filter((v) => dimensionOf(v) === d).length);
    expect(sizes).toEqual([21, 12, 17, 9, 8]);
    expect(VERBS.filter((v) => dimensionOf(v) === undefined)).toHaveLength(4);
  });

  test("lets a client send 23 verbs; 44 and those of governance are the server's own", () => {
    expect(VERBS.filter(isClientVerb)).toHaveLength(23);
    expect(VERBS.filter((v) => !isClientVerb(v))).toHaveLength(44 + 4);
  });

  test('gives every verb a code of its own that fits one byte and leads back to it', () => {
    const codes = VERBS.map((v) => catalogue[v].code);
    expect(new Set(codes).size).toBe(VERBS.length);
    expect(Math.min(...codes)).toBeGreaterThan(0);
    expect(Math.max(...codes)).toBeLessThan(128);
    expect(VERBS.map((v) => verbOf(catalogue[v].code))).toEqual(VERBS);
  });

  test('never changes the code of a verb that is in stored logs', () => {
    const some = [
      'session.started',
      'note.created',
      'question.answered',
      'coin.credited',
      'gift.sent',
      'bill.viewed',
      'event.voided',
    ] as const;
    expect(some.map((v) => catalogue[v].code)).toEqual([1, 21, 31, 62, 83, 107, 120]);
  });

  test('refuses a field that the verb does not have, so that no client smuggles a score', () => {
    for (const verb of VERBS.filter(isClientVerb)) {
      const { data } = catalogue[verb];
      for (const forbidden of ['ok', 'score', 'coins', 'amount', 'pts'])
        expect(Object.keys(data.shape)).not.toContain(forbidden);
      const faults = data.safeParse({ smuggled: 1 }).error?.issues ?? [];
      expect(faults.some((i) => i.code === 'unrecognized_keys')).toBe(true);
    }
  });

  test('does not compile for a wrong name or field', () => {
    const right: NewEvent = { verb: 'daily.checked_in', data: { streakDays: 3 } };
    // @ts-expect-error no such verb
    const wrongVerb: NewEvent = { verb: 'daily.checkedin', data: { streakDays: 3 } };
    // @ts-expect-error no such field
    const wrongField: NewEvent = { verb: 'daily.checked_in', data: { streak: 3 } };
    expect([right, wrongVerb, wrongField]).toHaveLength(3);
  });
});
