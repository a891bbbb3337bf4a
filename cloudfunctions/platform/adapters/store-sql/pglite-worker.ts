import type { MessagePort } from 'node:worker_threads'

export interface WorkerStart {
  /** Absolute path of PGlite's CommonJS entry. */
  modulePath: string
  /** Data folder; in memory when absent. */
  folder?: string
  /** Tar of a data folder to begin from. */
  snapshot?: Uint8Array<ArrayBuffer>
}

export type WorkerRequest =
  | { id: number; op: 'query'; sql: string; parameters: unknown[] }
  | { id: number; op: 'dump' }
  | { id: number; op: 'close' }

export type WorkerAnswer =
  | { id: number; ok: true; rows: Record<string, unknown>[]; count: number }
  | { id: number; ok: true; dump: Uint8Array<ArrayBuffer> }
  | { id: number; ok: false; message: string; code: string }

/**
 * Body of the worker thread that runs PGlite. It is started from its own source text, so it may use nothing from
 * outside itself. The first answer, with id 0, says whether the database opened.
 */
export function pgliteWorkerMain(
  load: (path: string) => unknown,
  port: MessagePort,
  start: WorkerStart,
): void {
  const { PGlite } = load(start.modulePath) as typeof import('@electric-sql/pglite')
  const fail = (id: number, e: unknown) => {
    const { message, code } = (typeof e === 'object' && e !== null ? e : {}) as Record<string, unknown>
    const text = String(message ?? e)
    port.postMessage({ id, ok: false, message: text, code: typeof code === 'string' ? code : '' })
  }
  const options = start.snapshot ? { loadDataDir: new Blob([start.snapshot]) } : {}
  const opened = start.folder ? PGlite.create(start.folder, options) : PGlite.create(options)
  // All of the database is in this process or the page cache: a random read costs about what the next one does.
  const ready = opened.then((db) => db.exec('set random_page_cost = 1.1').then(() => db))
  ready.then(
    (db) => {
      const carryOut = async (request: WorkerRequest): Promise<WorkerAnswer> => {
        const { id } = request
        if (request.op === 'query') {
          const { rows, affectedRows } = await db.query<Record<string, unknown>>(
            request.sql,
            request.parameters,
          )
          return { id, ok: true, rows, count: affectedRows ?? 0 }
        }
        if (request.op === 'dump') {
          const blob = await db.dumpDataDir('none')
          return { id, ok: true, dump: new Uint8Array(await blob.arrayBuffer()) }
        }
        await db.close()
        return { id, ok: true, rows: [], count: 0 }
      }
      port.on('message', (request: WorkerRequest) => {
        carryOut(request).then(
          (reply) => port.postMessage(reply),
          (e: unknown) => fail(request.id, e),
        )
      })
      port.postMessage({ id: 0, ok: true, rows: [], count: 0 })
    },
    (e: unknown) => fail(0, e),
  )
}
