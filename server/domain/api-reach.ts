/** Skill map, recommendations, segments, reminders, robots, push. */
export type ReachApi = Record<never, never>;
