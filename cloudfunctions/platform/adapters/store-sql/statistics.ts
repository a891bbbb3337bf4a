import type { Collection } from '#platform/kernel/store'
import type { SqlDriver } from './sql-driver'
import { elementTables, quote } from './tables'

/** Changed rows after which a table's statistics are gathered anew: a base and a share of the rows known last time. */
const base = 500
const share = 0.2

/**
 * Stands in for PostgreSQL's autovacuum where there is none (PGlite): without statistics the planner guesses, and
 * without vacuum tables that are updated a lot only grow.
 */
export class StatisticsKeeper {
  private readonly tables = new Map<string, { changes: number; rows: number; besides: string[] }>()
  private running: Promise<void> = Promise.resolve()

  constructor(private readonly driver: SqlDriver) {}

  know(c: Collection): void {
    if (!this.driver.ownsStatistics || this.tables.has(c.name)) return
    this.tables.set(c.name, { changes: 0, rows: 0, besides: elementTables(c).map((side) => side.name) })
  }

  /** Notes committed changes; gathers in the background when there are enough. */
  changed(table: string, rows: number): void {
    const known = this.tables.get(table)
    if (!known) return
    known.changes += rows
    if (known.changes < base + share * known.rows) return
    known.rows += known.changes
    known.changes = 0
    this.running = this.running.then(() => this.gather([table, ...known.besides])).catch(() => undefined)
  }

  /** Resolves when nothing is being gathered. */
  settled(): Promise<void> {
    return this.running
  }

  private async gather(tables: string[]): Promise<void> {
    for (const table of tables) await this.driver.query(`vacuum (analyze) ${quote(table)}`)
  }
}
