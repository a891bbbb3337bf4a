import { EX_USAGE, UsageError, type Command, type CommandContext } from './command'
import { COMMANDS } from './commands/index'
import { languageOf } from './language'
import { EX_DATAERR, refusalOf } from './refusal'

/** Runs `qianli` with the given arguments and answers the exit code. Never throws. */
export async function runCli(
  args: readonly string[],
  context: Omit<CommandContext, 'lang'>,
  commands: readonly Command[] = COMMANDS,
): Promise<number> {
  const lang = languageOf(args, context.env)
  const [name, ...rest] = args
  const command = commands.find((one) => one.name === name)
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    for (const line of help(commands, lang)) context.write(line)
    return name === undefined ? EX_USAGE : 0
  }
  if (!command) {
    context.warn(lang === 'zh' ? `没有这个命令：${name}` : `no such command: ${name}`)
    for (const line of help(commands, lang)) context.warn(line)
    return EX_USAGE
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    context.write(command.usage)
    context.write(command.summary[lang])
    return 0
  }
  try {
    return await command.run(rest, { ...context, lang })
  } catch (error) {
    if (error instanceof UsageError) {
      context.warn(error.text[lang])
      context.warn(command.usage)
      return EX_USAGE
    }
    const refusal = refusalOf(error)
    if (refusal) {
      const message = refusal.text[lang]
      if (rest.includes('--json')) context.write(JSON.stringify({ error: { code: refusal.code, message } }))
      else context.warn(message)
      return EX_DATAERR
    }
    context.warn(error instanceof Error ? error.message : String(error))
    return EX_SOFTWARE
  }
}

/** Our own fault, after sysexits.h: told apart from every verdict. */
const EX_SOFTWARE = 70

function help(commands: readonly Command[], lang: 'zh' | 'en'): string[] {
  return commands.flatMap((command) => [command.usage, `    ${command.summary[lang]}`])
}
