import type { CohortBoard, CohortView } from '../../server/domain/api-cohorts.ts';
import type { SubmissionView } from '../../server/domain/api-station.ts';
import { ASSIGNMENT_PASS } from '../../server/domain/assignment.ts';
import { textIn } from '../../server/domain/text.ts';
import { Refused } from '../helpers/server.ts';
import { type Line, lineTo, type Pace } from './line.ts';
import { USER_AGENTS } from './rhythm.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SUNDAY = 7;

export type TrainerOptions = {
  url: string;
  /** A one-time invite for the role. */
  code: string;
  login: string;
  count?: Line['count'];
};
/** What the trainer has done, for the report. */
export type Deeds = {
  accepted: number;
  returned: number;
  reminded: number;
  extended: number;
  late: number;
  readied: number;
  handed: number;
  cancelled: number;
};

/** What a reader sees in a work: full points for each line of the rubric that it speaks of. */
const marksOf = (work: SubmissionView): number[] =>
  work.assignment.rubric.map((row) => (work.text.includes(textIn(row.name, 'zh')) ? row.points : 0));

const newDeskDeeds = (): Pick<Deeds, 'readied' | 'handed' | 'cancelled'> => ({
  readied: 0,
  handed: 0,
  cancelled: 0,
});

/** A trainer at the studio: sets up the cohort, marks in the evening, reminds in the morning. */
export const newTrainer = ({ url, code, login, count }: TrainerOptions, pace: Pace) => {
  const line = lineTo(url, pace, { device: USER_AGENTS.desktop, ...(count ? { count } : {}) });
  const deeds: Deeds = { accepted: 0, returned: 0, reminded: 0, extended: 0, late: 0, ...newDeskDeeds() };
  const { call } = line;

  const join = async (): Promise<void> => {
    const body = { code, name: '林老师', lang: 'zh', login, password: 'harbour-light-7' };
    await call('POST /api/join', { body });
  };

  /** A cohort that new learners come into by themselves; Sundays are for rest. */
  const openCohort = (quest: string, startDay: number, zone: string): Promise<CohortView> => {
    const rest = { weekdays: [SUNDAY], days: [] };
    const body = { quest, name: '新人一班', startDay, zone, rest, open: true };
    return call('POST /api/cohorts/save', { body });
  };

  const mark = async (waiting: SubmissionView): Promise<void> => {
    const work = await call('POST /api/submissions/open', { body: { submission: waiting.id } });
    await pace.wait(90_000);
    const marks = marksOf(work);
    const all = work.assignment.rubric.reduce((n, row) => n + row.points, 0);
    const good = marks.reduce((a, b) => a + b, 0) / all >= ASSIGNMENT_PASS - 1e-9;
    const decision = good ? 'accept' : 'return';
    const comment = good ? '写得具体，有自己的例子。' : '还差几点，请对照评分标准补上。';
    const body = { submission: work.id, base: work.rev, marks, comment, decision };
    await call('POST /api/submissions/mark', { body });
    deeds[good ? 'accepted' : 'returned'] += 1;
  };

  /** Marks what waits. A work that its writer took back a moment ago is left alone. */
  const markAll = async (): Promise<void> => {
    const works = await call('GET /api/submissions', {});
    for (const work of works.filter((w) => w.state === 'submitted')) {
      try {
        await mark(work);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        deeds.late += 1;
      }
    }
  };

  /** Looks at the board: reminds who has not started or is behind, gives two days more to one who is. */
  const tend = async (cohort: string): Promise<CohortBoard> => {
    const board = await call('GET /api/cohorts/:cohort', { params: { cohort } });
    if (board.others.length > 0) {
      const people = board.others.map((m) => m.person);
      await call('POST /api/cohorts/members', { body: { cohort, people, add: true } });
    }
    const late = board.members.filter((m) => m.state === 'not-started' || m.state === 'stuck');
    const people = late.map((m) => m.person);
    if (people.length > 0) {
      const body = { cohort, people, text: '今天有十分钟吗？你的下一站在等你。' };
      deeds.reminded += (await call('POST /api/cohorts/remind', { body })).sent;
    }
    const slow = board.members.find((m) => m.state === 'stuck' || m.state === 'behind');
    if (slow && deeds.extended === 0) {
      const body = { cohort, person: slow.person, days: 2, reason: '出差两天' };
      await call('POST /api/cohorts/extend', { body });
      deeds.extended += 1;
    }
    return board;
  };

  /** The trainer's days: `midnight` = 00:00 of the first one by the company's clock; `atDesk` = what waits at the mall's. */
  const work = async (
    cohort: string,
    midnight: number,
    days: number,
    until: (at: number) => Promise<void>,
    atDesk: () => Promise<void> = async () => undefined,
  ) => {
    for (let day = 0; day < days; day++) {
      if (day > 0) {
        await until(midnight + day * DAY + 9.2 * HOUR);
        await tend(cohort);
      }
      await until(midnight + day * DAY + 13.5 * HOUR);
      await markAll();
      await until(midnight + day * DAY + 17.5 * HOUR);
      await markAll();
      await atDesk();
      await until(midnight + day * DAY + 22.5 * HOUR);
      await markAll();
      await atDesk();
    }
  };
  return { line, deeds, join, openCohort, markAll, tend, work };
};
export type Trainer = ReturnType<typeof newTrainer>;
