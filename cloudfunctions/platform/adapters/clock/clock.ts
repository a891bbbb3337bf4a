import type { Clock } from '#platform/kernel/ports'

export const systemClock: Clock = { now: () => Date.now() }

/** A clock that a simulator may move, e.g. to see a deadline pass. It runs on at normal speed from there. */
export class AdjustableClock implements Clock {
  /** `offset` in ms is added to the system time. */
  constructor(
    private readonly base: Clock = systemClock,
    private offset = 0,
  ) {}

  now(): number {
    return this.base.now() + this.offset
  }

  /** Milliseconds this clock is ahead of the system. */
  ahead(): number {
    return this.offset
  }

  setAhead(offset: number): void {
    this.offset = offset
  }
}
