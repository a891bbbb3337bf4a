/** At most so many requests of one client in a minute, counted in this process. */
export class RequestLimit {
  private counts = new Map<string, number>()
  private minute = 0

  constructor(private readonly perMinute: number) {}

  /** False when the client has used up its minute. `now`: epoch ms. */
  take(client: string, now: number): boolean {
    const minute = Math.floor(now / 60_000)
    if (minute !== this.minute) {
      this.minute = minute
      this.counts = new Map()
    }
    const count = (this.counts.get(client) ?? 0) + 1
    this.counts.set(client, count)
    return count <= this.perMinute
  }
}
