// `npm start`: builds what is missing or stale, prepares the data folder on first use, then serves everything on one port.
//
// Environment
//   PORT                      port to listen on                                   8080 (0: any free one)
//   HOST                      address to listen on                                127.0.0.1
//   PUBLIC_URL                base of links and codes, e.g. https://sign.example.cn; put a proxy with TLS in front
//   QIANLI_DATA               data folder                                         ./data
//   DATABASE_URL              postgres://… instead of the embedded store
//   QIANLI_SHARED_DATA=1      several hosts share one data folder (PostgreSQL only)
//   QIANLI_TRUST_PROXY=1      believe the X-Forwarded-For of the proxy in front
//   QIANLI_CONVERTER          embedded, libreoffice or tencent, for Word and Excel  embedded
//   QIANLI_SOFFICE            path of LibreOffice; `none`: do not use it          soffice on PATH
//   QIANLI_LOG                `stdout` or a file                                  data/logs/host.jsonl (production: stdout)
//   QIANLI_DEMO=off           no demo company
//   QIANLI_TIMERS=off         no timers on this host (another one has them)
//   QIANLI_SIGNATURE_SUITE=sm SM2/SM3 signatures                                  international
//   QIANLI_KEY_TYPE           rsa2048 or rsa3072 for new signing keys             p256
//   QIANLI_TSA_*, QIANLI_EST_*, QIANLI_SIGNING_KEYS*, QIANLI_PUBLIC_TSA           certificates and time stamps: docs/pki.md
//   NODE_ENV=production       refuses the simulators of SMS, face check and registry; the real parties need
//                             TENCENT_SECRET_ID, TENCENT_SECRET_KEY, QIANLI_SMS_*, QIANLI_FACE_RULE_* (SMS and FaceID of
//                             Tencent Cloud; the host names what is missing)
//   QIANLI_ALLOW_SIMULATORS=1 allows simulators in production all the same, for a trial installation
//
// Flags
//   --no-build                serve what is built
import { fork } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 11)) {
  console.error(`Qianli needs Node.js 20.11 or newer; this is ${process.version}.`)
  process.exit(2)
}

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)

const { buildStale } = await import('./start-builds.mjs')
const { setUp } = await import('./setup.mjs')

try {
  if (!process.argv.includes('--no-build')) buildStale(undefined, { say: console.log })
  const accounts = await setUp()
  serve(accounts)
} catch (e) {
  console.error(e.message)
  process.exitCode = e.code ?? 1
}

/** Runs the host until it ends; signals go through to it. */
function serve(accounts) {
  const host = fork(path.join(root, 'dist', 'host', 'host.cjs'), { cwd: root, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => host.kill('SIGTERM'))
  host.on('message', (message) => message.ready && greet(message, accounts))
  host.on('exit', (code) => process.exit(code ?? 1))
}

function greet({ url, operatorKey }, accounts) {
  const lines = ['', `  签立 Qianli  ${url}`, '']
  if (operatorKey) {
    lines.push('  Demo accounts (sign in with the phone number; the code arrives in the inbox below)')
    for (const { phone, name, note } of accounts) lines.push(`    ${phone}  ${name}  ${note}`)
    lines.push('', "  Simulators' inbox (SMS codes, face checks, failures, clock)")
    lines.push(`    ${url}/simulators?key=${operatorKey}`, '')
  }
  lines.push('  Stop with Ctrl+C.', '')
  console.log(lines.join('\n'))
}
