export interface SqlResult {
  rows: Record<string, unknown>[]
  /** Rows changed by insert, update or delete. */
  count: number
}

export interface SqlConnection {
  /** One statement with `$1…` parameters. @throws SqlFailure */
  query(sql: string, parameters?: unknown[]): Promise<SqlResult>
}

/** What {@link SqlStore} needs of a PostgreSQL: PGlite in this process or a server. */
export interface SqlDriver extends SqlConnection {
  /** Commits when the body resolves, rolls back when it throws. */
  begin<R>(body: (connection: SqlConnection) => Promise<R>): Promise<R>
  /** True when nothing outside gathers statistics for the planner, so that the store must ask for it. */
  readonly ownsStatistics: boolean
  close(): Promise<void>
}

/** A failure of the database without its detail: details quote stored values, and messages reach logs. */
export class SqlFailure extends Error {
  override name = 'SqlFailure'
  constructor(
    message: string,
    /** SQLSTATE, or an empty text when the connection failed. */
    readonly code: string,
  ) {
    super(message)
  }
}

/** Turns what a driver throws into a SqlFailure. */
export function toSqlFailure(e: unknown): SqlFailure {
  const { message, code } = (typeof e === 'object' && e !== null ? e : {}) as Record<string, unknown>
  return new SqlFailure(String(message ?? e), typeof code === 'string' ? code : '')
}
