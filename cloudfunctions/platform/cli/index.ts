import { serveVerification } from '../pdf/verify/run-verification'
import { runCli } from './run-cli'

/** Entry of the bundle dist/cli/qianli.cjs: the command line, and its own worker. */
if (!serveVerification()) {
  // `qianli verify … | head`: whoever stops reading has read enough; the exit code still is the verdict.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  const context = {
    env: process.env,
    write: (line: string) => void process.stdout.write(`${line}\n`),
    warn: (line: string) => void process.stderr.write(`${line}\n`),
    script: typeof __filename === 'string' && __filename.endsWith('.cjs') ? __filename : null,
  }
  void runCli(process.argv.slice(2), context).then((code) => {
    process.exitCode = code
  })
}
