import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { pgliteWorkerMain, type WorkerAnswer, type WorkerRequest, type WorkerStart } from './pglite-worker'
import { SqlFailure } from './sql-driver'

type Request = WorkerRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never
type Success = Extract<WorkerAnswer, { ok: true }>

/** This file, in CommonJS bundles and ES modules alike: packages are looked up from here. */
const here = typeof __filename === 'string' ? __filename : import.meta.url

/**
 * PGlite in a thread of its own: its long statements do not hold up requests, and closing gives its memory back. The
 * thread keeps the process alive only while it owes an answer.
 */
export class PgliteThread {
  private readonly waiting = new Map<
    number,
    { resolve: (answer: Success) => void; reject: (e: SqlFailure) => void }
  >()
  private readonly worker: Worker
  private next = 0
  private gone: SqlFailure | null = null

  private constructor(start: Omit<WorkerStart, 'modulePath'>) {
    const modulePath = createRequire(here).resolve('@electric-sql/pglite')
    const source = `const __name = (f) => f; const t = require('node:worker_threads');
      (${pgliteWorkerMain.toString()})(require, t.parentPort, t.workerData)`
    this.worker = new Worker(source, { eval: true, workerData: { ...start, modulePath } })
    this.worker.on('message', (answer: WorkerAnswer) => this.settle(answer))
    this.worker.on('error', (e) => this.end(new SqlFailure(`The embedded database failed: ${e.message}`, '')))
    this.worker.on('exit', () => this.end(new SqlFailure('The embedded database is closed', '')))
  }

  /** @throws SqlFailure when the folder cannot be opened */
  static async open(start: Omit<WorkerStart, 'modulePath'>): Promise<PgliteThread> {
    const thread = new PgliteThread(start)
    try {
      await thread.answer(0)
      return thread
    } catch (e) {
      await thread.worker.terminate()
      throw e
    }
  }

  async query(sql: string, parameters: unknown[]) {
    const answer = await this.ask({ op: 'query', sql, parameters })
    return 'rows' in answer ? answer : { rows: [], count: 0 }
  }

  /** The data folder as an uncompressed tar. */
  async dump(): Promise<Uint8Array<ArrayBuffer>> {
    const answer = await this.ask({ op: 'dump' })
    return 'dump' in answer ? answer.dump : new Uint8Array()
  }

  async close(): Promise<void> {
    if (this.gone) return
    try {
      await this.ask({ op: 'close' })
    } finally {
      await this.worker.terminate()
    }
  }

  private ask(request: Request): Promise<Success> {
    this.next += 1
    const promise = this.answer(this.next)
    if (!this.gone) this.worker.postMessage({ ...request, id: this.next })
    return promise
  }

  private answer(id: number): Promise<Success> {
    if (this.gone) return Promise.reject(this.gone)
    this.worker.ref()
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }))
  }

  private settle(answer: WorkerAnswer): void {
    const waiter = this.waiting.get(answer.id)
    this.waiting.delete(answer.id)
    if (this.waiting.size === 0) this.worker.unref()
    if (answer.ok) waiter?.resolve(answer)
    else waiter?.reject(new SqlFailure(answer.message, answer.code))
  }

  private end(reason: SqlFailure): void {
    this.gone ??= reason
    for (const { reject } of this.waiting.values()) reject(this.gone)
    this.waiting.clear()
  }
}
