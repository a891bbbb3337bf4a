/** The language of the output: `--lang`, else the locale of the environment, else English. */
export function languageOf(args: readonly string[], env: NodeJS.ProcessEnv): 'zh' | 'en' {
  const at = args.indexOf('--lang')
  const wanted = at >= 0 ? args[at + 1] : (env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG)
  return wanted !== undefined && /^zh/i.test(wanted) ? 'zh' : 'en'
}
