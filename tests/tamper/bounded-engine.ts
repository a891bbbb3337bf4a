import { build } from 'esbuild'
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

export interface EngineTask {
  id: number
  file: Uint8Array
}

export interface EngineAnswer {
  id: number
  verdict: string
  /** taken, or the code of the refusal */
  upload: string
  /** highest resident memory of the process until now, MB */
  peakMb: number
}

/** `crashed`: the process ended, also for want of memory. `hung`: no answer in time. */
export type EngineOutcome = EngineAnswer | { failed: 'crashed' | 'hung'; detail: string }

export interface EngineLimits {
  /** ms for one file */
  time: number
  /** JavaScript heap, MB */
  heap: number
}

/**
 * The engine behind a wall: a process of its own with a limit on time and heap, so that a crash, a hang or a flood of
 * memory is a result and not the end of the test.
 */
export class BoundedEngine {
  private child: ChildProcess | null = null
  private readonly complaints: string[] = []
  private next = 1

  private constructor(
    private readonly script: string,
    private readonly limits: EngineLimits,
  ) {}

  static async open(limits: EngineLimits): Promise<BoundedEngine> {
    const outfile = join(process.cwd(), 'node_modules', '.cache', 'qianli', `engine-${process.pid}.cjs`)
    await build({
      entryPoints: [join(__dirname, 'engine-child.fixture.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      packages: 'external',
      define: { 'import.meta.url': 'importMetaUrl' },
      banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
      logLevel: 'silent',
    })
    return new BoundedEngine(outfile, limits)
  }

  run(file: Buffer): Promise<EngineOutcome> {
    const child = (this.child ??= this.start())
    const id = this.next++
    return new Promise((resolve) => {
      const end = (outcome: EngineOutcome) => {
        clearTimeout(timer)
        child.off('message', onMessage).off('exit', onExit)
        if ('failed' in outcome) this.close()
        resolve(outcome)
      }
      const onMessage = (answer: EngineAnswer) => {
        if (answer.id === id) end(answer)
      }
      const onExit = () => end({ failed: 'crashed', detail: this.complaints.join('').slice(-600) })
      const timer = setTimeout(
        () => end({ failed: 'hung', detail: `${this.limits.time} ms` }),
        this.limits.time,
      )
      child.on('message', onMessage).on('exit', onExit)
      child.send({ id, file } satisfies EngineTask)
    })
  }

  close(): void {
    this.child?.kill('SIGKILL')
    this.child = null
  }

  private start(): ChildProcess {
    this.complaints.length = 0
    const child = fork(this.script, [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${this.limits.heap}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    child.stderr?.on('data', (data: Buffer) => this.complaints.push(data.toString()))
    return child
  }
}
