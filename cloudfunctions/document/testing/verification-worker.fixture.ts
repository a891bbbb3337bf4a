import { serveVerification } from '#platform/pdf/verify/run-verification'

serveVerification()
