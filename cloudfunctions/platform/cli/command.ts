/** What a command may touch: given in, so that a command can be tested as it is. */
export interface CommandContext {
  lang: 'zh' | 'en'
  env: NodeJS.ProcessEnv
  write: (this: void, line: string) => void
  warn: (this: void, line: string) => void
  /** path of the running bundle, for workers; null when there is none (tests from source) */
  script: string | null
}

/** One word behind `qianli`. A command is one file in `commands/` and one line in `commands/index.ts`. */
export interface Command {
  name: string
  usage: string
  summary: { zh: string; en: string }
  /** Answers the exit code. UsageError becomes 64. */
  run(args: readonly string[], context: CommandContext): Promise<number>
}

/** Exit code of wrong use, after sysexits.h. */
export const EX_USAGE = 64

export class UsageError extends Error {
  constructor(readonly text: { zh: string; en: string }) {
    super(text.en)
    this.name = 'UsageError'
  }
}
